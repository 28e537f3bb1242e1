"""German texts of the report Jahresplan."""

from __future__ import annotations

PLAN = {
    "plan.heading.goals": "Ziele und Schwerpunkte",
    "plan.heading.measures": "Maßnahmen nach Aufgabenfeldern",
    "plan.heading.budget": "Mittel und Verwendung",
    "plan.heading.own_contributions": "Eigenanteile und Verpflichtungen",
    "plan.heading.contributions": "Beiträge der Partner",
    "plan.heading.capacity": "Leistungsfähigkeit und Bedarf an Zusatzmitteln",
    "plan.heading.staff": "Personal (nachrichtlich)",
    "plan.heading.more": "Weitere Erläuterungen",
    "plan.heading.resolution": "Beschlussvorschlag",
    "plan.heading.resolved": "Beschluss",
    "plan.table.measures": "Maßnahmen {year}",
    "plan.table.budget": "Mittel und Verwendung im Vergleich der Jahre",
    "plan.table.own_contributions": "Finanzierungspläne der Förderprojekte",
    "plan.table.commitments": "Verpflichtungen aus erteilten Aufträgen",
    "plan.table.contributions": "Beiträge {year} nach dem Zahlungsschlüssel",
    "plan.table.capacity": "Verfügbare Mittel und Verwendung",
    "plan.table.need": "Bedarf an Zusatzmitteln nach Partnern",
    "plan.table.staff": "Abgeordnetes Personal",
    "plan.chart.contributions": "Beiträge {year} zum gemeinsamen Budget nach Partnern",
    "plan.chart.capacity": "Verfügbare Mittel und Verwendung {first} bis {last}",
    "plan.note.measures": "Die Summe der Maßnahmen ist die Verwendung insgesamt im Abschnitt Mittel und Verwendung. "
    "Das gemeinsame Budget trägt auch die Eigenanteile der Förderprojekte.",
    "plan.note.no_measures": "Für {year} sind keine Maßnahmen geplant.",
    "plan.note.empty_fields": "Ohne geplante Maßnahme im Jahr {year}: {fields}.",
    "plan.note.budget": "Im Ist zählen die vereinbarten Beiträge und die durch Ausgaben verdienten Zuwendungen, nicht "
    "die Zahlungseingänge. Ein Strich bedeutet, dass für das Jahr keine Daten vorliegen.",
    "plan.note.assumed": "Annahme: Für {years} sind noch keine Beiträge vereinbart; gerechnet ist mit denen des Jahres "
    "{source}.",
    "plan.note.own_contributions": "Der Eigenanteil ist Gesamtausgaben abzüglich Zuwendung und Drittmittel. Gezählt "
    "werden beantragte, bewilligte und abgeschlossene Förderungen.",
    "plan.note.no_grants": "Für {first} bis {last} gibt es keine Finanzierungspläne von Förderprojekten; Eigenanteile "
    "fallen daraus nicht an.",
    "plan.note.no_commitments": "Offene Verpflichtungen aus erteilten Aufträgen bestehen nicht.",
    "plan.note.contributions": "Die Jahresbeiträge bilden zugleich den Zahlungsschlüssel, nach dem Kosten und nicht "
    "verausgabte Mittel verteilt werden.",
    "plan.note.capacity": "Verfügbar sind die Beiträge, die durch Beschluss übertragenen Mittel, beschlossene "
    "Zusatzmittel und sonstige Einnahmen. Nur Eigenanteile begründen Zusatzmittel; ein Fehlbetrag darüber hinaus ist "
    "nicht gedeckt.",
    "plan.note.no_need": "Für {first} bis {last} besteht kein Bedarf an Zusatzmitteln.",
    "plan.note.uncovered": "Der Plan {year} ist nicht ausgeglichen: {amount} sind weder durch verfügbare Mittel noch "
    "durch Zusatzmittel gedeckt.",
    "plan.note.staff": "Das Personal ist abgeordnet. Jeder Partner trägt seine Personalkosten selbst; sie belasten das "
    "gemeinsame Budget nicht.",
    "plan.note.no_staff": "Für {year} ist kein abgeordnetes Personal eingetragen.",
    "plan.note.resolved": "Beschlossen durch: {resolutions}.",
    "plan.resolution.opening": "Das Aufsichtsgremium beschließt:",
    "plan.resolution.taken": "Das Aufsichtsgremium hat beschlossen:",
    "plan.point.plan": "Die Jahres- und Finanzplanung {year} wird mit verfügbaren Mitteln von {available} und einer "
    "Verwendung des gemeinsamen Budgets von {uses} festgestellt.",
    "plan.point.contributions": "Die Beiträge der Partner für {year} betragen zusammen {amount} und sind zu den "
    "genannten Terminen fällig.",
    "plan.point.own": "Die Eigenanteile der Förderprojekte von {amount} werden aus dem gemeinsamen Budget getragen.",
    "plan.point.need": "Die Partner werden gebeten, bei ihren Beschlussgremien für {year} Zusatzmittel von zusammen "
    "{amount} zu beantragen.",
    "plan.point.uncovered": "Die Geschäftsstelle wird beauftragt, für den nicht gedeckten Betrag von {amount} einen "
    "Vorschlag zum Ausgleich vorzulegen.",
    "plan.point.staff": "Die Personalausstattung wird zur Kenntnis genommen.",
}
