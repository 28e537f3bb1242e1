"""The Prüfprotokoll says what was checked and tells every finding, in the order of the audit."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from regman_xl.finding import Acceptance, Finding, Severity
from regman_xl.model.facts import PackageFacts
from regman_xl.render.layout import lay_out
from regman_xl.render.tables import shown
from regman_xl.reports import findings as module
from regman_xl.reports.findings import findings_report
from regman_xl.reports.parts import ReportContext
from regman_xl.reports.relations import broken_relations
from regman_xl.reports.report import CellRef, Note, Report, Signatures, Version
from regman_xl.rules import CATALOGUE
from tests.reports.cases import books
from tests.reports.test_documents import notes

AS_OF = dt.date(2027, 2, 15)
BOOKS = replace(books(), package=PackageFacts(file="Mappe.xlsx"))
KELLER = Acceptance("Dr. Keller", "Öffentlich ausgeschrieben.", dt.date(2026, 7, 2), dt.date(2027, 12, 31))


def found(code: str, cell: str | None, severity: Severity = Severity.ERROR, **more: object) -> Finding:
    given = {
        "sheet": "Journal",
        "row": 17,
        "column": "Betrag",
        "year": 2026,
        "value": "12,00",
        "message": f"{code} hat etwas gefunden.",
        "hint": "Bitte den Betrag berichtigen.",
        "key": "13",
    }
    return Finding(code=code, severity=severity, cell=cell, **(given | more))  # type: ignore[arg-type]


#: In the order of the audit: by sheet and row.
FINDINGS = (
    found("STR01", None, sheet="Partner", row=None, column=None, year=None, value="", key=""),
    found("JRN14", "O17"),
    found("JRN04", "O18", Severity.WARNING, key="14"),
    found("JRN04", "O19", Severity.WARNING, key="15", acceptance=replace(KELLER, valid_until=None)),
    found("JRN17", "O20", Severity.WARNING, key="16", acceptance=KELLER),
    found("QUI01", "A5", Severity.WARNING, sheet="Quittierungen", year=None, key="JRN04 / Journal / 99"),
)


def report(*findings: Finding, errors: int | None = None, **more: object) -> Report:
    number = sum(item.severity is Severity.ERROR for item in findings)
    context = ReportContext(AS_OF, errors=number if errors is None else errors, findings=findings)
    return findings_report(BOOKS, findings, context, **more)  # type: ignore[arg-type]


def texts(made: Report, table: str) -> list[list[object]]:
    """The rows of a table as they are read; numbers stay numbers."""
    return [[cell if isinstance(cell, int) else shown(cell) for cell in row.cells] for row in made.tables[table].rows]


def test_every_finding_is_told_in_the_order_of_the_audit() -> None:
    told = texts(report(*FINDINGS), "findings")
    assert [row[:4] for row in told] == [
        ["Partner", "Fehler STR01", "–", "STR01 hat etwas gefunden."],
        ["Journal!O17", "Fehler JRN14", "12,00", "JRN14 hat etwas gefunden."],
        ["Journal!O18", "Warnung JRN04", "12,00", "JRN04 hat etwas gefunden."],
        ["Journal!O19", "Warnung JRN04", "12,00", "JRN04 hat etwas gefunden."],
        ["Journal!O20", "Warnung JRN17", "12,00", "JRN17 hat etwas gefunden."],
        ["Quittierungen!A5", "Warnung QUI01", "12,00", "QUI01 hat etwas gefunden."],
    ]
    assert {row[4] for row in told} == {"Bitte den Betrag berichtigen."}


def test_accepted_findings_name_who_when_and_why() -> None:
    assert [row[5] for row in texts(report(*FINDINGS), "findings")] == [
        "offen",
        "offen",
        "offen (zum Quittieren unter „Zeile“: 14)",
        "quittiert von Dr. Keller am 02.07.2026: Öffentlich ausgeschrieben.",
        "quittiert von Dr. Keller am 02.07.2026 bis 31.12.2027: Öffentlich ausgeschrieben.",
        "offen",
    ]


def test_places_are_places_of_the_workbook() -> None:
    places = [row.cells[0] for row in report(*FINDINGS).tables["findings"].rows]
    assert places[:2] == [CellRef("Partner"), CellRef("Journal", "O17")]


def test_a_finding_about_no_sheet_is_about_the_workbook() -> None:
    told = texts(report(found("INT01", None, sheet="", row=None, value="")), "findings")
    assert told[0][0] == "Arbeitsmappe"


def test_findings_are_counted_by_severity() -> None:
    assert texts(report(*FINDINGS), "counts") == [
        ["Fehler", 2, 0, 2],
        ["Warnungen", 2, 2, 4],
        ["Hinweise", 0, 0, 0],
        ["Summe", 4, 2, 6],
    ]


def test_findings_are_counted_by_rule_in_the_order_of_the_catalogue() -> None:
    told = texts(report(*FINDINGS), "rules")
    assert [[row[0], *row[2:]] for row in told] == [
        ["STR01", "Fehler", 1, 0],
        ["JRN04", "Warnung", 1, 1],
        ["JRN14", "Fehler", 1, 0],
        ["JRN17", "Warnung", 0, 1],
        ["QUI01", "Warnung", 1, 0],
        ["Summe", "", 4, 2],
    ]
    assert told[1][1] == CATALOGUE["JRN04"].title
    assert f"Regeln ohne Befund: {len(CATALOGUE) - 5} von {len(CATALOGUE)}." in notes(report(*FINDINGS))


def test_a_rule_that_the_catalogue_does_not_know_is_counted_too() -> None:
    assert texts(report(found("XYZ01", "A1")), "rules")[0] == ["XYZ01", "–", "Fehler", 1, 0]


@pytest.mark.parametrize("findings", [(), FINDINGS, FINDINGS[:1], FINDINGS[3:5]])
def test_totals_agree_with_their_rows(findings: tuple[Finding, ...]) -> None:
    assert broken_relations(report(*findings)) == []


def test_it_says_what_was_checked() -> None:
    told = notes(report(*FINDINGS))
    assert "Geprüft wurde die Mappe „Mappe.xlsx“. Als heutiger Tag galt der 15.02.2027." in told
    assert any("Partner 3, Beiträge 3" in note and "Journal 3" in note for note in told)
    assert "Das Protokoll nennt die Befunde aller Haushaltsjahre." in told
    assert f"Es nennt die Befunde aller {len(CATALOGUE)} Regeln." in told
    assert any(note.startswith("Offene Fehler: 2. Bis sie behoben sind") for note in told)
    assert any(note.startswith("Offene Warnungen: 2. Bitte") for note in told)


def test_the_line_above_the_signatures_says_what_is_signed() -> None:
    made = report(*FINDINGS)
    assert isinstance(made.blocks[-1], Signatures)
    assert notes(made)[-1] == (
        "Prüfung mit Stand 15.02.2027: offene Fehler 2, offene Warnungen 2, offene Hinweise 0, quittierte Befunde 2."
    )


def test_a_file_without_any_sheet_of_ours_is_told_too() -> None:
    bare = replace(BOOKS, data={name: replace(data, header_row=0) for name, data in BOOKS.data.items()})
    told = notes(findings_report(bare, (), ReportContext(AS_OF)))
    assert not any(note.startswith("Gelesene Zeilen") for note in told)


def test_a_clean_workbook_is_told_in_a_sentence_without_empty_tables() -> None:
    made = report()
    assert made.tables == {}
    assert "Keine Befunde: Die Regeln haben an der Mappe nichts zu beanstanden." in notes(made)
    assert not any(block.warning for block in made.blocks if isinstance(block, Note))
    assert isinstance(made.blocks[-1], Signatures)


def test_accepted_findings_alone_leave_nothing_open() -> None:
    told = notes(report(*FINDINGS[3:5]))
    assert "Es gibt keine offenen Befunde. Quittierte Befunde: 2." in told
    assert not any(note.startswith("Offene") for note in told)


def test_a_choice_of_year_and_rules_is_told_and_what_lies_outside_is_not_hidden() -> None:
    made = report(FINDINGS[1], errors=2, year=2026, chosen=("JRN14", "JRN04"))
    told = notes(made)
    assert any("nur die Befunde des Haushaltsjahres 2026" in note for note in told)
    assert f"Es nennt nur die Befunde von 2 der {len(CATALOGUE)} Regeln: JRN04 und JRN14." in told
    assert "Regeln ohne Befund: 1 von 2." in told
    assert "Außerhalb dieser Auswahl meldet die Prüfung weitere Fehler: 1." in told
    assert made.year == 2026


def test_few_rules_left_out_are_named_instead_of_the_many_chosen() -> None:
    chosen = [code for code in CATALOGUE if code != "JRN17"]
    told = notes(report(chosen=chosen))
    assert f"Es nennt die Befunde von {len(chosen)} der {len(CATALOGUE)} Regeln. Weggelassen sind: JRN17." in told
    assert "Keine Befunde: Die genannten Regeln haben in dieser Auswahl nichts zu beanstanden." in told


def test_rules_that_could_not_judge_are_named() -> None:
    made = report(FINDINGS[1], judged=[code for code in CATALOGUE if code != "JRN05"])
    (warning,) = (note for note in notes(made) if note.startswith("Diese Regeln konnten nicht alle"))
    assert "JRN05" in warning
    told = f"Regeln ohne Befund: {len(CATALOGUE) - 1} von {len(CATALOGUE)}; davon nicht für alle"
    assert f"{told} Haushaltsjahre geprüft: 1." in notes(made)


def test_more_findings_than_a_sheet_can_list_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LISTED", 4)
    made = report(*FINDINGS)
    assert len(made.tables["findings"].rows) == 4
    assert made.tables["counts"].value("total", "all") == 6
    assert "Aufgeführt sind die ersten 4 Befunde; 2 weitere nennt der Befehl „regman validate“." in notes(made)


def test_the_head_of_all_years_names_no_year() -> None:
    made = report(*FINDINGS)
    assert made.year is None
    assert made.head.version is Version.CHECKED
    head = [cell.value for line in lay_out(made).lines[:10] for cell in line.cells]
    assert head[head.index("Haushaltsjahr") + 1] == "alle"
    assert not any("None" in str(text) for text in head)


def test_the_checksum_is_that_of_the_data_whatever_the_day_and_the_findings() -> None:
    made = report(*FINDINGS).head.checksum
    assert report(*FINDINGS[:-1], year=2026).head.checksum != made
    later = ReportContext(dt.date(2027, 3, 1), errors=2, findings=FINDINGS)
    assert findings_report(BOOKS, FINDINGS[:1], later).head.checksum == made
    other = replace(books(paid={"DUS": 1}), package=BOOKS.package)
    assert findings_report(other, FINDINGS, later).head.checksum != made
