"""Deliberate faults in the journal: each is an entry of its own behind the entries of the sample."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regman_xl.model.contents import Raw
from regman_xl.sample.register import DEPUTY, HEAD, PARTNER_NAMES
from regman_xl.schema.lists import Category, Direction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regman_xl.model.contents import Value


@dataclass(frozen=True, slots=True)
class EntryFault:
    """An entry with a fault.

    Attributes:
        code: Rule that must find it; ``""`` for an entry that only prepares another fault.
        column: Column of the cell that the finding must name.
        what: German sentence that says what is wrong.
        values: How the entry differs from the template.
        step: How far its number is from the entry before.
    """

    code: str
    column: str
    what: str
    values: Mapping[str, Value]
    step: int = 1


def template(number: int, voucher: str) -> dict[str, Value]:
    """Return an entry without a fault; its amount and texts are its own.

    Args:
        number: Its Nr.
        voucher: The next voucher number.
    """
    return {
        "number": str(number),
        "budget_year": 2026,
        "booked_on": dt.date(2026, 12, 21),
        "voucher_date": dt.date(2026, 12, 14),
        "voucher": voucher,
        "direction": Direction.EXPENSE,
        "category": Category.OFFICE,
        "account": "543100",
        "counterparty": f"Lieferant {number}",
        "text": "Büromaterial zum Jahresende",
        "amount": 20_00 + number,
        "invoice": f"L-{number}",
        "confirmed_by": DEPUTY,
        "approved_by": HEAD,
    }


_TWICE: dict[str, Value] = {
    "counterparty": "Möbelhaus Benrath",
    "amount": 748_00,
    "invoice": "MB-4711",
    "text": "Bürostuhl",
}
_TYPES: tuple[EntryFault, ...] = (
    EntryFault("TYP01", "amount", "Der Betrag steht als Text in der Zelle.", {"amount": Raw("1234,50")}),
    EntryFault("TYP02", "counterparty", "Hinter dem Namen steht ein geschütztes Leerzeichen.",
               {"counterparty": "Bürohaus Nord GmbH\u00a0"}),
    EntryFault("TYP03", "amount", "Das Minuszeichen steht hinten.", {"amount": Raw("345,60-")}),
    EntryFault("TYP04", "amount", "1.234 kann eintausend oder eins heißen.", {"amount": Raw("1.234")}),
    EntryFault("TYP05", "voucher_date", "Das Datum steht als Text in der Zelle.", {"voucher_date": Raw("14.12.2026")}),
    EntryFault("TYP06", "voucher_date", "Das Datum hat eine Uhrzeit.",
               {"voucher_date": Raw(dt.datetime(2026, 12, 14, 9, 30))}),  # noqa: DTZ001 - a cell has no zone
    EntryFault("TYP07", "amount", "Der Betrag hat drei Nachkommastellen.", {"amount": Raw(119.995)}),
    EntryFault("TYP08", "eligible", "Die Formel hat keinen gespeicherten Wert.",
               {"eligible": Raw(None, formula="=10+10")}),
    EntryFault("TYP09", "eligible", "Die Zelle zeigt einen Fehler.", {"eligible": Raw("#REF!", formula="=#REF!")}),
    EntryFault("", "", "", {"account": "054310"}),
    EntryFault("TYP11", "account", "Dem Konto 054310 fehlt die führende Null.", {"account": "54310"}),
    EntryFault("TYP12", "amount", "Der Betrag ist in Dollar formatiert.",
               {"amount": Raw(250, number_format='#,##0.00\\ "USD"')}),
    EntryFault("TYP13", "category", "Die Kategorie ist falsch geschrieben.", {"category": "Geschäftstelle"}),
    EntryFault("TYP15", "text", "Der Buchungstext fehlt.", {"text": ""}),
)  # fmt: skip
_REFERENCES: tuple[EntryFault, ...] = (
    EntryFault("STM10", "account", "Das Konto ist gesperrt.", {"account": "543900"}),
    EntryFault("STM11", "project", "Das Projekt P-99 gibt es nicht.", {"project": "P-99"}),
)
_JOURNAL: tuple[EntryFault, ...] = (
    EntryFault("JRN01", "voucher", "Die Belegnummer fehlt.", {"voucher": ""}),
    EntryFault("JRN02", "voucher", "Die Belegnummer 2026-0012 ist schon vergeben.", {"voucher": "2026-0012"}),
    EntryFault("JRN03", "number", "Eine laufende Nummer fehlt.", {}, step=2),
    EntryFault("", "", "", _TWICE),
    EntryFault("JRN04", "amount", "Dieselbe Rechnung ist zweimal bezahlt.", _TWICE),
    EntryFault("JRN05", "reversal_of", "Die Buchung zum Storno gibt es nicht.",
               {"amount": -75_00, "reversal_of": "9999"}),
    EntryFault("JRN06", "direction", "Geschäftsstelle ist keine Einnahme.", {"direction": Direction.INCOME}),
    EntryFault("JRN07", "account", "Personalkosten gehören nicht in das gemeinsame Budget.", {"account": "501200"}),
    EntryFault("JRN08", "confirmed_by", "Die Feststellung fehlt.", {"confirmed_by": ""}),
    EntryFault("JRN09", "approved_by", "Eine Person hat festgestellt und freigegeben.", {"confirmed_by": HEAD}),
    EntryFault("JRN10", "booked_on", "Die Buchung ist älter als ihr Beleg.", {"voucher_date": dt.date(2026, 12, 28)}),
    EntryFault("JRN11", "partner", "Der Partner des Beitrags fehlt.", {
        "direction": Direction.INCOME, "category": Category.PARTNER_CONTRIBUTION, "account": "414200",
        "counterparty": PARTNER_NAMES["ME"], "text": "Beitrag"}),
    EntryFault("JRN12", "grant", "Die Förderung fehlt.", {
        "direction": Direction.INCOME, "category": Category.GRANT, "account": "414100", "text": "Mittelabruf"}),
    EntryFault("JRN13", "project", "Das Projekt fehlt.", {"category": Category.PROJECT, "account": "529110"}),
    EntryFault("JRN14", "amount", "Nur ein Storno darf negativ sein.", {"amount": -12_00}),
    EntryFault("JRN15", "account", "Das Konto 529200 gehört zu Veranstaltung.", {"account": "529200"}),
    EntryFault("JRN16", "project", "Die Förderung F-001 gehört zum Projekt P-02.",
               {"category": Category.PROJECT, "account": "529110", "project": "P-01", "grant": "F-001"}),
    EntryFault("JRN17", "amount", "Die Ausgabe ist ungewöhnlich hoch.", {"amount": 45_000_00}),
    EntryFault("JRN18", "number", "Die laufende Nummer ist schon vergeben.", {"number": "300"}, step=0),
    EntryFault("JRN19", "approved_by", "Die Freigabe fehlt.", {"approved_by": ""}),
    EntryFault("JRN20", "origin_year", "Der Erstattung fehlt das Herkunftsjahr.", {
        "category": Category.REFUND, "account": "531900", "partner": "IHK", "counterparty": PARTNER_NAMES["IHK"],
        "text": "Erstattung"}),
)  # fmt: skip

JOURNAL_FAULTS = (*_TYPES, *_REFERENCES, *_JOURNAL)
