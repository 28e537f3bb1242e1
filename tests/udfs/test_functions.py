"""The Excel functions: examples as a person types them, and the same figures as the core gives."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import udfs
from regman_xl.allocation import allocate, allocate_table
from regman_xl.finance.engine import accounts
from regman_xl.finance.grants import earned_grant
from regman_xl.schema import JOURNAL
from regman_xl.schema.lists import FundingKind
from tests.reports.cases import edge_cases
from udfs.registry import FUNCTIONS

ROW = [[50_000.0, 50_000.0, 20_000.0]]
COLUMN = [[50_000.0], [50_000.0], [20_000.0]]
PLAN = (100_000.0, None)
DAY = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("result", "wanted"),
    [
        # DOMAIN.md § 3
        (udfs.RM_ANTEILE(100.0, ROW), [[41.67, 41.67, 16.66]]),
        (udfs.RM_ANTEILE(0.06, COLUMN), [[0.03], [0.02], [0.01]]),
        (udfs.RM_ANTEILE(-3456.78, ROW), [[-1440.33, -1440.32, -576.13]]),
        (udfs.RM_ANTEIL(100.0, ROW, 3.0), [[16.66]]),
        # One call for a whole range, in its shape.
        (udfs.RM_ANTEIL([[100.0, 0.06]], ROW, 1.0), [[41.67, 0.03]]),
        (udfs.RM_ANTEIL(0.06, COLUMN, [[1.0], [2.0], [3.0]]), [[0.03], [0.02], [0.01]]),
        # A partner that pays nothing has a blank cell.
        (udfs.RM_ANTEILE(100.0, [[50.0, None, 50.0]]), [[50.0, 0.0, 50.0]]),
        # What a binary float has beyond the digits that Excel shows is no cent.
        (udfs.RM_ANTEILE(0.1 + 0.2, [[1.0]]), [[0.3]]),
        # DOMAIN.md § 4: cost 92.345,67, new income of third parties 3.000,00
        (udfs.RM_ZUWENDUNG("Anteil", 92345.67, None, 3000.0, 60.0, 60000.0, *PLAN), [[53607.4]]),
        (udfs.RM_EIGENANTEIL("Anteil", 92345.67, None, 3000.0, 60.0, 60000.0, *PLAN), [[35738.27]]),
        (udfs.RM_ZUWENDUNG("Fehlbedarf", 92345.67, None, 3000.0, None, 60000.0, *PLAN), [[49345.67]]),
        (udfs.RM_EIGENANTEIL("Fehlbedarf", 92345.67, None, 3000.0, None, 60000.0, *PLAN), [[40000.0]]),
        (udfs.RM_ZUWENDUNG("Festbetrag", 92345.67, None, 3000.0, None, 60000.0), [[60000.0]]),
        (udfs.RM_EIGENANTEIL("Festbetrag", 92345.67, None, 3000.0, None, 60000.0), [[29345.67]]),
        # Not all of the cost is eligible.
        (udfs.RM_ZUWENDUNG("Anteil", 1000.0, 800.0, None, 50.0, 60000.0), [[400.0]]),
        (udfs.RM_EIGENANTEILE([[100.0], [0.05]], ROW), [[41.67, 41.67, 16.66], [0.02, 0.02, 0.01]]),
        (udfs.RM_EIGENANTEILE([[100.0, 0.05]], COLUMN), [[41.67, 0.02], [41.67, 0.02], [16.66, 0.01]]),
        # DOMAIN.md § 5, underpayment: IHK paid 15.000 only
        (udfs.RM_ERSTATTUNG(20000.0, ROW), [[8333.34, 8333.33, 3333.33]]),
        (udfs.RM_ERSTATTUNG(20000.0, ROW, ROW, [[50000.0, 50000.0, 15000.0]]), [[8333.34, 8333.33, -1666.67]]),
        (
            udfs.RM_ERSTATTUNG(20000.0, COLUMN, None, [[50000.0], [50000.0], [15000.0]]),
            [[8333.34], [8333.33], [-1666.67]],
        ),
        # DOMAIN.md § 6: only own contributions justify Zusatzmittel
        (udfs.RM_ZUSATZBEDARF(120000.0, 150000.0, 12000.0, ROW), [[5000.0, 5000.0, 2000.0]]),
        (udfs.RM_ZUSATZBEDARF(120000.0, 110000.0, 12000.0, ROW), [[0.0, 0.0, 0.0]]),
    ],
)
def test_examples(result: object, wanted: object) -> None:
    assert result == wanted


@pytest.mark.parametrize(
    ("result", "wanted"),
    [
        (udfs.RM_ANTEILE("zehn", ROW), "#RM Betrag: „zehn“ ist ein Text, keine Zahl."),
        (udfs.RM_ANTEILE(None, ROW), "#RM Betrag: Die Angabe fehlt."),
        (udfs.RM_ANTEILE("#N/A", ROW), "#RM Betrag: Die Zelle enthält einen Fehlerwert."),
        (udfs.RM_ANTEILE(True, ROW), "#RM Betrag: Die Zelle enthält einen Wahrheitswert, keine Zahl."),
        (
            udfs.RM_ANTEILE(DAY, ROW),
            "#RM Betrag: Die Zelle enthält ein Datum, keine Zahl.",
        ),
        (udfs.RM_ANTEILE(ROW, ROW), "#RM Betrag: Bitte eine einzelne Zelle angeben, keinen Bereich."),
        (
            udfs.RM_ANTEILE(0.125, ROW),
            "#RM Betrag: Der Betrag hat mehr als zwei Nachkommastellen oder ist zu groß. Bitte mit RUNDEN runden.",
        ),
        (udfs.RM_ANTEILE(1.0, [[None, None]]), "#RM Schlüssel: Der Bereich ist leer."),
        (udfs.RM_ANTEILE(1.0, []), "#RM Schlüssel: Der Bereich ist leer."),
        (udfs.RM_ANTEILE(1.0, [[0.0, 0.0]]), "#RM Der Zahlungsschlüssel ergibt in der Summe null."),
        (udfs.RM_ANTEILE(1.0, [[1.0, -1.0]]), "#RM Der Zahlungsschlüssel enthält einen negativen Anteil."),
        (udfs.RM_ANTEILE(1.0, [[1.0, "x"]]), "#RM Schlüssel, Wert 2: „x“ ist ein Text, keine Zahl."),
        (
            udfs.RM_ANTEILE(1.0, [[1.0, 1.0], [1.0, 1.0]]),
            "#RM Schlüssel: Bitte eine einzelne Zeile oder Spalte angeben.",
        ),
        (udfs.RM_ANTEIL(1.0, ROW, 4.0), [["#RM Index: Der Schlüssel hat 3 Werte; einen 4. gibt es nicht."]]),
        (udfs.RM_ANTEIL(1.0, ROW, 1.5), [["#RM Index: Bitte eine ganze Zahl angeben."]]),
        (udfs.RM_ANTEIL([[1.0, 2.0]], ROW, [[1.0], [2.0]]), "#RM Index: Der Bereich ist anders geformt als „Betrag“."),
        (
            udfs.RM_ZUWENDUNG("Anteil", 1.0, None, None, 0.6, 1.0),
            [["#RM Fördersatz: Bitte als Zahl von 0 bis 100 angeben, 60 für 60 %."]],
        ),
        (
            udfs.RM_ZUWENDUNG("Anteil", 1.0, None, None, 101.0, 1.0),
            [["#RM Fördersatz: Bitte eine Zahl von 0 bis 100 mit höchstens vier Nachkommastellen angeben."]],
        ),
        (udfs.RM_ZUWENDUNG("Anteil", 1.0, None, None, None, 1.0), [["#RM Fördersatz: Die Angabe fehlt."]]),
        (udfs.RM_ZUWENDUNG("Fehlbedarf", 1.0, None, None, None, 1.0), [["#RM PlanKosten: Die Angabe fehlt."]]),
        (udfs.RM_ZUWENDUNG("Festbetrag", 1.0, None, None, None, None), [["#RM Höchstbetrag: Die Angabe fehlt."]]),
        (
            udfs.RM_ZUWENDUNG("Festbetrag", 1.0, 2.0, None, None, 9.0),
            [["#RM Zuwendungsfähig: Mehr als die Kosten kann nicht zuwendungsfähig sein."]],
        ),
        (
            udfs.RM_ZUWENDUNG("Festbetrag", -1.0, None, None, None, 9.0),
            [["#RM Kosten: Der Betrag darf nicht negativ sein."]],
        ),
        (
            udfs.RM_EIGENANTEIL([["Kredit"], ["Festbetrag"]], 2.0, None, None, None, 1.0),
            [
                [f"#RM Finanzierungsart: „Kredit“ gibt es nicht; möglich sind {', '.join(FundingKind)}."],
                [1.0],
            ],
        ),
        (udfs.RM_EIGENANTEILE([[1.0], [None]], ROW), "#RM Eigenanteile, Wert 2: Die Angabe fehlt."),
        (udfs.RM_ERSTATTUNG(-1.0, ROW), "#RM Überschuss: Der Betrag darf nicht negativ sein."),
        (udfs.RM_ERSTATTUNG(1.0, ROW, [[1.0]]), "#RM Soll: Der Schlüssel hat 3 Werte, hier sind es 1."),
        (udfs.RM_ZUSATZBEDARF(1.0, 2.0, -1.0, ROW), "#RM Eigenanteile: Der Betrag darf nicht negativ sein."),
        (udfs.RM_ANTEILE(), "#RM Interner Fehler (TypeError); bitte melden."),
    ],
)
def test_a_bad_argument_is_told_in_the_cell(result: object, wanted: object) -> None:
    assert result == wanted


euro = st.integers(0, 10**9)
weights = st.lists(st.integers(0, 10**7), min_size=1, max_size=6).filter(any)


def cell(cents: int) -> float:
    return cents / 100


@given(st.integers(-(10**9), 10**9), weights, st.booleans())
def test_shares_are_those_of_the_core(total: int, key: list[int], lying: bool) -> None:
    wanted = [cell(share) for share in allocate(total, key)]
    values = [cell(weight) for weight in key]
    # A single cell stands as a column.
    lies = lying and len(key) > 1
    spilled = udfs.RM_ANTEILE(cell(total), [values] if lies else [[value] for value in values])
    assert spilled == ([wanted] if lies else [[share] for share in wanted])
    singles = [udfs.RM_ANTEIL(cell(total), [values], float(place)) for place in range(1, len(key) + 1)]
    assert singles == [[[share]] for share in wanted]


@given(st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=5), weights)
def test_tables_of_shares_are_those_of_the_core(totals: list[int], key: list[int]) -> None:
    spilled = udfs.RM_EIGENANTEILE([[cell(total)] for total in totals], [[cell(weight) for weight in key]])
    assert spilled == [[cell(share) for share in row] for row in allocate_table(totals, key)]


@given(
    st.sampled_from(FundingKind),
    euro,
    euro,
    st.none() | euro,
    st.integers(10_001, 1_000_000),
    euro,
    euro,
    st.none() | euro,
)
@example(FundingKind.SHARE, 9_234_567, 9_234_567, 300_000, 600_000, 6_000_000, 10_000_000, None)
def test_grants_are_those_of_the_engine(
    kind: FundingKind,
    cost: int,
    eligible: int,
    third: int | None,
    rate: int,
    cap: int,
    plan_cost: int,
    plan_third: int | None,
) -> None:
    eligible = min(cost, eligible)
    earned = earned_grant(
        kind,
        eligible=eligible,
        third=third or 0,
        rate=rate,
        cap=cap,
        plan_cost=plan_cost,
        plan_third=plan_third or 0,
    )
    typed = [None if value is None else cell(value) for value in (cost, eligible, third)]
    more = [rate / 10_000, *(None if value is None else cell(value) for value in (cap, plan_cost, plan_third))]
    assert udfs.RM_ZUWENDUNG(kind.value, *typed, *more) == [[cell(earned)]]
    assert udfs.RM_EIGENANTEIL(kind.value, *typed, *more) == [[cell(max(0, cost - (third or 0) - earned))]]


@given(euro, st.lists(st.tuples(st.integers(1, 10**7), euro), min_size=2, max_size=5))
def test_settlements_add_up(surplus: int, partners: list[tuple[int, int]]) -> None:
    due, paid = ([[cell(pair[place]) for pair in partners]] for place in (0, 1))
    (settled,) = udfs.RM_ERSTATTUNG(cell(surplus), due, due, paid)
    total = sum(round(value * 100) for value in settled)
    assert total == surplus + sum(has - owes for owes, has in partners)


@pytest.mark.parametrize("case", ["underpayment", "accession"])
def test_settlements_of_one_layer_are_those_of_the_engine(case: str) -> None:
    account = accounts(*edge_cases()[case])[-1]
    (layer,) = [item for item in account.layers if item.origin == account.year]
    partners = [item for item in account.partners if item.id in layer.key.partners]
    key = [[cell(weight) for weight in layer.key.weights]]
    (settled,) = udfs.RM_ERSTATTUNG(
        cell(layer.refund), key, [[cell(item.due) for item in partners]], [[cell(item.paid) for item in partners]]
    )
    assert settled == [cell(item.settlement) for item in partners]


def journal_of(made: Any) -> list[list[object]]:
    """Return a journal as Excel hands it over, headings first."""
    names = ("budget_year", "direction", "category", "project", "grant", "amount")
    rows: list[list[object]] = [[JOURNAL[name].title for name in names]]
    for entry in made.journal[list(names)].itertuples(index=False):
        rows.append([float(entry[0]), *(value or None for value in entry[1:5]), cell(int(entry[5]))])
    return rows


def test_the_sum_of_a_journal_is_the_change_of_cash() -> None:
    made, year = edge_cases()["grant"]
    account = accounts(made, year)[0]
    listed = journal_of(made)
    assert udfs.RM_SUMME(listed, float(account.year)) == cell(account.closing_cash - account.opening_cash)
    grant = account.grants[0]
    projects = -udfs.RM_SUMME(listed, float(account.year), "Projekt", None, grant.id)
    assert projects == cell(grant.cost) > 0
    assert udfs.RM_SUMME(listed, 1999.0) == 0.0
    assert udfs.RM_SUMME([*listed, [None] * 6], float(account.year), None, None, None) != 0.0


@pytest.mark.parametrize(
    ("rows", "year", "more", "wanted"),
    [
        (None, 2026.0, (), "#RM Journal: Der Bereich ist leer."),
        (
            [["Art", "Betrag"], ["Ausgabe", 1.0]],
            2026.0,
            (),
            (
                "#RM Journal: Die Spalte „Haushaltsjahr“ fehlt. Bitte den Bereich mit seinen Überschriften angeben, "
                "also tblJournal[#Alle]."
            ),
        ),
        (
            [["Haushaltsjahr", "Art", "Betrag"], [2026.0, "Ausgabe", "1,00"]],
            2026.0,
            (),
            "#RM Journal, Zeile 2, Betrag: „1,00“ ist ein Text, keine Zahl.",
        ),
        (
            [["Haushaltsjahr", "Art", "Betrag"], [2026.0, "Ausgang", 1.0]],
            2026.0,
            (),
            "#RM Journal, Zeile 2, Art: „Ausgang“ gibt es nicht; möglich sind Einnahme, Ausgabe.",
        ),
        ([["Haushaltsjahr"]], "bald", (), "#RM Jahr: „bald“ ist ein Text, keine Zahl."),
        ([["Haushaltsjahr"]], None, (), "#RM Jahr: Die Angabe fehlt."),
    ],
)
def test_a_journal_that_cannot_be_summed(rows: Any, year: Any, more: tuple[object, ...], wanted: str) -> None:
    assert udfs.RM_SUMME(rows, year, *more) == wanted


def test_an_unknown_category_is_told() -> None:
    told = udfs.RM_SUMME([["Haushaltsjahr"]], 2026.0, "Reisen")
    assert told.startswith("#RM Kategorie: „Reisen“ gibt es nicht; möglich sind Partnerbeitrag,")


cells = st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.sampled_from(["#N/A", "", "Anteil"])
values = cells | st.lists(cells, max_size=3) | st.lists(st.lists(cells, max_size=3), max_size=3)


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - {"RM_PRUEFEN"}))
@given(arguments=st.lists(values, max_size=9))
def test_no_function_ever_raises(name: str, arguments: list[object]) -> None:
    result = FUNCTIONS[name].call(*arguments)
    if not isinstance(result, list):
        assert isinstance(result, float) or result.startswith("#RM ")
        return
    assert all(isinstance(row, list) for row in result)
    assert all(isinstance(item, float) or str(item).startswith("#RM ") for row in result for item in row)
