"""German texts of the report Fördermittel and of the pipeline of grants."""

from __future__ import annotations

GRANTS = {
    "grants.heading.terms": "Förderungen und ihre Bedingungen",
    "grants.heading.money": "Ausgaben, Zuwendungen und Eigenanteile",
    "grants.heading.pipeline": "Fördermittelakquisition",
    "grants.table.terms": "Förderungen Ende {year}",
    "grants.table.money": "Förderprojekte, zusammengerechnet bis Ende {year}",
    "grants.note.none": "Bis Ende {year} ist keine Förderung sondiert, beantragt oder bewilligt.",
    "grants.note.terms": "Der Höchstbetrag ist der bewilligte, vor einem Bescheid der beantragte oder geplante. Die "
    "nächste Frist gilt nach dem Stand vom {date}; „Nachweis“ steht für den Verwendungsnachweis.",
    "grants.note.money": "Aufgeführt sind die bewilligten Förderungen des Regionalmanagements. Die Planzahlen gelten "
    "für die ganze Laufzeit und folgen aus Finanzierungsplan und Bescheid; alle anderen Beträge sind bis Ende {year} "
    "zusammengerechnet. Vorfinanzierung ist die Zuwendung, die durch Ausgaben verdient, aber noch nicht erhalten ist.",
    "grants.note.no_money": "Bis Ende {year} ist keine Förderung bewilligt, und zu keiner ist etwas gebucht.",
    "grants.note.unspent": "Ende {year} waren {amount} an Förder- und Drittmitteln noch nicht verbraucht; sie gehören "
    "den Fördergebern und Dritten.",
    "grants.label.others": "{grant}, Antragsteller: Andere",
    "grants.label.funder": "{funder}; {programme}",
    "label.kind_rate": "{kind}, {rate}",
    "label.until": "bis {end}",
    "stage.explored": "Sondiert",
    "stage.applied": "Beantragt",
    "stage.granted": "Bewilligt",
    "stage.finished": "Bewilligt und abgeschlossen",
    "stage.rejected": "Abgelehnt",
    "deadline.settled": "keine, Schlussbescheid vom {date}",
    "deadline.submitted": "keine, Nachweis eingereicht am {date}",
    "deadline.overdue": "{date}, überfällig: Nachweis",
    "deadline.period": "{date}: Ende der Bewilligung",
    "deadline.statement": "{date}: Nachweis",
    "pipeline.table": "Stand der Fördermittelakquisition Ende {year}",
    "pipeline.chart": "Fördermittelakquisition Ende {year}: Volumen nach Stand",
    "pipeline.note.none": "Bis Ende {year} sind keine Förderungen sondiert, beantragt oder entschieden.",
    "pipeline.note.stages": "Gezählt sind alle Förderungen der Mappe nach ihrem Stand Ende {year}. „Bewilligt“ "
    "schließt abgeschlossene Förderungen ein. Das Volumen ist der bewilligte, sonst der beantragte oder geplante "
    "Höchstbetrag. Für Sondierungen und Ablehnungen kennt die Mappe keinen Tag; sie zählen mit dem Stand, den sie "
    "jetzt haben. Der Zugang nennt, was im Jahr {year} beantragt oder bewilligt wurde, auch wenn es inzwischen "
    "weiter ist.",
    "pipeline.note.quota": "Entschiedene Anträge: {decided}; davon bewilligt: {quota}.",
    "pipeline.note.quotas": "Bewilligungsquote: {quota} der entschiedenen Anträge ({decided}) und {volume_quota} ihres "
    "Volumens von {volume} sind bewilligt.",
    "pipeline.note.no_decision": "Bis Ende {year} ist über keinen Antrag entschieden; eine Bewilligungsquote gibt es "
    "deshalb nicht.",
    "pipeline.note.later": "Nicht gezählt, weil erst nach {year} beantragt: {count}.",
    "field.stage": "Stand",
    "field.count": "Anzahl",
    "field.count_share": "Anteil an der Anzahl",
    "field.volume": "Volumen",
    "field.moved_count": "Zugang {year}: Anzahl",
    "field.moved_volume": "Zugang {year}: Volumen",
    "field.funder": "Fördergeber und Programm",
    "field.file_number": "Aktenzeichen",
    "field.terms": "Finanzierungs-\nart, Fördersatz",
    "field.cap": "Höchstbetrag",
    "field.grant_period": "Bewilligungs-\nzeitraum",
    "field.deadline": "Nächste Frist",
    "field.plan_eligible": "Zuwendungsfähig laut Plan",
    "field.eligible_total": "Zuwendungsfähig laut Buchung",
    "field.earned_total": "Zuwendung (verdient)",
    "field.received_total": "Fördermittel erhalten, netto",
    "field.receivable": "Vorfinanzierung",
    "field.plan_own": "Eigenanteil laut Plan",
    "field.own_so_far": "Eigenanteil laut Buchung",
}
