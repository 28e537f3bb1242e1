"""The figures as JSON: exactly the keys of INTERFACES.md, amounts as texts."""

from __future__ import annotations

import json
import re
from typing import Any

from regman_xl.finance.engine import account
from regman_xl.render.json import figures_json
from tests.reports.cases import edge_cases, sample

KEYS = [
    "schema",
    "file",
    "year",
    "status",
    "key",
    "opening_cash",
    "closing_cash",
    "contributions_due",
    "contributions_paid",
    "supplementary_received",
    "grants_received",
    "grants_repaid",
    "third_party_funds",
    "other_income",
    "expenses",
    "own_cost",
    "receivables",
    "unspent_grants",
    "unused_supplementary",
    "deficit",
    "deficit_shares",
    "prepayments",
    "layers",
    "grants",
    "partners",
    "distributable",
    "carry_over",
    "refund_total",
    "open_settlements",
    "liquidity_difference",
    "plan",
    "seal",
    "seal_intact",
]


def amounts(value: Any) -> list[str]:
    if isinstance(value, dict):
        aside = ("id", "file", "status", "seal")
        return [text for name, item in value.items() if name not in aside for text in amounts(item)]
    if isinstance(value, list):
        return [text for item in value for text in amounts(item)]
    return [value] if isinstance(value, str) else []


def test_the_keys_are_those_of_the_interface_in_their_order() -> None:
    figures = json.loads(figures_json(account(sample(), 2026), "mappe.xlsx"))
    assert list(figures) == KEYS
    assert list(figures["layers"][0]) == ["origin", "opening", "closing", "tied", "free", "carried", "refund"]
    assert list(figures["grants"][0]) == (
        [
            "id",
            "cost",
            "third",
            "earned",
            "own",
            "supplementary_used",
            "receivable",
            "unspent",
            "earned_total",
            "own_total",
            "shares",
        ]
    )
    assert list(figures["partners"][0]) == [
        "id",
        "due",
        "paid",
        "arrears",
        "overpaid",
        "cost_share",
        "refund",
        "settlement",
        "payable",
    ]
    assert list(figures["plan"][0]) == (
        ["year", "available", "uses", "own_contributions", "shortfall", "supplementary_need", "uncovered"]
    )
    assert [plan["year"] for plan in figures["plan"]] == [2026, 2027, 2028, 2029]


def test_amounts_are_texts_with_two_decimals() -> None:
    figures = json.loads(figures_json(account(*edge_cases()["underpayment"]), "mappe.xlsx"))
    assert all(re.fullmatch(r"-?\d+\.\d\d", text) for text in amounts(figures))
    assert figures["partners"][2]["settlement"] == "-1666.67"
    assert figures["status"] == "geprüft"
