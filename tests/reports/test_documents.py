"""What the three documents say, on small workbooks that a person can check by head."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from regman_xl.finance.engine import account, accounts
from regman_xl.finding import Finding, Severity
from regman_xl.render.german import phrase_text
from regman_xl.reports.parts import ReportContext
from regman_xl.reports.report import (
    Amount,
    MissingText,
    Note,
    Phrase,
    Prose,
    Report,
    Resolution,
    Signatures,
    Table,
    Version,
    phrase,
)
from regman_xl.rules.waivers import waived
from tests.reports.cases import AS_OF, THREE, all_documents, books, documents, edge_cases, entry, examined, sample


def column(table: Table, field: str) -> dict[str, object]:
    return {row.id.removeprefix("partner:"): row.cells[table.index(field)] for row in table.rows}


def notes(report: Report) -> list[str]:
    return [phrase_text(block.text) for block in report.blocks if isinstance(block, Note)]


# --- refund -----------------------------------------------------------------------------------------------------


def test_the_refund_of_the_worked_example_underpayment() -> None:
    *_, refund = documents(*edge_cases()["underpayment"])
    layer = refund.tables["layer_2026"]
    assert column(layer, "refund") == {"DUS": 8_333_34, "ME": 8_333_33, "IHK": 3_333_33, "total": 20_000_00}
    assert column(layer, "odd_cent") == {"DUS": 1, "ME": 0, "IHK": 0, "total": 1}
    assert layer.value("partner:IHK", "exact") == Fraction(20_000_00, 6)
    settled = refund.tables["settlement"]
    assert column(settled, "settlement")["IHK"] == -1_666_67
    assert column(settled, "payable") == {"DUS": 8_333_34, "ME": 8_333_33, "IHK": 0, "total": 16_666_67}
    assert "Partner IHK (IHK) schuldete am Ende des Jahres im Saldo 1.666,67\u00a0€." in notes(refund)


def test_it_says_why_an_odd_cent_went_where_it_went() -> None:
    *_, refund = documents(*edge_cases()["underpayment"])
    why = {
        name: phrase_text(text)
        for name, text in column(refund.tables["layer_2026"], "why").items()
        if isinstance(text, Phrase)
    }
    assert why == {
        "DUS": "Rest 0,33 Cent: gleicher Rest und Beitrag, nach Reihenfolge ein Cent mehr",
        "ME": "Rest 0,33 Cent: abgerundet, nach Reihenfolge der Partner",
        "IHK": "Rest 0,33 Cent: abgerundet, der größere Beitrag geht vor",
    }


def test_a_refund_is_due_thirty_days_after_the_examination() -> None:
    *_, refund = documents(*edge_cases()["underpayment"])
    assert column(refund.tables["payments"], "due_on")["DUS"] == dt.date(2027, 5, 15)
    assert refund.head.version is Version.EXAMINED


def test_before_the_examination_it_is_provisional_and_nothing_is_due() -> None:
    *_, refund = documents(books(), 2026)
    assert refund.head.version is Version.PROVISIONAL
    assert column(refund.tables["payments"], "due_on")["DUS"] is None
    assert any("vorläufig" in note for note in notes(refund))


def test_a_partner_who_joins_gets_nothing_from_an_older_layer() -> None:
    contributions = [
        {"partner": name, "budget_year": year, "amount": amount}
        for year, key in ((2025, THREE), (2026, {**THREE, "RKN": 30_000_00}))
        for name, amount in key.items()
    ]
    source = books(
        {**THREE, "RKN": 30_000_00},
        years=(2025, 2026),
        paid={},
        contributions=contributions,
        journal=(entry(2025, "Projekt", 100_000_00), entry(2026, "Projekt", 15_000_00)),
        resolutions=[
            {"id": "U", "kind": "Übertragung", "budget_year": 2025, "body": "Aufsichtsgremium"},
            examined(2025),
        ],
    )
    *_, refund = documents(source, 2026)
    old = column(refund.tables["layer_2025"], "refund")
    assert old == {"DUS": 2_083_34, "ME": 2_083_33, "IHK": 833_33, "total": 5_000_00}
    assert column(refund.tables["layer_2026"], "refund")["RKN"] == 30_000_00


def test_the_last_day_of_the_calendar_has_no_day_thirty_days_later() -> None:
    late = {**examined(2026), "date": dt.date(9999, 12, 31)}
    *_, refund = documents(books(resolutions=[late]), 2026)
    assert column(refund.tables["payments"], "due_on")["DUS"] is None
    last = {**examined(2026), "date": dt.date(9999, 12, 1)}
    *_, refund = documents(books(resolutions=[last]), 2026)
    assert column(refund.tables["payments"], "due_on")["DUS"] == dt.date(9999, 12, 31)


def test_only_resolutions_that_the_figures_rest_on_are_named() -> None:
    resolutions = [
        examined(2026),
        {"id": "U-1", "kind": "Übertragung", "budget_year": 2026, "body": "Aufsichtsgremium", "amount": 1_000_00},
        {"id": "RAT-9", "kind": "Übertragung", "budget_year": 2026, "body": "Rat", "amount": 2_000_00},
        {"id": "RAT-10", "kind": "Prüfung Jahresabschluss", "budget_year": 2026, "body": "Rat"},
    ]
    _, closing, refund = documents(books(resolutions=resolutions), 2026)
    for report, opening in ((closing, "Beschlossen durch"), (refund, "Beschlüsse")):
        (named,) = (note for note in notes(report) if note.startswith(opening))
        assert "B-2026" in named
        assert "U-1" in named
        assert "RAT" not in named
    assert account(books(resolutions=resolutions), 2026).carry_over == 1_000_00


def test_an_examination_by_another_body_leaves_the_documents_provisional() -> None:
    elsewhere = {**examined(2026), "body": "Rat"}
    _, closing, refund = documents(books(resolutions=[elsewhere]), 2026)
    assert closing.head.version is refund.head.version is Version.PROVISIONAL
    assert not any("B-2026" in note for report in (closing, refund) for note in notes(report))
    assert column(refund.tables["payments"], "due_on")["DUS"] is None


def test_names_of_the_user_are_never_taken_for_rows_of_ours() -> None:
    _, closing, refund = documents(*edge_cases()["reserved names"])
    layer = refund.tables["layer_2026"]
    whole = layer.value("total", "refund")
    parts = [layer.value(row.id, "refund") for row in layer.rows if row.id != "total"]
    assert whole == sum(part for part in parts if isinstance(part, int))
    assert layer.value("partner:total", "refund") != whole
    assert layer.value("partner:key", "weight") == 10_000_01
    assert closing.tables["grants"].value("grant:total", "cost") == 1_000_00
    assert closing.tables["grants"].value("total", "cost") == 5_000_10
    for report in (closing, refund):
        for table in report.tables.values():
            assert len({row.id for row in table.rows}) == len(table.rows), table.name


def test_payables_that_the_cash_cannot_carry_are_said() -> None:
    paid = {"DUS": 120_000_00, "ME": 0, "IHK": 0}
    source = books(paid=paid, journal=(entry(2026, "Projekt", 60_000_00),))
    *_, refund = documents(source, 2026)
    assert any("reicht für die Auszahlung" in note for note in notes(refund))


# --- closing ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", all_documents())
def test_the_liquidity_proof_ends_with_zero_and_starts_from_the_bridge(case: str) -> None:
    closing = all_documents()[case][1]
    proof, bridge = closing.tables["proof"], closing.tables["bridge"]
    assert proof.value("gap", "amount") == 0
    assert proof.value("by_journal", "amount") == bridge.value("closing_cash", "amount")


def test_the_closing_shows_what_else_the_board_could_resolve() -> None:
    resolutions = [
        examined(2026),
        {"id": "U", "kind": "Übertragung", "budget_year": 2026, "body": "Aufsichtsgremium", "amount": 12_000_00},
    ]
    source = books(journal=(entry(2026, "Projekt", 100_000_00),), resolutions=resolutions)
    table = documents(source, 2026)[1].tables["alternatives"]
    total = {field.name: table.value("total", field.name) for field in table.fields[1:]}
    assert total == {
        "share_of_rest": 20_000_00,
        "refund": 8_000_00,
        "stays": 12_000_00,
        "all_refund": 20_000_00,
        "all_refund_stays": 0,
        "all_carried_refund": 0,
        "all_carried_stays": 20_000_00,
    }


def test_grant_money_in_the_account_is_not_distributable() -> None:
    source = edge_cases()["grant"]
    closing = documents(*source)[1]
    computed = account(*source)
    table = closing.tables["from_cash"]
    assert table.value("cash", "amount") == computed.closing_cash
    assert table.value("distributable", "amount") == computed.distributable
    assert closing.tables["own_shares"].value("total", "sum") == sum(grant.own for grant in computed.grants)


def test_cost_with_and_without_a_grant_is_the_cost_of_the_layers() -> None:
    for year in (2025, 2026):
        closing = documents(sample(), year)[1]
        computed = account(sample(), year)
        free = closing.tables["free_cost"].value("total", "sum")
        own = closing.tables["own_shares"].value("total", "sum")
        used = sum(grant.supplementary_used for grant in computed.grants)
        assert isinstance(free, int)
        assert isinstance(own, int)
        assert free + own - used == computed.own_cost == closing.tables["cost_shares"].value("total", "sum")


def test_a_deviation_asks_for_an_explanation_and_prompts_when_there_is_none() -> None:
    plan = [{"budget_year": 2026, "category": "Projekt", "title": "A", "amount": 10_000_00}]
    source = books(plan=plan, journal=(entry(2026, "Projekt", 11_000_01),))
    closing = documents(source, 2026)[1]
    assert closing.tables["plan_actual"].value("use_project", "difference_percent") == Fraction(1_000_01, 10_000_00)
    assert closing.tables["plan_actual"].value("use_project", "explanation") != ""
    assert MissingText("Abschlussbericht", "Erläuterung Plan-Ist") in closing.blocks
    near = books(plan=plan, journal=(entry(2026, "Projekt", 11_000_00),))
    assert not any(isinstance(block, MissingText) for block in documents(near, 2026)[1].blocks)


LARGE = Finding("JRN17", Severity.WARNING, "Journal", "O9", 9, "Betrag", 2026, "40000", "Sehr groß.", "", key="7")


def test_waived_warnings_are_listed_with_their_reason() -> None:
    waiver = {"rule": "JRN17", "sheet": "Journal", "row_key": "7", "reason": "Vertrag", "name": "K", "date": AS_OF}
    made = books(waivers=[waiver])
    context = ReportContext(AS_OF, findings=waived((LARGE,), made.waivers, AS_OF))
    closing = documents(made, 2026, context)[1]
    assert column(closing.tables["waived"], "reason") == {"0": "Vertrag"}


@pytest.mark.parametrize(
    ("row_key", "value", "more"),
    [
        ("7", "40000", {"valid_until": AS_OF - dt.timedelta(days=1)}),
        ("7", "40000", {"reason": ""}),
        ("7", "40000", {"name": ""}),
        ("7", "40000", {"date": None}),
        ("*", "40000", {}),
        ("7", "", {}),
    ],
)
def test_the_reason_is_that_of_the_waiver_the_audit_used(row_key: str, value: str, more: dict[str, object]) -> None:
    used = {"rule": "JRN17", "sheet": "Journal", "row_key": "7", "value": "40000", "name": "K", "date": AS_OF}
    used |= {"reason": "gilt", "valid_until": AS_OF}
    other = {**used, "reason": "gilt nicht", "row_key": row_key, "value": value, **more}
    made = books(waivers=[other, used])
    context = ReportContext(AS_OF, findings=waived((LARGE,), made.waivers, AS_OF))
    closing = documents(made, 2026, context)[1]
    assert column(closing.tables["waived"], "reason") == {"0": "gilt"}
    assert column(closing.tables["waived"], "waived_by")["0"] == phrase("label.name_date", name="K", date=AS_OF)


ORDERS = (
    {"id": "always", "date": None},
    {"id": "before", "date": dt.date(2025, 12, 31)},
    {"id": "paid before", "date": dt.date(2025, 3, 1), "settled_on": dt.date(2025, 12, 31)},
    {"id": "paid in the year", "date": dt.date(2025, 3, 1), "settled_on": dt.date(2026, 12, 31)},
    {"id": "placed in the year", "date": dt.date(2026, 12, 31), "settled_on": dt.date(2027, 1, 1)},
    {"id": "placed later", "date": dt.date(2027, 1, 1)},
)


def test_an_order_is_open_from_the_day_it_is_placed_until_it_is_settled() -> None:
    orders = [{"budget_year": 2026, "category": "Projekt", "amount": 1, **order} for order in ORDERS]
    plan, closing, _ = documents(books(commitments=orders), 2026)
    listed = [
        [
            dict(row.cells[0].values)["id"]
            for row in report.tables["commitments"].rows
            if isinstance(row.cells[0], Phrase) and row.id != "total"
        ]
        for report in (plan, closing)
    ]
    assert listed[0] == ["always", "before", "paid in the year", "placed in the year"]
    assert listed[1] == ["always", "before", "placed in the year"]


def test_a_deficit_is_no_refund_and_no_duty() -> None:
    closing = documents(*edge_cases()["deficit"])[1]
    shares = column(closing.tables["deficit_shares"], "deficit_share")
    assert shares == {"DUS": 12_500_00, "ME": 12_500_00, "IHK": 5_000_00, "total": 30_000_00}
    assert any("Fehlbetrag von 30.000,00\u00a0€" in note for note in notes(closing))


def test_the_closing_is_certified_by_the_audit_office_and_the_plan_is_not() -> None:
    plan, closing, refund = documents(books(), 2026)
    foot = [
        next(block for block in report.blocks if isinstance(block, Signatures)) for report in (plan, closing, refund)
    ]
    assert [block.audit for block in foot] == [False, True, True]


def test_a_draft_despite_errors_says_so() -> None:
    *_, refund = documents(books(), 2026, ReportContext(AS_OF, errors=3, draft=True))
    assert (refund.head.version, refund.head.errors) == (Version.DRAFT, 3)


# --- plan -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", all_documents())
def test_the_measures_add_up_to_the_volume_of_the_plan(case: str) -> None:
    plan = all_documents()[case][0]
    if "measures" not in plan.tables:
        return
    budget, measures = plan.tables["budget"], plan.tables["measures"]
    year = f"plan_{plan.year}"
    assert measures.value("total", "own_money") == budget.value("own_uses", year)
    assert measures.value("total", "whole") == budget.value("uses", year)


def test_the_plan_compares_six_years_and_says_where_there_are_no_data() -> None:
    plan = documents(sample(), 2027)[0]
    names = [field.name for field in plan.tables["budget"].fields[1:]]
    assert names == ["actual_before", "plan_before", "plan_2027", "plan_2028", "plan_2029", "plan_2030"]
    second = documents(sample(), 2026)[0]
    assert second.tables["budget"].value("own_funds", "actual_before") is None
    first = documents(sample(), 2025)[0]
    names = [field.name for field in first.tables["budget"].fields[1:]]
    assert names == ["plan_2025", "plan_2026", "plan_2027", "plan_2028"]


def test_own_money_of_the_plan_is_the_capacity_of_the_engine() -> None:
    computed = account(sample(), 2027)
    budget = documents(sample(), 2027)[0].tables["budget"]
    for plan in computed.plan:
        assert budget.value("own_funds", f"plan_{plan.year}") == plan.available
        assert budget.value("own_uses", f"plan_{plan.year}") == plan.uses


def test_a_missing_text_is_a_prompt_and_not_an_empty_heading() -> None:
    plan = documents(books(), 2026)[0]
    assert MissingText("Jahresplan", "Ziele und Schwerpunkte") in plan.blocks
    assert Prose("=HYPERLINK(1)") in documents(*edge_cases()["grant"])[0].blocks


def test_the_supplementary_need_is_shared_by_the_key() -> None:
    source = books(
        {"DUS": 50_000_00, "ME": 50_000_00, "IHK": 20_000_00},
        grants=[{"id": "F-1", "status": "beantragt"}],
        funding_plan=[{"grant": "F-1", "budget_year": 2026, "total_cost": 150_000_00, "grant_amount": 0}],
    )
    plan = documents(source, 2026)[0]
    need = column(plan.tables["need_by_partner"], "need_2026")
    assert need == {"DUS": 12_500_00, "ME": 12_500_00, "IHK": 5_000_00, "total": 30_000_00}
    points = next(block.points for block in plan.blocks if isinstance(block, Resolution))
    assert any(("amount", Amount(30_000_00)) in point.values for point in points)


def test_a_plan_is_a_draft_until_the_board_adopts_it() -> None:
    assert documents(books(), 2026)[0].head.version is Version.DRAFT
    adopted = {"id": "J", "kind": "Jahresplanung", "budget_year": 2026, "body": "Aufsichtsgremium"}
    assert documents(books(resolutions=[adopted]), 2026)[0].head.version is Version.ADOPTED


# --- checksum ---------------------------------------------------------------------------------------------------


def test_the_checksum_changes_with_the_data_and_only_with_them() -> None:
    before = books(years=(2026, 2027), journal=(entry(2026, "Projekt", 5_00, text="A"),))
    reworded = books(years=(2026, 2027), journal=(entry(2026, "Projekt", 5_00, text="B"),))
    later = books(years=(2026, 2027), journal=(entry(2026, "Projekt", 5_00, text="A"), entry(2027, "Projekt", 1)))
    sums = [documents(source, 2026)[1].head.checksum for source in (before, reworded, later)]
    assert sums[0] == sums[2] != sums[1]
    other_day = documents(before, 2026, ReportContext(dt.date(2030, 1, 1), errors=1, draft=True))[1]
    assert other_day.head.checksum == sums[0]
    assert len(sums[0]) == 64


def test_every_document_of_the_sample_has_its_own_checksum() -> None:
    sums = [report.head.checksum for year in (2025, 2026) for report in documents(sample(), year)]
    assert len(set(sums)) == len(sums)
    assert len(accounts(sample(), 2026)) == 2
