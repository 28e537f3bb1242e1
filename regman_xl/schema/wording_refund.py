"""German texts of the report Rückerstattung."""

from __future__ import annotations

REFUND = {
    "refund.heading.basis": "Grundlage",
    "refund.heading.layers": "Rückerstattung nach Mittelschichten",
    "refund.heading.settlement": "Abrechnung mit den Partnern",
    "refund.heading.payments": "Auszahlung",
    "refund.heading.supplementary": "Nicht verbrauchte Zusatzmittel",
    "refund.heading.control": "Kontrollsumme",
    "refund.heading.resolution": "Beschlussvorschlag",
    "refund.heading.resolved": "Beschluss",
    "refund.note.provisional": "Die Rückerstattung {year} ist vorläufig. Gezahlt werden darf erst, wenn das "
    "Aufsichtsgremium den Jahresabschluss geprüft hat.",
    "refund.note.resolutions": "Beschlüsse: {resolutions}.",
    "refund.note.due": "Fällig am {date}, {days} Tage nach der Prüfung des Abschlusses.",
    "refund.note.due_later": "Fällig {days} Tage nach der Prüfung des Abschlusses durch das Aufsichtsgremium.",
    "refund.note.no_layers": "Für {year} ist aus keiner Mittelschicht etwas zurückzuerstatten.",
    "refund.note.rounding": "Jede Mittelschicht wird nach dem Schlüssel ihres Herkunftsjahres verteilt. Die Anteile "
    "werden auf ganze Cent abgerundet; die übrigen Cent gehen einzeln an die größten Reste, bei gleichem Rest an den "
    "größeren Beitrag, dann nach der Reihenfolge der Partner. Die Spalte mit den Prozenten ist gerundet und "
    "dient nur der Übersicht.",
    "refund.table.layer": "Mittel aus {year}: Rückerstattung {amount}",
    "why.exact": "geht ohne Rest auf",
    "why.odd_rest": "Rest {rest} Cent: einer der größten, ein Cent mehr",
    "why.odd_weight": "Rest {rest} Cent: gleicher Rest, größerer Beitrag, ein Cent mehr",
    "why.odd_order": "Rest {rest} Cent: gleicher Rest und Beitrag, nach Reihenfolge ein Cent mehr",
    "why.none_rest": "Rest {rest} Cent: abgerundet",
    "why.none_weight": "Rest {rest} Cent: abgerundet, der größere Beitrag geht vor",
    "why.none_order": "Rest {rest} Cent: abgerundet, nach Reihenfolge der Partner",
    "refund.table.settlement": "Abrechnung {year}",
    "refund.note.settlement": "Die Abrechnung {year} ist die Rückerstattung abzüglich des Rückstands und zuzüglich der "
    "Überzahlung, nach dem Stand am Ende des Jahres; spätere Zahlungen stehen im Abschluss des Jahres, in dem "
    "sie gebucht sind. Wer im Saldo schuldet, erhält nichts.",
    "refund.note.debtor": "{partner} schuldete am Ende des Jahres im Saldo {amount}.",
    "refund.table.open_settlements": "Offene Abrechnungen früherer Jahre",
    "refund.note.open_settlements": "Positiv: noch an den Partner zu zahlen; negativ: vom Partner noch geschuldet.",
    "refund.table.payments": "Auszahlungen an die Partner",
    "refund.note.no_payment": "Es ist nichts auszuzahlen.",
    "refund.note.wait": "Der freie Kassenbestand von {free} reicht für die Auszahlung von {payable} nicht aus. Gezahlt "
    "wird, sobald Rückstände oder Fördermittel eingegangen sind.",
    "payee.internal": "innere Verrechnung in der Kasse der Landeshauptstadt",
    "payee.transfer": "IBAN {iban}, Verwendungszweck: Rückerstattung {year}",
    "payee.unknown": "Zahlweg oder IBAN fehlt auf dem Blatt Partner",
    "refund.note.supplementary": "Zusatzmittel, die weder verbraucht noch zurückgezahlt sind, gehören ihren Gebern. "
    "Sie sind in der Rückerstattung nicht enthalten und werden den Gebern gesondert zurückgezahlt.",
    "refund.table.supplementary": "Rückgabe an die Geber",
    "refund.table.control": "Kontrollsumme der Rückerstattung",
    "control.distributable": "Verteilbare Mittel",
    "control.carry_over": "abzüglich Übertragung",
    "control.refund_total": "Rückerstattung nach Mittelschichten",
    "control.refund_by_partner": "Rückerstattung nach Partnern",
    "control.gap": "Differenz",
    "control.note.gap": "muss 0,00 betragen",
    "control.payable": "Auszahlungen insgesamt",
    "refund.resolution.opening": "Das Aufsichtsgremium beschließt:",
    "refund.resolution.taken": "Das Aufsichtsgremium hat beschlossen:",
    "refund.point.refund": "Aus dem Haushaltsjahr {year} werden {amount} nach dem Zahlungsschlüssel an die Partner "
    "zurückerstattet.",
    "refund.point.nothing": "Aus dem Haushaltsjahr {year} wird nichts zurückerstattet.",
    "refund.point.carried": "{amount} werden in das Haushaltsjahr {next} übertragen.",
    "refund.point.supplementary": "Die nicht verbrauchten Zusatzmittel von {amount} werden ihren Gebern zurückgezahlt.",
    "refund.point.payment": "Nach Verrechnung mit Rückständen und offenen Abrechnungen werden {amount} bis zum {date} "
    "ausgezahlt.",
    "refund.point.payment_later": "Nach Verrechnung mit Rückständen und offenen Abrechnungen werden {amount} innerhalb "
    "von {days} Tagen nach der Prüfung ausgezahlt.",
}
