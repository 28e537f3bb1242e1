"""The audit as a whole: order, places, bad cells, crashes."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pandas as pd

from regman_xl.address import cell_address
from regman_xl.finding import Severity
from regman_xl.model.books import Books
from regman_xl.model.facts import CellFact, Fault, PackageFacts
from regman_xl.model.frames import table_data
from regman_xl.model.settings import Settings
from regman_xl.rules import CATALOGUE, Audit, audit
from regman_xl.rules.registry import Registry
from regman_xl.rules.wording import filled, german
from regman_xl.schema import GRANTS, JOURNAL, PROJECTS

TODAY = dt.date(2026, 12, 31)


def entry(number: int, **values: Any) -> dict[str, Any]:
    """A faultless office expense."""
    return {
        "number": str(number),
        "budget_year": 2026,
        "booked_on": dt.date(2026, 1, 1) + dt.timedelta(days=number),
        "voucher": f"2026-{number:04d}",
        "direction": "Ausgabe",
        "category": "Geschäftsstelle",
        "counterparty": f"Firma {number}",
        "text": "Miete",
        "amount": 1000 + number,
        "confirmed_by": "Kaya",
        "approved_by": "Roth",
    } | values


def with_facts(books: Books, *facts: CellFact, sheets: tuple[str, ...] = ()) -> Books:
    return dataclasses.replace(books, package=PackageFacts("mappe.xlsx", sheets, facts))


def codes(result: Audit) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in result.findings]


def test_honest_entries_have_no_findings() -> None:
    assert audit(Books.of(journal=[entry(number) for number in range(1, 30)]), today=TODAY).findings == ()


def test_a_finding_says_what_where_and_why() -> None:
    (finding,) = audit(Books.of(journal=[entry(1), entry(2, approved_by="KAYA")]), today=TODAY).findings
    assert (finding.code, finding.severity, finding.sheet, finding.cell) == ("JRN09", Severity.ERROR, "Journal", "V3")
    assert (finding.row, finding.column, finding.year, finding.key) == (3, "Freigegeben von", 2026, "2")
    assert finding.value == "KAYA"
    assert finding.message == "KAYA hat die Buchung festgestellt und freigegeben."
    assert finding.hint == "Eine zweite Person muss freigeben: bitte deren Namen in „Freigegeben von“ eintragen."


def test_findings_stand_in_the_order_of_the_workbook() -> None:
    books = Books.of(
        journal=[entry(1, confirmed_by=""), entry(2, approved_by="", confirmed_by="")],
        projects=[{"id": "P-01", "title": "Messe", "task_field": "Regionalwirtschaft"}],
    )
    fact = CellFact(Fault.EXTERNAL_LINK, "", value="alt.xlsx")
    expected = [("JRN08", "Journal!U2"), ("JRN08", "Journal!U3"), ("JRN19", "Journal!V3")]
    assert codes(audit(with_facts(books, fact, sheets=("Journal", "Projekte")), today=TODAY)) == [
        ("STR09", ""),
        *expected,
        ("STM06", "Projekte!D2"),
    ]
    assert codes(audit(books, today=TODAY)) == [("STM06", "Projekte!D2"), *expected]


def test_a_fact_about_a_row_has_its_key_and_year() -> None:
    books = Books.of(journal=[entry(41, text="")], projects=[{"id": "P-01", "title": "", "goal": "Ziel"}])
    facts = (
        CellFact(Fault.REQUIRED_EMPTY, "Journal", 2, 14, "text"),
        CellFact(Fault.REQUIRED_EMPTY, "Projekte", 2, 2, "title"),
        CellFact(Fault.OUTSIDE_TABLE, "Notizen", 4, 2, "", "", "B4"),
    )
    found = audit(with_facts(books, *facts), today=TODAY, rules=[CATALOGUE["TYP15"], CATALOGUE["STR10"]]).findings
    assert [(finding.cell, finding.key, finding.year, finding.column) for finding in found] == [
        ("B2", "P-01", None, "Titel"),
        ("N2", "41", 2026, "Buchungstext"),
        ("B4", "", None, None),
    ]


def test_a_missing_sheet_has_no_cell_and_a_hidden_one_its_first() -> None:
    facts = (CellFact(Fault.MISSING_SHEET, "Plan"), CellFact(Fault.HIDDEN, "Journal", value="Journal"))
    found = audit(with_facts(Books.of(), *facts, sheets=("Journal",)), today=TODAY).findings
    assert [(finding.code, finding.cell, finding.row) for finding in found] == [
        ("STR05", "A1", 1),
        ("STR01", None, None),
    ]


def test_a_bad_cell_is_told_once() -> None:
    books = Books.of(
        journal=[
            entry(1, category="Partnerbeitrag", direction="Einnahme", partner=""),
            entry(2, voucher=""),
            entry(3, category="", amount=None),
            entry(4, amount=-500, reversal_of=""),
        ]
    )
    facts = (
        CellFact(Fault.ERROR_VALUE, "Journal", 2, 11, "partner", "#NV"),
        CellFact(Fault.ERROR_VALUE, "Journal", 3, 5, "voucher", "#NV"),
        CellFact(Fault.NOT_IN_LIST, "Journal", 4, 7, "category", "Partnerbeitrg"),
        CellFact(Fault.NUMBER_AS_TEXT, "Journal", 4, 15, "amount", "12"),
        CellFact(Fault.ERROR_VALUE, "Journal", 5, 20, "reversal_of", "#NV"),
    )
    assert [code for code, _ in codes(audit(with_facts(books, *facts), today=TODAY))] == [
        "TYP09",
        "TYP09",
        "TYP13",
        "TYP01",
        "TYP09",
    ]


def test_a_bad_value_in_a_harmless_way_is_still_judged() -> None:
    books = Books.of(journal=[entry(1, approved_by="Kaya")])
    fact = CellFact(Fault.STRAY_BLANKS, "Journal", 2, 22, "approved_by", "Kaya ")
    assert [code for code, _ in codes(audit(with_facts(books, fact), today=TODAY))] == ["JRN09", "TYP02"]


def test_a_missing_column_is_told_once() -> None:
    books = Books.of(journal=[entry(1, voucher=""), entry(2, voucher="")])
    journal = books.table(JOURNAL)
    positions = {name: place for name, place in journal.positions.items() if name != "voucher"}
    data = {**books.data, "journal": dataclasses.replace(journal, positions=positions)}
    fact = CellFact(Fault.MISSING_COLUMN, "Journal", 1, 0, "voucher", "Belegnummer", "Beleg")
    books = with_facts(dataclasses.replace(books, data=data), fact, sheets=("Journal",))
    assert codes(audit(books, today=TODAY)) == [("STR02", "Journal!A1")]


def test_nothing_is_said_about_the_cells_of_a_column_that_the_sheet_lacks() -> None:
    books = Books.of(journal=[entry(1, approved_by="", confirmed_by="")])
    positions = {name: place for name, place in books.table(JOURNAL).positions.items() if name != "approved_by"}
    data = {**books.data, "journal": dataclasses.replace(books.table(JOURNAL), positions=positions)}
    assert codes(audit(dataclasses.replace(books, data=data), today=TODAY)) == [("JRN08", "Journal!U2")]


def test_references_to_a_missing_sheet_are_no_findings_of_their_own() -> None:
    books = Books.of(journal=[entry(1, project="P-01", account="542900")])
    absent = {
        name: dataclasses.replace(books.data[name], positions={}, header_row=0) for name in ("projects", "accounts")
    }
    assert audit(dataclasses.replace(books, data={**books.data, **absent}), today=TODAY).findings == ()


def test_other_rules_say_nothing_about_a_line_of_sums() -> None:
    books = Books.of(journal=[entry(1), {"text": "Summe", "amount": 1001}])
    fact = CellFact(Fault.REQUIRED_EMPTY, "Journal", 3, 2, "budget_year")
    assert codes(audit(with_facts(books, fact), today=TODAY)) == [("STR07", "Journal!N3")]


def test_a_broken_rule_is_a_finding_and_the_others_run_on() -> None:
    registry = Registry()
    texts: dict[str, Any] = {"title": "Kaputt", "message": "Meldung.", "hint": "Bitte prüfen."}

    @registry.rule("TST01", Severity.INFO, JOURNAL, "number", **texts)
    def broken(journal: pd.DataFrame, books: Books) -> pd.Series:
        """A rule for tests.

        Because: Prüfungspraxis.
        """
        raise ZeroDivisionError("durch null")

    @registry.rule("TST02", Severity.INFO, None, **texts)
    def broken_at_once(books: Books) -> tuple[()]:
        """A rule for tests.

        Because: Prüfungspraxis.
        """
        raise KeyError("x")

    books = Books.of(journal=[entry(1, approved_by="")])
    result = audit(books, today=TODAY, rules=[*registry.rules.values(), CATALOGUE["JRN19"]])
    assert result.crashed
    assert result.judged == {"JRN19"}
    assert [(finding.code, finding.sheet, finding.value) for finding in result.findings] == [
        ("INT01", "", "TST02"),
        ("INT01", "Journal", "TST01"),
        ("JRN19", "Journal", ""),
    ]
    assert result.findings[1].message == "Die Regel TST01 „Kaputt“ ist abgebrochen (ZeroDivisionError: durch null)."
    assert result.counts == {Severity.ERROR: 3, Severity.WARNING: 0, Severity.INFO: 0}


def test_the_rule_that_tells_of_breakdowns_finds_nothing_itself() -> None:
    assert audit(Books.of(), today=TODAY, rules=[CATALOGUE["INT01"]]).findings == ()


def test_a_schema_version_that_cannot_be_read_is_unknown() -> None:
    rows = {"settings": [{"key": "Schemaversion", "value": "neu"}]}
    books = Books.of(Settings(schema_version=None))
    data = {**books.data, "settings": table_data(books.data["settings"].table, rows["settings"])}
    assert codes(audit(dataclasses.replace(books, data=data), today=TODAY)) == [("STR04", "Einstellungen!B2")]


def test_a_storno_is_not_compared_with_a_row_that_could_not_be_read() -> None:
    books = Books.of(journal=[entry(1, amount=None), entry(2, amount=-1001, reversal_of="1", voucher="2026-0001")])
    assert audit(books, today=TODAY, rules=[CATALOGUE["JRN05"]]).findings == ()


def test_a_storno_names_every_column_that_differs() -> None:
    storno = entry(2, amount=-1000, reversal_of="1", category="Projekt", project="P-01", eligible=-1, origin_year=2025)
    (finding,) = audit(Books.of(journal=[entry(1), storno]), today=TODAY, rules=[CATALOGUE["JRN05"]]).findings
    assert finding.message == (
        "Das Storno weicht von der Buchung Nr 1 in Zeile 2 ab: "
        "Kategorie, Projekt, Herkunftsjahr, Betrag, Zuwendungsfähig."
    )


def test_messages_name_the_other_place() -> None:
    books = Books.of(
        journal=[
            entry(1, counterparty="Hotel", amount=12345),
            entry(5, counterparty="Hotel", amount=12345, voucher="2026-0001"),
        ]
    )
    assert [finding.message for finding in audit(books, today=TODAY).findings] == [
        "Vor 5 fehlen in der Spalte „Nr“ die Nummern 2 bis 4 (davor kommt 1 in Zeile 2).",
        "Belegnummer 2026-0001 steht auch in Zeile 2 (Nr 1).",
        "123,45 EUR an Hotel sind vielleicht schon gezahlt: Nr 1 vom 02.01.2026 in Zeile 2.",
    ]


def test_values_are_shown_as_a_german_reader_writes_them() -> None:
    addresses = [cell_address(1, 1), cell_address(17, 26), cell_address(3, 27), cell_address(9, 703)]
    assert addresses == ["A1", "Z17", "AA3", "AAA9"]
    assert german(-123456, JOURNAL["amount"]) == "-1.234,56"
    assert [german(value, GRANTS["rate"]) for value in (600_000, 625_000, 5, -1_500_000)] == [
        "60",
        "62,5",
        "0,0005",
        "-150",
    ]
    assert german(pd.Timestamp(2026, 3, 1)) == "01.03.2026"
    assert german(pd.NA, JOURNAL["amount"]) == ""
    assert german(2026, JOURNAL["budget_year"]) == "2026"
    assert filled("{a:eur} in {b}", {"a": 5, "b": 2026}) == "0,05 in 2026"


def test_warnings_are_counted_apart() -> None:
    books = Books.of(projects=[{"id": "P-01", "title": "Messe", "task_field": "Regionalwirtschaft"}])
    result = audit(books, today=TODAY)
    assert result.counts == {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 0}
    assert (result.waived, result.crashed) == (0, False)
    assert set(CATALOGUE) == result.judged
    assert result.findings[0].column == PROJECTS["goal"].title


def test_wordings_name_the_place_even_where_a_column_has_the_same_name() -> None:
    waiver = {"rule": "JRN03", "sheet": "Journal", "row_key": "7", "value": "12", "reason": "x", "name": "Kaya"}
    books = Books.of(
        waivers=[waiver | {"date": dt.date(2003, 1, 1)}, waiver | {"date": dt.date(2026, 1, 1)}],
        budget_years=[{"budget_year": 2026, "status": "offen"}],
    )
    messages = [finding.message for finding in audit(books, today=TODAY).findings]
    assert "In der Spalte „Datum“ steht 01.01.2003: das liegt weit vor dem ersten Haushaltsjahr 2026." in messages
    assert "„JRN03 / Journal / 7 / 12“ steht auf dem Blatt „Quittierungen“ schon in Zeile 2." in messages
    assert "Zu dieser Quittierung gibt es keinen Befund: JRN03 auf dem Blatt Journal, Zeile 7." in messages


def test_the_later_of_two_keys_that_differ_by_case_is_the_doubled_one() -> None:
    books = Books.of(partners=[{"id": "dus", "name": "a"}, {"id": "DUS", "name": "b"}])
    (finding,) = audit(books, today=TODAY, rules=[CATALOGUE["STM01"]]).findings
    assert (finding.row, finding.key) == (3, "DUS")
    assert finding.message.endswith("schon in Zeile 2.")
