"""German texts of the report Mittelanforderung."""

from __future__ import annotations

from regman_xl.schema.master_data import CONTRIBUTIONS, PARTNERS, SETTINGS

CALL = {
    "call.heading.overview": "Übersicht",
    "call.table.claims": "Beiträge {year}: geschuldet, gezahlt, angefordert",
    "call.chart": "Beiträge {year} je Partner",
    "call.note.overview": "Gezählt sind alle Zahlungen für {year}, auch spätere, nach dem Stand der Mappe am {date}.",
    "call.note.letters": "Wer noch schuldet, erhält auf einer eigenen Seite ein Schreiben; bei innerer Verrechnung "
    "tritt ein interner Vermerk an seine Stelle.",
    "call.note.examined": "Das Haushaltsjahr {year} ist geprüft: Rückstände sind in der Abrechnung mit der "
    "Rückerstattung verrechnet; angefordert wird nur, was danach noch offen ist.",
    "call.note.examined_even": "Das Haushaltsjahr {year} ist geprüft; zu verrechnen war nichts.",
    "call.note.owes_nothing": "{partner}: keine Anforderung, für {year} ist kein Beitrag vereinbart.",
    "call.note.paid": "{partner}: keine Anforderung, der Beitrag für {year} ist vollständig gezahlt.",
    "call.note.overpaid": "{partner}: keine Anforderung, für {year} sind {amount} mehr gezahlt als geschuldet.",
    "call.note.set_off": "{partner}: keine Anforderung, für {year} ist nichts mehr offen; {amount} sind in der "
    "Abrechnung verrechnet.",
    "call.part.demand": "Mittelanforderung {year}: {partner}",
    "call.part.internal": "Interner Vermerk {year}: {partner}",
    "call.address": "{name}\n{address}",
    "call.no_address": f"{{partner}} (eine Anschrift fehlt auf dem Blatt {PARTNERS.sheet})",
    "call.subject": "Anforderung des Beitrags zum gemeinsamen Budget für das Haushaltsjahr {year}",
    "call.basis": "Grundlage der Zahlung: {basis}. Der Beitrag für das Haushaltsjahr {year} beträgt danach {amount}.",
    "call.no_basis": "Für das Haushaltsjahr {year} beträgt der vereinbarte Beitrag {amount}.",
    "call.internal": "Die Konten des Partners und des Regionalmanagements führt dieselbe Kasse. Ein Schreiben ist "
    "nicht nötig; gezahlt wird durch innere Verrechnung.",
    "call.date": "{sender}, den {date}",
    "call.table.claim": "Berechnung",
    "call.line.contribution": "Jahresbeitrag {year}",
    "call.line.additional_call": "zuzüglich Anteil an der Nachforderung",
    "call.line.due": "Geschuldeter Beitrag {year}",
    "call.line.paid": "abzüglich bereits gezahlt",
    "call.line.settled": "abzüglich in der Abrechnung verrechnet",
    "call.line.open": "Noch zu zahlen",
    "call.request": "Wir bitten Sie, {amount} (in Worten: {words}) bis zum {date} auf das unten genannte Konto zu "
    "überweisen.",
    "call.request_late": "Der Betrag war am {date} fällig. Wir bitten Sie, {amount} (in Worten: {words}) umgehend auf "
    "das unten genannte Konto zu überweisen.",
    "call.request_undated": "Wir bitten Sie, {amount} (in Worten: {words}) auf das unten genannte Konto zu überweisen.",
    "call.transfer": "Die Kasse wird gebeten, {amount} (in Worten: {words}) dem Konto des Regionalmanagements "
    "zuzuführen; fällig am {date}.",
    "call.transfer_undated": "Die Kasse wird gebeten, {amount} (in Worten: {words}) dem Konto des Regionalmanagements "
    "zuzuführen.",
    "call.note.earlier": "Nachrichtlich: Aus der Zeit vor {year} sind noch {amount} offen. Sie sind in diesem Betrag "
    "nicht enthalten.",
    "call.note.earlier_of": "{partner}: Aus der Zeit vor {year} sind noch {amount} offen; sie sind hier nicht "
    "angefordert.",
    "call.note.no_iban": f"Die IBAN fehlt. Bitte auf dem Blatt {SETTINGS.sheet} ergänzen und das Dokument neu "
    "erstellen.",
    "call.table.payment": "Angaben zur Zahlung",
    "call.payment.payee": "Zahlungsempfänger",
    "call.payment.iban": "IBAN",
    "call.payment.reference": "Verwendungszweck",
    "call.payment.due_on": "Fällig am",
    "call.reference": "Beitrag {year} {partner} Regionalmanagement",
    "call.missing.iban": f"fehlt, bitte auf dem Blatt {SETTINGS.sheet} eintragen",
    "call.missing.due_on": f"fehlt, bitte auf dem Blatt {CONTRIBUTIONS.sheet} eintragen",
    "field.settled": "Verrechnet",
    "field.claims.open": "Noch zu zahlen",
    "field.value": "Angabe",
}
