"""German texts of the report Abschluss."""

from __future__ import annotations

CLOSING = {
    "closing.heading.short": "Kurzfassung",
    "closing.heading.plan_actual": "Plan und Ist",
    "closing.heading.bridge": "Überleitung des Kassenbestands",
    "closing.heading.proof": "Liquiditätsnachweis",
    "closing.heading.partners": "Konten der Partner",
    "closing.heading.projects": "Projekte und Eigenanteile",
    "closing.heading.position": "Forderungen, Verbindlichkeiten und Vorfinanzierung",
    "closing.heading.unspent": "Nicht verausgabte Mittel ohne Fördermittel",
    "closing.heading.alternatives": "Rückerstattung und Übertragung",
    "closing.heading.more": "Weitere Erläuterungen",
    "closing.heading.waived": "Quittierte Warnungen",
    "closing.heading.resolution": "Beschlussvorschlag",
    "closing.heading.resolved": "Beschluss",
    "short.provisional": "Der Abschluss {year} ist vorläufig: Das Aufsichtsgremium hat ihn noch nicht geprüft.",
    "short.examined": "Der Abschluss {year} ist geprüft: {resolution}.",
    "short.contributions": "Für {year} waren Beiträge von {due} geschuldet; gezahlt sind {paid}.",
    "short.contributions_open": "Für {year} waren Beiträge von {due} geschuldet und bis zum Jahresende {paid} gezahlt; "
    "im Rückstand: {open}.",
    "short.arrears_of": "{partner} mit {amount}",
    "short.cost": "Aus dem gemeinsamen Budget wurden {amount} verausgabt.",
    "short.no_cost": "Aus dem gemeinsamen Budget wurde nichts verausgabt.",
    "short.cost_grants": "Das gemeinsame Budget trug Kosten von {amount}. Die Förderprojekte haben {cost} ausgegeben; "
    "ihr Eigenanteil beträgt {own}.",
    "short.cash": "Der Kassenbestand betrug zu Beginn {opening} und am Ende des Jahres {closing}.",
    "short.foreign": "Vom Kassenbestand gehören {amount} anderen: Fördergebern und Dritten, den Gebern nicht "
    "verbrauchter Zusatzmittel oder, als Vorauszahlung für spätere Jahre, den Partnern.",
    "short.receivables": "Fördergeber schulden {amount} für bereits bezahlte Ausgaben; dafür sind {tied} des "
    "gemeinsamen Budgets gebunden (Vorfinanzierung).",
    "short.deficit": "Das Jahr {year} schließt mit einem Fehlbetrag von {amount}. Bis über den Ausgleich beschlossen "
    "ist, kann es nicht abgeschlossen werden.",
    "short.nothing_left": "Verteilbare Mittel sind nicht verblieben.",
    "short.both": "Nicht verausgabt und verteilbar sind {free}; davon werden {carried} nach {next} übertragen und "
    "{refund} an die Partner zurückerstattet.",
    "short.all_carried": "Nicht verausgabt und verteilbar sind {free}; sie werden nach {next} übertragen.",
    "short.all_refunded": "Nicht verausgabt und verteilbar sind {free}; sie werden an die Partner zurückerstattet.",
    "closing.table.plan_actual": "Plan und Ist {year}",
    "closing.chart.partners": "Beiträge {year} zum gemeinsamen Budget nach Partnern",
    "closing.chart.plan_actual": "Verwendung des gemeinsamen Budgets {year}: Plan und Ist",
    "closing.note.plan_actual": "Im Ist zählen die vereinbarten Beiträge und die durch Ausgaben verdienten "
    "Zuwendungen, nicht die Zahlungseingänge. Abweichungen von mehr als {threshold} vom Plan sind zu erläutern; sie "
    "tragen den Hinweis „siehe unten“. Summen, die Reserve und frei gewordene Vorfinanzierung sind davon ausgenommen.",
    "closing.note.no_plan": "Für {year} liegen keine Planansätze vor; die Spalten Plan und "
    "Abweichung sagen deshalb nichts aus.",
    "closing.variance": "siehe unten",
    "closing.table.bridge": "Vom Anfangs- zum Endbestand {year}",
    "closing.note.bridge": "Gezählt sind die Buchungen des Journals mit diesem Haushaltsjahr. Ausgaben sind negativ.",
    "closing.note.left_out": "Nicht mitgerechnet sind diese Zeilen der Mappe, weil etwas fehlt oder nicht passt: "
    "{rows}.",
    "closing.note.not_confirmed": "Eine Bestätigung des Bestands durch die Kasse liegt nicht vor.",
    "cash.opening": "Kassenbestand zu Beginn {year}",
    "cash.closing": "Kassenbestand am Ende {year}",
    "cash.contributions_paid": "Beiträge der Partner",
    "cash.note.contributions_paid": "eingegangen im Jahr, auch für andere Jahre",
    "cash.supplementary_received": "Zusatzmittel",
    "cash.grants_received": "Fördermittel",
    "cash.third_party_funds": "Drittmittel",
    "cash.other_income": "Sonstige Einnahmen",
    "cash.income": "Einnahmen",
    "cash.expense_project": "Projekte",
    "cash.expense_event": "Veranstaltungen",
    "cash.expense_office": "Geschäftsstelle",
    "cash.expense_own_contribution": "Eigenanteile an Projekten anderer",
    "cash.expense_refund": "Erstattungen an Partner",
    "cash.expense_supplementary_refund": "Erstattungen von Zusatzmitteln",
    "cash.grants_repaid": "Rückzahlungen von Fördermitteln",
    "cash.expense": "Ausgaben",
    "cash.confirmed": "Bestand laut Bestätigung der Kasse",
    "cash.confirmed_gap": "Unterschied zur Kasse",
    "closing.table.proof": "Liquiditätsnachweis {year}",
    "closing.note.proof": "Der Nachweis leitet den Kassenbestand aus den Mittelschichten, Forderungen und "
    "Verbindlichkeiten her. Die Differenz zum Journal muss 0,00 betragen.",
    "proof.layer": "Mittel aus {year} am Jahresende",
    "proof.deficit": "abzüglich Fehlbetrag",
    "proof.open": "Offene Abrechnungen {year}",
    "proof.overpaid": "zuzüglich Überzahlungen {year}",
    "proof.arrears": "abzüglich Rückstände {year}",
    "proof.refunded": "abzüglich bereits gezahlter Erstattungen für {year}",
    "proof.prepayments": "zuzüglich Vorauszahlungen für spätere Jahre",
    "proof.receivables": "abzüglich Forderungen an Fördergeber",
    "proof.unspent": "zuzüglich nicht verbrauchter Förder- und Drittmittel",
    "proof.unused": "zuzüglich nicht verbrauchter Zusatzmittel",
    "proof.note.overpaid": "von Partnern zu viel gezahlt",
    "proof.note.arrears": "von Partnern geschuldet, nicht gezahlt",
    "proof.note.refunded": "im Jahr selbst gebucht",
    "proof.note.prepayments": "Verbindlichkeit, keine Einnahme des Jahres",
    "proof.note.receivables": "Vorfinanzierung: verdient, noch nicht erhalten",
    "proof.note.unspent": "gehören den Fördergebern und Dritten",
    "proof.note.unused": "gehören den Gebern",
    "proof.by_proof": "Kassenbestand laut Nachweis",
    "proof.by_journal": "Kassenbestand laut Journal",
    "proof.gap": "Differenz",
    "closing.table.partners": "Beiträge {year}: geschuldet, gezahlt, offen",
    "closing.note.partners": "Gezählt sind Zahlungen für {year}, die bis zum Jahresende gebucht sind. Offen aus "
    "Vorjahren: positiv zugunsten, negativ zulasten des Partners.",
    "closing.note.prepayments": "Vorauszahlungen für spätere Jahre von {amount} sind darin nicht enthalten.",
    "closing.table.grants": "Förderprojekte {year}",
    "closing.table.own_shares": "Eigenanteile {year} nach Partnern",
    "closing.table.free_cost": "Kosten ohne Förderung {year}",
    "closing.table.cost_shares": "Kostenanteile {year} nach Mittelschicht und Partner",
    "closing.note.grants": "Verdient ist die Zuwendung, die den bisherigen Ausgaben entspricht, auf den Cent "
    "abgerundet. Der Eigenanteil ist, was Zuwendung und Drittmittel nicht decken; eine Korrektur kann ihn negativ "
    "machen.",
    "closing.note.no_grants": "Im Jahr {year} gab es keine Förderprojekte mit Zahlungen.",
    "closing.note.own_shares": "Die Anteile sind so gerundet, dass jede Zeile und jede Spalte auf den Cent aufgeht.",
    "closing.note.no_free_cost": "Im Jahr {year} gab es keine Kosten ohne Förderung.",
    "closing.note.own_cost": "Zusammen trug das gemeinsame Budget {amount}: die Kosten ohne Förderung und die "
    "Eigenanteile abzüglich der Zusatzmittel.",
    "closing.note.cost_shares": "Jede Mittelschicht wird nach ihrem eigenen Schlüssel getragen. Der Kostenanteil ist "
    "der Unterschied der Anteile vor und nach den Kosten; er kann vom exakten Anteil um weniger als zwei Cent "
    "abweichen, die Summe nie.",
    "closing.table.position": "Forderungen und Verbindlichkeiten Ende {year}",
    "closing.table.commitments": "Offene Aufträge (nachrichtlich)",
    "closing.note.position": "Eine Vorfinanzierung ist kein Eigenanteil: Der Fördergeber schuldet das Geld noch.",
    "closing.note.no_commitments": "Offene Aufträge bestanden am Jahresende nicht.",
    "position.receivables": "Forderungen",
    "position.liabilities": "Verbindlichkeiten",
    "position.receivables_total": "Forderungen insgesamt",
    "position.liabilities_total": "Verbindlichkeiten insgesamt",
    "position.none": "keine",
    "position.grant": "Zuwendung {grant}",
    "position.grant_funder": "{funder}: Zuwendung {grant}",
    "position.settlement": "Abrechnung {year}: {partner}",
    "position.unspent": "Nicht verbraucht: {grant}",
    "position.unspent_funder": "{funder}: nicht verbraucht für {grant}",
    "position.unused": "Zusatzmittel für {grant}: {partner}",
    "position.unused_rest": "Zusatzmittel für {grant}",
    "position.prepayments": "Vorauszahlungen der Partner",
    "position.note.pre_financing": "Vorfinanzierung",
    "position.note.refund": "dem Partner zu erstatten",
    "position.note.arrears": "vom Partner zu zahlen",
    "position.note.unspent": "gehört dem Fördergeber oder Dritten",
    "position.note.unused": "geht an den Geber zurück",
    "position.note.prepayments": "Beiträge für spätere Jahre",
    "closing.table.layers": "Mittelschichten {year}",
    "closing.table.from_cash": "Vom Kassenbestand zu den verteilbaren Mitteln",
    "closing.note.layers": "Mittel behalten ihr Herkunftsjahr und dessen Schlüssel. Kosten trägt die älteste Schicht "
    "zuerst; Vorfinanzierung bindet die jüngste zuerst. Übertragen wird aus der jüngsten Schicht zuerst.",
    "closing.note.from_cash": "Fördermittel im Kassenbestand werden nie an die Partner verteilt.",
    "from_cash.cash": "Kassenbestand",
    "from_cash.unspent": "abzüglich nicht verbrauchter Förder- und Drittmittel",
    "from_cash.unused": "abzüglich nicht verbrauchter Zusatzmittel",
    "from_cash.prepayments": "abzüglich Vorauszahlungen der Partner",
    "from_cash.free_cash": "Freier Kassenbestand",
    "from_cash.note.free_cash": "mehr kann jetzt nicht ausgezahlt werden",
    "from_cash.note.no_free_cash": "davon kann nichts ausgezahlt werden",
    "from_cash.claims": "Rückstände abzüglich offener Abrechnungen und Überzahlungen",
    "from_cash.note.claims": "Saldo mit den Partnern, bereits gezahlte Erstattungen hinzugerechnet",
    "from_cash.receivables": "zuzüglich Forderungen an Fördergeber",
    "from_cash.deficit": "zuzüglich Fehlbetrag",
    "from_cash.tied": "abzüglich durch Vorfinanzierung gebundener Mittel",
    "from_cash.note.tied": "bleiben für das Folgejahr gebunden",
    "from_cash.distributable": "Verteilbare Mittel",
    "closing.table.alternatives": "Rückerstattung und Verbleib nach Partnern",
    "closing.table.deficit": "Fehlbetrag nach dem Zahlungsschlüssel (nachrichtlich)",
    "closing.note.deficit": "Der Fehlbetrag beträgt {amount}. Die Vereinbarung kennt keine Pflicht, ihn auszugleichen; "
    "nötig ist ein Beschluss über eine Nachforderung. Die Anteile sind nachrichtlich und in keinem Kostenanteil "
    "enthalten.",
    "closing.note.nothing_left": "Nach den Kosten des Jahres ist keine Mittelschicht übrig; es gibt nichts zu "
    "erstatten oder zu übertragen.",
    "closing.note.carry_none": "Eine Übertragung ist für {year} nicht beschlossen; alles Verteilbare wird "
    "zurückerstattet.",
    "closing.note.carry_part": "Nach dem Beschluss werden {amount} übertragen; der Rest wird zurückerstattet.",
    "closing.note.carry_all": "Nach dem Beschluss wird alles Verteilbare übertragen: {amount}.",
    "closing.note.alternatives": "Alternative A: Alles Verteilbare wird zurückerstattet. Alternative B: Alles "
    "Verteilbare wird nach {next} übertragen. Verbleib sind übertragene und durch Vorfinanzierung gebundene Mittel. "
    "Rückstände sind hier noch nicht verrechnet; das geschieht auf dem Blatt Rückerstattung.",
    "closing.table.waived": "Quittierte Warnungen",
    "closing.note.waived": "Diese Warnungen der Prüfung sind gesehen und mit Begründung hingenommen.",
    "closing.note.none_waived": "Es sind keine Warnungen quittiert.",
    "closing.note.open_warnings": "Nicht quittierte Warnungen: {count}. Die Prüfung der Arbeitsmappe nennt "
    "sie einzeln.",
    "closing.note.sealed": "Siegel des Haushaltsjahres {year}: {seal}. Was es umfasst, ist seitdem "
    "unverändert: Journal, Beiträge, Beschlüsse, Finanzierungsplan und Bescheide des Jahres, die Bedingungen der "
    "Förderungen und Partner und die Zahlen daraus. Plan, Texte und Anschriften gehören nicht dazu.",
    "closing.note.seal_broken": "Das Siegel des Haushaltsjahres {year} ({seal}) ist gebrochen: Die Daten des Jahres "
    "wurden nach dem Versiegeln verändert. Die Prüfung der Arbeitsmappe nennt die Stellen.",
    "closing.note.unsealed": "Siegel: Das Haushaltsjahr {year} ist nicht versiegelt.",
    "closing.note.resolved": "Beschlossen durch: {resolutions}.",
    "closing.resolution.opening": "Das Aufsichtsgremium beschließt:",
    "closing.resolution.taken": "Das Aufsichtsgremium hat beschlossen:",
    "closing.point.examined": "Der finanzielle Abschlussbericht {year} ist geprüft; der Kassenbestand am Jahresende "
    "wird mit {cash} festgestellt.",
    "closing.point.deficit": "Der Fehlbetrag von {amount} wird festgestellt; über den Ausgleich wird gesondert "
    "beschlossen.",
    "closing.point.distributable": "Die nicht verausgabten, verteilbaren Mittel {year} werden mit {amount} "
    "festgestellt.",
    "closing.point.nothing_left": "Verteilbare Mittel sind aus {year} nicht verblieben.",
    "closing.point.carried": "Davon werden {amount} in das Haushaltsjahr {next} übertragen.",
    "closing.point.refund": "{amount} werden den Partnern nach dem Zahlungsschlüssel zurückerstattet.",
    "closing.point.alternative": "Alternativ, anstelle der Rückerstattung: Die nicht verausgabten Mittel "
    "werden ganz oder mit einem Teilbetrag in "
    "das Haushaltsjahr {next} übertragen.",
    "closing.point.tied": "Zur Kenntnis: {amount} bleiben durch die Vorfinanzierung von Zuwendungen gebunden.",
    "closing.point.arrears": "Rückständige Beiträge von {amount} werden mit der Rückerstattung verrechnet; was darüber "
    "hinausgeht, ist nachzuzahlen.",
    "closing.point.arrears_only": "Rückständige Beiträge von {amount} sind nachzuzahlen.",
}
