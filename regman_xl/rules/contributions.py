"""Rules of the group Grants about what the partners pay: contributions, own contributions, Zusatzmittel."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from regman_xl.finance.account import ClosingState
from regman_xl.finance.agreement import effective
from regman_xl.finding import Severity
from regman_xl.money import german_amount
from regman_xl.rules.doubts import doubted_contributions
from regman_xl.rules.grant_entries import booked_by, grant_entries, last_rows, postings_of
from regman_xl.rules.plan_rows import plans_by_year
from regman_xl.rules.registry import by_row, rule
from regman_xl.schema import CONTRIBUTIONS, FUNDING_PLAN, JOURNAL
from regman_xl.schema.lists import Category, ResolutionKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.finance.values import PartnerYear, PlanYear
    from regman_xl.model.books import Books
    from regman_xl.model.records import Contribution
    from regman_xl.rules.grant_entries import GrantEntries
    from regman_xl.rules.registry import Rows

#: Partner and the year that is paid for.
_Place = tuple[str, int]


def _judged(books: Books, accounts: Sequence[YearAccount]) -> Iterator[tuple[Contribution, PartnerYear | None]]:
    """Yield the contributions whose payments are known, with the partner's account where the year is computed."""
    doubted = doubted_contributions(books, accounts)
    computed = {(partner.id, account.year): partner for account in accounts for partner in account.partners}
    partners = {partner.id for partner in books.partners}
    for item in books.contributions:
        place = item.partner, item.budget_year
        # Contributions of an earlier year are only the key of the opening balance (DOMAIN.md § 5, step 1).
        if item.partner in partners and item.budget_year >= accounts[0].year and place not in doubted:
            yield item, computed.get(place)


def _paid(books: Books, entries: pd.DataFrame, category: Category) -> dict[_Place, int]:
    """Return the sums of a category by partner and the year that they are for."""
    sums: dict[_Place, int] = {}
    for postings in postings_of(books, entries[entries["category"].eq(category.value)]).values():
        for item in postings:
            place = item.partner, item.origin
            sums[place] = sums.get(place, 0) + item.amount
    return sums


@rule(
    "FOE01",
    Severity.WARNING,
    CONTRIBUTIONS,
    "amount",
    title="Beitrag nicht oder nicht ganz gezahlt",
    message={
        "": "{partner} schuldet für {budget_year} insgesamt {due:eur} EUR, fällig bis {due_day}; bis {today} sind auf "
        "dem Blatt Journal {paid:eur} EUR gebucht: es fehlen {missing:eur} EUR.",
        "settled": "{partner} schuldete für {budget_year} {due:eur} EUR, fällig bis {due_day}; bis {today} sind auf "
        "dem "
        "Blatt Journal {paid:eur} EUR gebucht. Nach der Abrechnung des geprüften Jahres {budget_year} fehlen noch "
        "{missing:eur} EUR.",
        "call": "{partner} schuldet für {budget_year} insgesamt {due:eur} EUR, davon {call:eur} EUR Nachforderung "
        "(Blatt Beschlüsse, Zeile {resolution_row}), fällig bis {due_day}; bis {today} sind auf dem Blatt Journal "
        "{paid:eur} EUR gebucht: es fehlen {missing:eur} EUR.",
    },
    hint="Bitte die Zahlung anfordern oder die fehlende Buchung eintragen (Kategorie Partnerbeitrag, Partner "
    "{partner}, Herkunftsjahr {budget_year}). Ohne Datum unter „Fällig am“ gilt das Ende des Haushaltsjahres.",
)
def contribution_overdue(
    contributions: pd.DataFrame, books: Books, accounts: Sequence[YearAccount], today: dt.date
) -> Rows:
    """A partner has not paid its contribution, or not all of it, after its due date.

    Because: Die Partner tragen das jährliche Budget durch ihre Beiträge (Kooperationsvertrag, Finanzierung);
    Forderungen sind rechtzeitig einzuziehen (§ 23 Abs. 1 KomHVO NRW). Eine Zahlung zählt für ihr Herkunftsjahr, auch
    wenn sie in einem späteren Haushaltsjahr gebucht ist. Eine Nachforderung gilt mit dem Tag des Beschlusses als
    fällig, frühestens mit dem Ende ihres Haushaltsjahres.
    """
    if not accounts:
        return pd.DataFrame()
    paid = _paid(books, booked_by(books.journal, today), Category.PARTNER_CONTRIBUTION)
    settled = _settled_years(accounts)
    found = {}
    for item, partner in _judged(books, accounts):
        owed = _owed(books, item, partner, today)
        due, booked = sum(debt.amount for debt in owed), paid.get((item.partner, item.budget_year), 0)
        missing = settled.get((item.partner, item.budget_year), due - booked)
        if due > booked and missing > 0:
            call = next((debt for debt in owed if debt.resolution_row), None)
            found[item.row] = {
                "case": "settled" if missing != due - booked else "call" if call else "",
                "due": due,
                "due_day": max(debt.day for debt in owed),
                "today": today,
                "paid": booked,
                "missing": missing,
                "call": call.amount if call else 0,
                "resolution_row": call.resolution_row if call else 0,
            }
    return by_row(found)


def _settled_years(accounts: Sequence[YearAccount]) -> dict[_Place, int]:
    """Return what partners still owe for examined years: less than the rest of the contribution, by their refund."""
    examined = {account.year for account in accounts if account.state is not ClosingState.PROVISIONAL}
    return {place: -amount for place, amount in accounts[-1].balances.items() if place[1] in examined}


class _Debt(NamedTuple):
    """What a partner has to pay until a day; a Nachforderung names the row of its resolution."""

    amount: int
    day: dt.date
    resolution_row: int = 0


def _owed(books: Books, item: Contribution, partner: PartnerYear | None, today: dt.date) -> list[_Debt]:
    """Return what a partner had to pay for a year before today."""
    year_end = dt.date(item.budget_year, 12, 31)
    owed = [_Debt(item.amount, item.due_on or year_end)]
    if partner and partner.additional_call:
        calls = effective(books.resolutions, ResolutionKind.ADDITIONAL_CALL, item.budget_year)
        day, _, row = max((call.date or year_end, call.id, call.row) for call in calls)
        owed.append(_Debt(partner.additional_call, max(day, year_end), row))
    return [debt for debt in owed if debt.day < today]


@rule(
    "FOE02",
    Severity.WARNING,
    CONTRIBUTIONS,
    "amount",
    title="Beitrag überzahlt",
    message={
        "": "{partner} hat für {budget_year} insgesamt {paid:eur} EUR gezahlt (zuletzt Blatt Journal, Zeile "
        "{entry_row}), geschuldet sind {due:eur} EUR: {excess:eur} EUR zu viel.",
        "part": "{partner} hat für {budget_year} insgesamt {paid:eur} EUR gezahlt (zuletzt Blatt Journal, Zeile "
        "{entry_row}), geschuldet sind {due:eur} EUR; von dem, was zu viel gezahlt ist, sind {excess:eur} EUR noch "
        "nicht erstattet.",
    },
    hint="Bitte Partner, Betrag und Herkunftsjahr der Zahlungen prüfen. Sind sie richtig, bitte den Betrag nach "
    "Absprache mit {partner} einem anderen Herkunftsjahr zuordnen oder ihn erstatten, sobald der Jahresabschluss "
    "geprüft ist (Kategorie Erstattung, Herkunftsjahr {budget_year}). Eine Zahlung, die gleich zurückgegeben wurde, "
    "bitte stornieren.",
)
def contribution_overpaid(contributions: pd.DataFrame, books: Books, accounts: Sequence[YearAccount]) -> Rows:
    """A partner has paid more for a year than it owes, and has not got it back.

    Because: Gezahlt wird der vereinbarte Beitrag (Kooperationsvertrag, Finanzierung); was darüber hinausgeht, gehört
    dem Partner oder ist falsch gebucht. Eine Erstattung gleicht zuerst aus, was dem Partner nach der Prüfung des
    Jahresabschlusses an nicht verausgabten Mitteln zusteht, und dann die Überzahlung.
    """
    if not accounts:
        return pd.DataFrame()
    journal = books.journal
    paid = _paid(books, journal, Category.PARTNER_CONTRIBUTION)
    refunded = _paid(books, journal, Category.REFUND)
    dated = journal.assign(origin_year=journal["origin_year"].fillna(journal["budget_year"]))
    entry_rows = last_rows(dated, books, ["partner", "origin_year"], Category.PARTNER_CONTRIBUTION)
    examined = {account.year for account in accounts if account.state is not ClosingState.PROVISIONAL}
    found = {}
    for item, partner in _judged(books, accounts):
        place = item.partner, item.budget_year
        if partner is None or place not in entry_rows:
            continue
        too_much = paid[place] - partner.due
        refund = partner.refund if item.budget_year in examined else 0
        returned = max(0, refunded.get(place, 0) - refund)
        if too_much > returned:
            found[item.row] = {
                "case": "part" if returned else "",
                "paid": paid[place],
                "due": partner.due,
                "excess": too_much - returned,
                "entry_row": int(entry_rows[place]),
            }
    return by_row(found)


@rule(
    "FOE12",
    Severity.WARNING,
    FUNDING_PLAN,
    "total_cost",
    title="Eigenanteile übersteigen das freie Budget",
    message={
        "": "Die Eigenanteile der Förderungen {year} ({own:eur} EUR) übersteigen das freie Budget um {need:eur} EUR. "
        "Noch nötige Zusatzmittel: {shares}.",
        "assumed": "Die Eigenanteile der Förderungen {year} ({own:eur} EUR) übersteigen das freie Budget um "
        "{need:eur} EUR. Noch nötige Zusatzmittel: {shares}. Annahme: Beiträge wie {assumed_from}, denn für {year} "
        "sind auf dem Blatt Beiträge noch keine eingetragen.",
    },
    hint="Bitte bei den Gremien der Partner Zusatzmittel beantragen und die Beschlüsse auf dem Blatt Beschlüsse "
    "eintragen (Art Zusatzmittel, Haushaltsjahr {year}), oder die Ausgaben {year} auf den Blättern Plan und "
    "Finanzierungsplan kürzen.",
)
def own_contributions_exceed_budget(
    funding_plan: pd.DataFrame, books: Books, accounts: Sequence[YearAccount], today: dt.date
) -> Rows:
    """Own contributions of a plan year exceed what the common budget can pay.

    Because: Übersteigen Eigenanteile wichtiger Förderprojekte die finanzielle Leistungsfähigkeit, können die Partner
    bei ihren Beschlussgremien Zusatzmittel anstreben (Kooperationsvertrag, Finanzierung und Rechenschaft). Gemeldet
    wird je Planjahr einmal, beim größten Eigenanteil; vergangene Jahre lassen sich nicht mehr planen.
    """
    if not accounts:
        return pd.DataFrame()
    return by_row(
        {
            _largest_line(books, plan): {
                "case": "" if plan.assumed_from is None else "assumed",
                "year": plan.year,
                "own": plan.own_contributions,
                "need": plan.supplementary_need,
                "shares": _shares(plan),
                "assumed_from": plan.assumed_from or 0,
            }
            for plan in plans_by_year(books, accounts).values()
            if plan.year >= today.year and plan.supplementary_need
        }
    )


def _largest_line(books: Books, plan: PlanYear) -> int:
    """Return the sheet row of the financing plan with the largest own contribution of a year."""
    grant = min(plan.own_by_grant, key=lambda name: (-plan.own_by_grant[name], name))
    return next(line.row for line in books.funding_plan if (line.grant, line.budget_year) == (grant, plan.year))


def _shares(plan: PlanYear) -> str:
    return ", ".join(f"{partner} {german_amount(share)} EUR" for partner, share in plan.need_shares.items() if share)


@rule(
    "FOE15",
    Severity.ERROR,
    JOURNAL,
    "amount",
    title="Zusatzmittel ohne Beschluss oder zu viel zurückgegeben",
    message={
        "none": "{partner} hat für {grant} {given:eur} EUR Zusatzmittel gezahlt; auf dem Blatt Beschlüsse fehlt dazu "
        "ein angenommener Beschluss von {partner} für {grant} bis zum Haushaltsjahr {last}.",
        "above": "{partner} hat für {grant} {given:eur} EUR Zusatzmittel gezahlt, beschlossen sind bis zum "
        "Haushaltsjahr {last} nur {resolved:eur} EUR (zuletzt Blatt Beschlüsse, Zeile {resolution_row}): "
        "{excess:eur} EUR zu viel.",
        "returned": "{partner} hat im Jahr {budget_year} für {grant} insgesamt {returned:eur} EUR Zusatzmittel "
        "zurückerhalten, unverbraucht waren von {partner} aber nur {unused:eur} EUR: {excess:eur} EUR zu viel.",
    },
    hint="Bitte Betrag, Partner und Förderung der Buchung prüfen. Ist die Zahlung beschlossen, bitte den Beschluss mit "
    "Partner, Förderung und Betrag eintragen; was zu viel geflossen ist, bitte zurückzahlen oder zurückfordern.",
)
def supplementary_without_resolution(journal: pd.DataFrame, books: Books, accounts: Sequence[YearAccount]) -> Rows:
    """Zusatzmittel were paid without or above the partner's resolution, or more was returned than is unused.

    Because: Zusatzmittel stellen die Partner nur durch Beschluss ihrer zuständigen Gremien bereit
    (Kooperationsvertrag, Finanzierung und Rechenschaft); sie sind zweckgebunden, und was nicht gebraucht wird, geht im
    Verhältnis der Zahlungen an die Geber zurück. Wie viel unverbraucht ist, sagt der Abschluss des Vorjahres, der Tag
    der letzten Rückgabe oder der Abschluss des Jahres; der höchste Wert zählt.
    """
    if not accounts:
        return pd.DataFrame()
    entries = grant_entries(books, accounts)
    return by_row({**_unresolved(entries, books, accounts[-1].year), **_returned(entries, books, accounts[-1].year)})


def _unresolved(entries: GrantEntries, books: Books, last: int) -> dict[int, dict[str, object]]:
    """Return the latest payment of each partner that has given more for a grant than was resolved up to a year."""
    given: dict[tuple[str, str], int] = {}
    signs = {Category.SUPPLEMENTARY: 1, Category.SUPPLEMENTARY_REFUND: -1}
    for grant, sums in entries.known.items():
        for year, item in sums:
            if year <= last:
                giver = grant, item.partner
                given[giver] = given.get(giver, 0) + signs.get(item.category, 0) * item.amount
    resolved, rows = _resolved(books, last)
    paid_rows = last_rows(entries.rows, books, ["grant", "partner"], Category.SUPPLEMENTARY)
    return {
        int(paid_rows[giver]): {
            "case": "above" if giver in resolved else "none",
            "given": amount,
            "last": last,
            "resolved": resolved.get(giver, 0),
            "resolution_row": rows.get(giver, 0),
            "excess": amount - resolved.get(giver, 0),
        }
        for giver, amount in given.items()
        if giver in paid_rows.index and amount > resolved.get(giver, 0)
    }


def _resolved(books: Books, last: int) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], int]]:
    """Return what each partner's body has resolved for a grant up to a year, and the row of the latest resolution."""
    years = sorted({item.budget_year for item in books.resolutions if item.budget_year <= last})
    found = [item for year in years for item in effective(books.resolutions, ResolutionKind.SUPPLEMENTARY, year)]
    found.sort(key=lambda item: (item.date or dt.date.min, item.id))
    sums: dict[tuple[str, str], int] = {}
    for item in found:
        giver = item.grant, item.partner
        sums[giver] = sums.get(giver, 0) + (item.amount or 0)
    return sums, {(item.grant, item.partner): item.row for item in found}


def _returned(entries: GrantEntries, books: Books, last: int) -> dict[int, dict[str, object]]:
    """Return the latest return to each partner that has got back more in a year than was unused of its money."""
    found: dict[int, dict[str, object]] = {}
    kind = Category.SUPPLEMENTARY_REFUND
    rows = last_rows(entries.rows, books, ["grant", "budget_year", "partner"], kind)
    for back in entries.given_back(kind, last):
        shares = [state.unused_shares for state in back.states]
        for item in back.sums:
            unused = max(0, *(share.get(item.partner, 0) for share in shares))
            if item.amount > unused:
                found[int(rows[back.grant, back.year, item.partner])] = {
                    "case": "returned",
                    "returned": item.amount,
                    "unused": unused,
                    "excess": item.amount - unused,
                }
    return found
