"""The oracle's reading of DOMAIN.md § 4, and what its other half needs too.

It shares nothing with the engine but `allocate`, so that two independent readings of the law meet. Rows are the
mappings that `Books.of` takes; a table is a list of them. Amounts are cents.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any

from regman_xl.allocation import allocate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Row = dict[str, Any]
Tables = dict[str, list[Row]]
COST = ("Projekt", "Veranstaltung", "Geschäftsstelle", "Eigenanteil")
INCOME = ("Partnerbeitrag", "Zusatzmittel", "Fördermittel", "Drittmittel", "Sonstige Einnahme")
EXPENSE = (*COST, "Erstattung", "Erstattung Zusatzmittel", "Rückzahlung Fördermittel")
SUPERVISORS = ("Aufsichtsgremium",)
PARTNER_BODIES = ("Rat", "Kreistag", "Vollversammlung", "Sonstiges")


def total(rows: Sequence[Row], *categories: str, fits: Callable[[Row], bool] = lambda row: True) -> int:
    """Sum of the amounts of some categories."""
    return sum(row["amount"] for row in rows if row["category"] in categories and fits(row))


def origin(row: Row) -> int:
    """§ 5.5: a contribution counts for its Herkunftsjahr, by default for the Haushaltsjahr of the booking."""
    return row.get("origin_year") or row["budget_year"]


def counts(resolution: Row, kind: str, bodies: Sequence[str] | None = None) -> bool:
    """§ 5: only Ergebnis angenommen or blank counts; § 1: the Begleitgremium decides nothing."""
    if resolution["kind"] != kind or resolution.get("result") not in (None, "", "angenommen"):
        return False
    body = resolution.get("body")
    return body != "Begleitgremium" and (bodies is None or body in bodies)


def first_year(tables: Tables) -> int:
    """The first year of the workbook."""
    return min(row["budget_year"] for row in tables["budget_years"])


def key_of(tables: Tables, year: int) -> dict[str, int]:
    """§ 1: the agreed contributions of a year, in the order of the sheet Partner; empty where there are none."""
    return {
        partner["id"]: row["amount"]
        for partner in tables["partners"]
        for row in tables["contributions"]
        if row["partner"] == partner["id"] and row["budget_year"] == year
    }


def shares(amount: int, key: Mapping[str, int]) -> dict[str, int]:
    """§ 3."""
    return dict(zip(key, allocate(amount, list(key.values())), strict=True))


# --- § 4: grants ------------------------------------------------------------------------------------------------


def terms(tables: Tables, grant: Row, year: int) -> tuple[int, int | None, int | None]:
    """Höchstbetrag, Fördersatz, and the amount of a Schlussbescheid or Widerruf, as known at the year's end."""
    known = sorted(
        (row for row in tables.get("grant_decisions", []) if row["grant"] == grant["id"]), key=lambda row: row["date"]
    )
    known = [row for row in known if row["date"] <= dt.date(year, 12, 31)]
    cap, rate, final = grant.get("cap") or 0, grant.get("rate"), None
    if known:
        cap = known[-1]["cap"]
        rate = known[-1].get("rate") if known[-1].get("rate") is not None else rate
    for row in known:
        if row["kind"] in ("Schlussbescheid", "Widerruf"):
            final = row["cap"]
    return cap, rate, final


def earned_by(grant: Row, eligible: int, third: int, plan: Row, conditions: tuple[int, int | None, int | None]) -> int:
    """The table of § 4."""
    cap, rate, final = conditions
    if grant.get("applicant") == "Andere" or grant["status"] not in ("bewilligt", "abgeschlossen"):
        return 0
    if final is not None:
        return final
    open_cost = max(0, eligible - third)
    if grant["kind"] == "Anteil":
        by_rate = Fraction(rate or 0, 1_000_000) * max(0, eligible - max(0, third - plan["third"]))
        return floor(min(Fraction(cap), by_rate, Fraction(open_cost)))
    if grant["kind"] == "Fehlbedarf":
        return min(cap, max(0, eligible - third - max(0, plan["own"])))
    return min(cap, open_cost)


def grant_to_date(tables: Tables, grant: Row, year: int) -> Row:
    """All figures of one grant, cumulated to the end of a year."""
    rows = [row for row in tables["journal"] if row.get("grant") == grant["id"] and row["budget_year"] <= year]
    lines = [row for row in tables.get("funding_plan", []) if row["grant"] == grant["id"]]
    conditions = terms(tables, grant, year)
    plan = {"cost": sum(row["total_cost"] for row in lines), "third": sum(row.get("third_party") or 0 for row in lines)}
    plan["own"] = plan["cost"] - plan["third"] - conditions[0]
    cost = total(rows, *COST)
    eligible = sum(
        row["amount"] if row.get("eligible") is None else row["eligible"] for row in rows if row["category"] in COST
    )
    third = total(rows, "Drittmittel", "Sonstige Einnahme")
    received = total(rows, "Fördermittel") - total(rows, "Rückzahlung Fördermittel")
    earned = earned_by(grant, eligible, third, plan, conditions)
    own = max(0, cost - third - earned)
    return {
        "cost": cost,
        "eligible": eligible,
        "third": third,
        "received": received,
        "earned": earned,
        "own": own,
        "receivable": max(0, earned - received),
        "unspent": max(0, received - earned) + max(0, third + earned - cost),
        "plan": plan,
        "cap": conditions[0],
        "rate": conditions[1],
        **supplementary(tables, grant, year, own, plan["own"], rows),
    }


def supplementary(tables: Tables, grant: Row, year: int, own: int, plan_own: int, rows: list[Row]) -> Row:
    """Zusatzmittel: subsidiary, and never more than was resolved."""
    agreed = sum(
        row.get("amount") or 0
        for row in tables.get("resolutions", [])
        if counts(row, "Zusatzmittel", PARTNER_BODIES) and row["grant"] == grant["id"] and row["budget_year"] <= year
    )
    received, returned = total(rows, "Zusatzmittel"), total(rows, "Erstattung Zusatzmittel")
    used = min(received - returned, agreed, max(0, own - max(0, plan_own - agreed)))
    given = {
        p["id"]: total(rows, "Zusatzmittel", fits=lambda r, p=p: r["partner"] == p["id"]) for p in tables["partners"]
    }
    back = {
        p["id"]: total(rows, "Erstattung Zusatzmittel", fits=lambda r, p=p: r["partner"] == p["id"])
        for p in tables["partners"]
    }
    unused_shares = {}
    if any(given.values()):
        # what is not used goes back in the proportion in which it was given; what went back already is off
        entitled = shares(received - used, given)
        unused_shares = {partner: entitled[partner] - back[partner] for partner in given}
    return {"agreed": agreed, "given": received, "returned": returned, "used": used, "unused_shares": unused_shares}


ZERO_GRANT = {"cost": 0, "eligible": 0, "third": 0, "received": 0, "earned": 0, "own": 0, "used": 0}


def grants_of(tables: Tables, year: int) -> dict[str, Row]:
    """Cumulated figures `now`, and the year's own as differences `year`, by grant."""
    result = {}
    for grant in tables.get("grants", []):
        now = grant_to_date(tables, grant, year)
        before = grant_to_date(tables, grant, year - 1) if year > first_year(tables) else ZERO_GRANT
        result[grant["id"]] = {"now": now, "year": {name: now[name] - before[name] for name in ZERO_GRANT}}
    return result
