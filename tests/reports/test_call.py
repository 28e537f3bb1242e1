"""The calls for funds: who is asked for how much, on what ground, and who is not."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from regman_xl.finance.engine import accounts
from regman_xl.reports.call import call_report
from regman_xl.reports.parts import ReportContext
from regman_xl.reports.report import Part, Report, Signatures, Version
from regman_xl.schema.number_words import amount_in_words
from tests.reports.cases import (
    AS_OF,
    CONTEXT,
    DRAFT,
    THREE,
    accession,
    all_documents,
    books,
    entry,
    examined,
    owing_partners,
)
from tests.reports.said import lines_of, notes, outline

if TYPE_CHECKING:
    from regman_xl.model.books import Books

NOT_CALLED = re.compile(r"keine Anforderung")


def call(source: Books | None = None, year: int = 2026, context: ReportContext = CONTEXT, until: int = 0) -> Report:
    made = source or owing_partners()
    return call_report(made, accounts(made, until or year), year, context)


def test_the_overview_names_every_partner_with_what_is_owed() -> None:
    assert lines_of(call().tables["claims"]) == [
        "Partner | Jahresbeitrag | Nachforderung | Geschuldet | Gezahlt | Noch zu zahlen | Fällig am",
        "Landeshauptstadt (DUS) | 50.000,00 | 4.166,67 | 54.166,67 | 10.000,00 | 44.166,67 | 01.05.2027",
        "Kreis (ME) | 50.000,00 | 4.166,67 | 54.166,67 | 0,00 | 54.166,67 | 28.02.2026",
        "Kammer (IHK) | 20.000,00 | 1.666,67 | 21.666,67 | 0,00 | 21.666,67 | –",
        "Summe | 120.000,00 | 10.000,01 | 130.000,01 | 10.000,00 | 120.000,01 | ",
    ]


def test_a_letter_says_ground_amount_in_digits_and_words_day_and_account() -> None:
    report = call()
    said = notes(report)
    assert "Kreis\nStraße 1\n40822 Mettmann" in said
    assert "Grundlage der Zahlung: § 3. Der Beitrag für das Haushaltsjahr 2026 beträgt danach 54.166,67 €." in said
    assert (
        "Der Betrag war am 28.02.2026 fällig. Wir bitten Sie, 54.166,67 € (in Worten: "
        "vierundfünfzigtausendeinhundertsechsundsechzig Euro und 67 Cent) umgehend auf das unten genannte Konto zu "
        "überweisen." in said
    )
    assert lines_of(report.tables["payment:ME"]) == [
        "Position | Angabe",
        "Zahlungsempfänger | Stadtkasse",
        "IBAN | DE33 3009 9901 0001 2020 17",
        "Verwendungszweck | Beitrag 2026 ME Regionalmanagement",
        "Fällig am | 28.02.2026",
    ]
    assert lines_of(report.tables["claim:ME"])[1:] == [
        "Jahresbeitrag 2026 | 50.000,00",
        "zuzüglich Anteil an der Nachforderung | 4.166,67",
        "Geschuldeter Beitrag 2026 | 54.166,67",
        "abzüglich bereits gezahlt | 0,00",
        "Noch zu zahlen | 54.166,67",
    ]


def test_a_partner_of_the_same_treasury_gets_an_internal_note_instead() -> None:
    report = call()
    assert outline(report) == [
        "Übersicht",
        "Interner Vermerk 2026: Landeshauptstadt (DUS)",
        "Mittelanforderung 2026: Kreis (ME)",
        "  Anforderung des Beitrags zum gemeinsamen Budget für das Haushaltsjahr 2026",
        "Mittelanforderung 2026: Kammer (IHK)",
        "  Anforderung des Beitrags zum gemeinsamen Budget für das Haushaltsjahr 2026",
    ]
    assert (
        "Die Kasse wird gebeten, 44.166,67 € (in Worten: vierundvierzigtausendeinhundertsechsundsechzig Euro und 67 "
        "Cent) dem Konto des Regionalmanagements zuzuführen; fällig am 01.05.2027." in notes(report)
    )
    assert (
        "Grundlage der Zahlung: Vertrag. Der Beitrag für das Haushaltsjahr 2026 beträgt danach 54.166,67 €."
        in notes(report)
    )


def test_what_is_missing_is_said_and_not_made_up() -> None:
    report = call()
    assert "Kammer (IHK) (eine Anschrift fehlt auf dem Blatt Partner)" in notes(report)
    assert "Fällig am | fehlt, bitte auf dem Blatt Beiträge eintragen" in lines_of(report.tables["payment:IHK"])
    bare = call(books(paid={}))
    assert "IBAN | fehlt, bitte auf dem Blatt Einstellungen eintragen" in lines_of(bare.tables["payment:ME"])
    assert "Für das Haushaltsjahr 2026 beträgt der vereinbarte Beitrag 50.000,00 €." in notes(bare)
    assert sum(note.startswith("Die IBAN fehlt.") for note in notes(bare)) == 3


def test_every_letter_stands_on_a_page_of_its_own_and_is_signed() -> None:
    blocks = call().blocks
    starts = [place for place, block in enumerate(blocks) if isinstance(block, Part)]
    signed = [place for place, block in enumerate(blocks) if isinstance(block, Signatures)]
    assert len(starts) == len(signed) == 3
    assert all(start < end for start, end in zip(starts, signed, strict=True))
    assert [end + 1 for end in signed[:-1]] == starts[1:]


@pytest.mark.parametrize(
    ("paid", "expected"),
    [
        (THREE, "Partner IHK (IHK): keine Anforderung, der Beitrag für 2026 ist vollständig gezahlt."),
        (
            {**THREE, "IHK": 20_000_50},
            "Partner IHK (IHK): keine Anforderung, für 2026 sind 0,50 € mehr gezahlt als geschuldet.",
        ),
    ],
)
def test_who_owes_nothing_is_named_and_not_asked(paid: dict[str, int], expected: str) -> None:
    report = call(books(paid=paid))
    assert expected in notes(report)
    assert not any(isinstance(block, Part) for block in report.blocks)
    assert isinstance(report.blocks[-1], Signatures)


def test_a_partner_who_joins_later_owes_nothing_before() -> None:
    report = all_documents()["accession"][5]
    assert report.kind == "call"
    early = call(accession(), 2025, until=2026)
    assert "Partner RKN (RKN): keine Anforderung, für 2025 ist kein Beitrag vereinbart." in notes(early)


def test_what_an_examined_year_has_set_off_is_not_asked_for() -> None:
    early = call(accession(), 2025, until=2026)
    assert lines_of(early.tables["claims"]) == [
        "Partner | Geschuldet | Gezahlt | Verrechnet | Noch zu zahlen | Fällig am",
        "Partner DUS (DUS) | 50.000,00 | 0,00 | 8.333,34 | 41.666,66 | –",
        "Partner ME (ME) | 50.000,00 | 0,00 | 8.333,33 | 41.666,67 | –",
        "Partner IHK (IHK) | 20.000,00 | 0,00 | 3.333,33 | 16.666,67 | –",
        "Partner RKN (RKN) | 0,00 | 0,00 | 0,00 | 0,00 | –",
        "Summe | 120.000,00 | 0,00 | 20.000,00 | 100.000,00 | ",
    ]
    assert any(note.startswith("Das Haushaltsjahr 2025 ist geprüft: Rückstände sind") for note in notes(early))
    late = call(accession(), 2026)
    expected = "Partner DUS (DUS): Aus der Zeit vor 2026 sind noch 41.666,66 € offen; sie sind hier nicht angefordert."
    assert expected in notes(late)


def test_a_letter_tells_debts_of_earlier_years_apart() -> None:
    source = books(years=(2025, 2026), paid={}, journal=(entry(2025, "Projekt", 120_000_00),))
    said = notes(call(source))
    expected = (
        "Nachrichtlich: Aus der Zeit vor 2026 sind noch 50.000,00 € offen. Sie sind in diesem Betrag nicht enthalten."
    )
    assert said.count(expected) == 2


def test_set_off_may_be_all() -> None:
    report = call(books(paid={**THREE, "IHK": 15_000_00}, resolutions=[examined(2026)]))
    expected = (
        "Partner IHK (IHK): keine Anforderung, für 2026 ist nichts mehr offen; 5.000,00 € sind in der Abrechnung "
        "verrechnet."
    )
    assert expected in notes(report)


def test_a_payment_after_the_year_is_not_asked_for_again() -> None:
    late = entry(2027, "Partnerbeitrag", 20_000_00, partner="IHK", origin_year=2026)
    source = books(years=(2026, 2027), paid={"DUS": 50_000_00, "ME": 50_000_00}, journal=(late,))
    report = call(source, 2026, until=2027)
    assert not any(isinstance(block, Part) for block in report.blocks)


@pytest.mark.parametrize("case", all_documents())
def test_every_open_amount_has_its_letter_in_words(case: str) -> None:
    report = next(report for report in all_documents()[case] if report.kind == "call")
    table = report.tables["claims"]
    said = notes(report)
    for row in table.rows[:-1]:
        amount = row.cells[table.index("open")]
        assert isinstance(amount, int)
        asked = [note for note in said if f"(in Worten: {amount_in_words(amount)})" in note]
        assert bool(asked) == bool(amount)
        assert (f"claim:{row.id.removeprefix('partner:')}" in report.tables) == bool(amount)
    assert sum(1 for note in said if NOT_CALLED.search(note)) == sum(
        row.cells[table.index("open")] == 0 for row in table.rows[:-1]
    )


def test_a_call_waits_for_a_signature_unless_it_is_a_draft() -> None:
    assert call().head.version is Version.ISSUED
    assert (call(context=DRAFT).head.version, call(context=DRAFT).head.errors) == (Version.DRAFT, 7)
    assert "den 01.01.2030" in "".join(notes(call(context=ReportContext(dt.date(2030, 1, 1)))))
    assert dt.date(2030, 1, 1) > AS_OF
