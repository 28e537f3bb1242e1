"""A second, slow reading of DOMAIN.md §§ 4-6: plain lists of rows, plain numbers, clause by clause.

It shares nothing with the engine but `allocate`, so that two independent readings of the law meet. Rows are the
mappings that `Books.of` takes; a table is a list of them. Amounts are cents.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from regman_xl.allocation import allocate_table
from tests.finance.oracle_grants import (
    COST,
    EXPENSE,
    INCOME,
    PARTNER_BODIES,
    SUPERVISORS,
    Row,
    Tables,
    counts,
    first_year,
    grants_of,
    key_of,
    origin,
    shares,
    total,
)

# --- § 5: the year ----------------------------------------------------------------------------------------------


@dataclass
class Pot:
    """One layer of one year."""

    origin: int
    key: dict[str, int]
    opening: int = 0
    closing: int = 0
    tied: int = 0
    carried: int = 0
    refund: int = 0


@dataclass
class State:
    """What goes from year to year."""

    left: dict[int, int] = field(default_factory=dict)
    taken: dict[int, int] = field(default_factory=dict)
    settled: dict[int, dict[str, int]] = field(default_factory=dict)
    carried: dict[int, int] = field(default_factory=dict)


def layer_key(tables: Tables, year: int) -> dict[str, int]:
    """§ 5.1: the Anfangsbestand has that year's key where the sheet has one, else the first year's."""
    first = first_year(tables)
    return key_of(tables, year) or key_of(tables, first)


def additional_call(tables: Tables, year: int) -> int:
    """§ 5.2: what a Nachforderung adds."""
    return sum(
        row.get("amount") or 0
        for row in tables.get("resolutions", [])
        if counts(row, "Nachforderung") and row["budget_year"] == year
    )


def open_layers(tables: Tables, year: int, left: dict[int, int]) -> dict[int, Pot]:
    """§ 5.1 and § 5.6: what every layer holds before cost is taken."""
    first = first_year(tables)
    bookings = [row for row in tables["journal"] if row["budget_year"] == year]
    holds = dict(left)
    earlier = total(bookings, "Partnerbeitrag", fits=lambda row: origin(row) < first)
    earlier -= total(bookings, "Erstattung", fits=lambda row: row["origin_year"] < first)
    holds[first - 1] = holds.get(first - 1, 0) + earlier
    holds[year] = sum(key_of(tables, year).values())
    holds[year] += total(bookings, "Sonstige Einnahme", fits=lambda row: not row.get("grant"))
    holds[year] += additional_call(tables, year)
    return {o: Pot(o, layer_key(tables, o), amount, amount) for o, amount in sorted(holds.items())}


def bear(pots: dict[int, Pot], cost: int, year: int, taken: dict[int, int], tables: Tables) -> int:
    """§ 5.2: cost from the oldest layer first, a correction back to the youngest first; returns the deficit."""
    for o in sorted(pots):
        part = min(max(cost, 0), pots[o].closing)
        pots[o].closing -= part
        taken[o] = taken.get(o, 0) + part
        cost -= part
    for o in sorted(taken, reverse=True):
        if cost < 0:
            part = min(-cost, taken[o])
            pots.setdefault(o, Pot(o, layer_key(tables, o))).closing += part
            taken[o] -= part
            cost += part
    if cost < 0:
        pots[year].closing -= cost
        cost = 0
    return cost


def close(pots: dict[int, Pot], receivables: int, resolved: tuple[int | None, bool]) -> None:
    """§ 5.3 and § 5.4: tie, carry, refund; the youngest layers first."""
    amount, everything = resolved
    for o in sorted(pots, reverse=True):
        pots[o].tied = min(receivables, pots[o].closing)
        receivables -= pots[o].tied
    open_amount = sum(pot.closing - pot.tied for pot in pots.values()) if everything else amount or 0
    for o in sorted(pots, reverse=True):
        pot = pots[o]
        pot.carried = min(open_amount, pot.closing - pot.tied)
        open_amount -= pot.carried
        pot.refund = pot.closing - pot.tied - pot.carried


def carry_over(tables: Tables, year: int) -> tuple[int | None, bool]:
    """§ 5.4: an amount, or everything (blank); § 1: the Aufsichtsgremium resolves it."""
    rows = [
        row
        for row in tables.get("resolutions", [])
        if counts(row, "Übertragung", SUPERVISORS) and row["budget_year"] == year
    ]
    everything = any(row.get("amount") is None for row in rows)
    return (None, everything) if everything or not rows else (sum(row["amount"] for row in rows), False)


def cash(tables: Tables, opening: int, until: int) -> int:
    """Cash by the journal."""
    rows = [row for row in tables["journal"] if row["budget_year"] <= until]
    return opening + total(rows, *INCOME) - total(rows, *EXPENSE)


def state_of(tables: Tables, year: int) -> str:
    """§ 5: without the examination by the Aufsichtsgremium everything is provisional."""
    examined = any(
        counts(row, "Prüfung Jahresabschluss", SUPERVISORS) and row["budget_year"] == year
        for row in tables.get("resolutions", [])
    )
    status = next((row["status"] for row in tables["budget_years"] if row["budget_year"] == year), None)
    if not examined:
        return "vorläufig"
    return "abgeschlossen" if status == "abgeschlossen" else "geprüft"


def paid_for(tables: Tables, partner: str, for_year: int, booked: range) -> int:
    """Contributions of a partner for a year, booked within some years."""
    return total(
        tables["journal"],
        "Partnerbeitrag",
        fits=lambda row: row["partner"] == partner and origin(row) == for_year and row["budget_year"] in booked,
    )


def refunds_for(tables: Tables, partner: str, for_year: int, until: int) -> int:
    """Erstattungen to a partner for a year, booked up to a year."""
    return total(
        tables["journal"],
        "Erstattung",
        fits=lambda row: row["partner"] == partner and row["origin_year"] == for_year and row["budget_year"] <= until,
    )


def open_settlements(tables: Tables, year: int, settled: dict[int, dict[str, int]]) -> dict[int, dict[str, int]]:
    """§ 5.5: settlement + later contributions - Erstattungen, both with that Herkunftsjahr."""
    return {
        earlier: {
            partner: amount
            + paid_for(tables, partner, earlier, range(earlier + 1, year + 1))
            - refunds_for(tables, partner, earlier, year)
            for partner, amount in settlements.items()
        }
        for earlier, settlements in settled.items()
    }


def partners_of(tables: Tables, year: int, pots: dict[int, Pot], opened: dict[int, dict[str, int]]) -> dict[str, Row]:
    """§ 5.5 and § 5.7, by partner."""
    key = key_of(tables, year)
    call = shares(additional_call(tables, year), key)
    result = {}
    for partner in (row["id"] for row in tables["partners"]):
        held = [pot for pot in pots.values() if partner in pot.key]
        refund = sum(shares(pot.refund, pot.key)[partner] for pot in held)
        before = sum(shares(pot.opening, pot.key)[partner] for pot in held)
        after = sum(shares(pot.closing, pot.key)[partner] for pot in held)
        due = key.get(partner, 0) + call.get(partner, 0)
        paid = paid_for(tables, partner, year, range(year + 1))
        settlement = refund - max(0, due - paid) + max(0, paid - due)
        refunded = refunds_for(tables, partner, year, year)
        open_before = sum(amounts[partner] for amounts in opened.values())
        result[partner] = {
            "contribution": key.get(partner, 0),
            "additional_call": call.get(partner, 0),
            "due": due,
            "paid": paid,
            "arrears": max(0, due - paid),
            "overpaid": max(0, paid - due),
            "cost_share": before - after,
            "refund": refund,
            "refunded": refunded,
            "open_before": open_before,
            "carried_share": after - refund,
            "settlement": settlement,
            "payable": max(0, settlement - refunded + open_before),
        }
    return result


def one_year(tables: Tables, opening_cash: int, year: int, state: State) -> Row:
    """Steps 1-7 of § 5 for one year; moves the state on."""
    rows = [row for row in tables["journal"] if row["budget_year"] == year]
    grants = grants_of(tables, year)
    pots = open_layers(tables, year, state.left)
    own_cost = total(rows, *COST, fits=lambda row: not row.get("grant"))
    own_cost += sum(grant["year"]["own"] - grant["year"]["used"] for grant in grants.values())
    deficit = bear(pots, own_cost, year, state.taken, tables)
    receivables = sum(grant["now"]["receivable"] for grant in grants.values())
    resolved = carry_over(tables, year)
    close(pots, receivables, resolved)
    opened = open_settlements(tables, year, state.settled)
    partners = partners_of(tables, year, pots, opened)
    key = key_of(tables, year)
    table = allocate_table([grant["year"]["own"] for grant in grants.values()], list(key.values()))
    for grant, row in zip(grants.values(), table, strict=True):
        grant["shares"] = dict(zip(key, row, strict=True))
    carried_in = state.carried if state.settled else {year - 1: opening_cash}
    state.left = {o: pot.carried + pot.tied for o, pot in pots.items()}
    state.carried = {o: pot.carried for o, pot in pots.items()}
    state.settled[year] = {partner: row["settlement"] for partner, row in partners.items()}
    return {
        "year": year,
        "state": state_of(tables, year),
        "key": key,
        "opening_cash": cash(tables, opening_cash, year - 1),
        "closing_cash": cash(tables, opening_cash, year),
        "contributions_due": sum(row["due"] for row in partners.values()),
        "contributions_paid": total(rows, "Partnerbeitrag"),
        "supplementary_received": total(rows, "Zusatzmittel"),
        "grants_received": total(rows, "Fördermittel"),
        "grants_repaid": total(rows, "Rückzahlung Fördermittel"),
        "third_party_funds": total(rows, "Drittmittel"),
        "other_income": total(rows, "Sonstige Einnahme"),
        "expenses": {name: total(rows, name) for name in (*COST, "Erstattung", "Erstattung Zusatzmittel")},
        "own_cost": own_cost,
        "additional_call": additional_call(tables, year),
        "deficit": deficit,
        "deficit_shares": shares(deficit, key),
        "carry_over_resolved": resolved[0],
        "carry_over_all": resolved[1],
        "layers": pots,
        "grants": grants,
        "partners": partners,
        "open_settlements": opened,
        "prepayments": total(
            tables["journal"], "Partnerbeitrag", fits=lambda row: row["budget_year"] <= year < origin(row)
        ),
        "receivables": receivables,
        "unspent": sum(grant["now"]["unspent"] for grant in grants.values()),
        "unused": sum(g["now"]["given"] - g["now"]["used"] - g["now"]["returned"] for g in grants.values()),
        "distributable": sum(pot.closing - pot.tied for pot in pots.values()),
        "carry_over": sum(pot.carried for pot in pots.values()),
        "refund_total": sum(pot.refund for pot in pots.values()),
        "carried_in": carried_in,
    }


def years(tables: Tables, opening_cash: int) -> list[Row]:
    """The years in order; ends with the first year whose deficit no Nachforderung resolves."""
    state = State(left={first_year(tables) - 1: opening_cash})
    result: list[Row] = []
    for year in sorted(row["budget_year"] for row in tables["budget_years"]):
        result.append(one_year(tables, opening_cash, year, state))
        if result[-1]["deficit"]:
            break
    return result


# --- § 6: plan --------------------------------------------------------------------------------------------------


def plan_year(tables: Tables, account: Row, plan_for: int) -> Row:
    """Capacity of one plan year, seen from the account of a year."""
    assumed = None
    key = key_of(tables, plan_for)
    if not key:
        assumed = max(row["budget_year"] for row in tables["contributions"] if row["budget_year"] < plan_for)
        key = key_of(tables, assumed)
    carried = account["carried_in"] if plan_for == account["year"] else {}
    if plan_for == account["year"] + 1:
        carried = {o: pot.carried for o, pot in account["layers"].items()}
    positions = [row for row in tables.get("plan", []) if row["budget_year"] == plan_for]
    own = {
        grant["id"]: sum(
            line["total_cost"] - line["grant_amount"] - (line.get("third_party") or 0)
            for line in tables.get("funding_plan", [])
            if line["grant"] == grant["id"] and line["budget_year"] == plan_for
        )
        for grant in tables.get("grants", [])
        if grant["status"] in ("beantragt", "bewilligt", "abgeschlossen")
    }
    resolved = sum(
        row.get("amount") or 0
        for row in tables.get("resolutions", [])
        if counts(row, "Zusatzmittel", PARTNER_BODIES) and row["budget_year"] == plan_for
    )
    other = total(positions, "Sonstige Einnahme")
    available = sum(key.values()) + sum(carried.values()) + other + resolved
    uses = total(positions, *COST) + sum(own.values())
    shortfall = max(0, uses - available)
    need = max(0, min(shortfall, sum(own.values())))
    return {
        "year": plan_for,
        "assumed_from": assumed,
        "contributions": sum(key.values()),
        "carried_in": carried,
        "other_income": other,
        "supplementary": resolved,
        "available": available,
        "uses_by_category": {name: total(positions, name) for name in COST},
        "own_by_grant": own,
        "own_contributions": sum(own.values()),
        "uses": uses,
        "shortfall": shortfall,
        "supplementary_need": need,
        "need_shares": shares(need, key),
        "uncovered": shortfall - need,
    }


def plan(tables: Tables, account: Row) -> list[Row]:
    """The plan years Y ... Y+3."""
    return [plan_year(tables, account, account["year"] + ahead) for ahead in range(4)]
