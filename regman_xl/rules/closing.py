"""Rules of the group Period and closing: cash, deficits, refunds and what the pool can carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pandas as pd

from regman_xl.finance.orders import open_orders
from regman_xl.finding import Severity
from regman_xl.money import german_amount
from regman_xl.rules.registry import Hits, by_row, rule
from regman_xl.rules.series import in_booking_order
from regman_xl.rules.years import over_as, year_hits
from regman_xl.schema import BUDGET_YEARS, COMMITMENTS, JOURNAL
from regman_xl.schema.lists import Category, YearStatus

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.model.books import Books
    from regman_xl.rules.registry import Rows


def _listed(amounts: Mapping[str, int]) -> str:
    """Return amounts with their names, without those that are zero."""
    return ", ".join(f"{name} {german_amount(cents)} EUR" for name, cents in amounts.items() if cents)


@rule(
    "PER02",
    Severity.ERROR,
    BUDGET_YEARS,
    "confirmed_cash",
    title="Kassenbestand weicht ab",
    message={
        "": "Die Kasse bestätigt zum Ende des Haushaltsjahres {budget_year} einen Bestand von {confirmed_cash} EUR, "
        "nach dem Journal sind es {cash:eur} EUR, also {difference:eur} EUR {direction}.",
        "left_out": "Die Kasse bestätigt zum Ende des Haushaltsjahres {budget_year} einen Bestand von {confirmed_cash} "
        "EUR, nach dem Journal sind es {cash:eur} EUR, also {difference:eur} EUR {direction}. Im Journal sind Zeilen "
        "nicht mitgerechnet (Anzahl: {count}, die oberste ist Zeile {other_row}).",
    },
    hint="Bitte Kontoauszüge und Journal vergleichen: Fehlt eine Buchung, steht eine doppelt oder im falschen "
    "Haushaltsjahr, sind Ziffern vertauscht (der Unterschied ist dann durch 9 teilbar), stimmt der Anfangsbestand auf "
    "dem Blatt Einstellungen? Buchungen bis zum Buchungsschluss gehören zum Bestand des alten Jahres. Ist der "
    "bestätigte Bestand falsch übertragen, bitte ihn hier berichtigen.",
    depends_on=("budget_year",),
)
def cash_differs(budget_years: pd.DataFrame, books: Books, accounts: Sequence[YearAccount]) -> Rows:
    """The closing cash by the journal is not what the treasury confirms.

    Because: Am Ende des Haushaltsjahres ist der Bestand an Finanzmitteln festzustellen und mit den Konten
    abzugleichen; ein Unterschied ist vorher aufzuklären (§ 31 Abs. 4 KomHVO NRW).
    """
    cash = {account.year: account.closing_cash for account in accounts}
    left_out = [row.row for row in accounts[-1].left_out if row.sheet == JOURNAL.sheet] if accounts else []
    found = {}
    confirmed = budget_years.loc[budget_years["confirmed_cash"].notna(), ["budget_year", "confirmed_cash"]]
    for row, year, amount in confirmed[confirmed["budget_year"].isin(cash)].itertuples(name=None):
        difference = cash[int(year)] - int(amount)
        if difference:
            found[row] = {
                "cash": cash[int(year)],
                "difference": abs(difference),
                "direction": "mehr" if difference > 0 else "weniger",
                "case": "left_out" if left_out else "",
                "count": len(left_out),
                "other_row": min(left_out, default=0),
            }
    return by_row(found)


@rule(
    "PER04",
    Severity.ERROR,
    None,
    title="Fehlbetrag",
    message={
        "": "Im Haushaltsjahr {year} fehlen {deficit:eur} EUR, die keine Mittelschicht deckt; rechnerisch nach dem "
        "Zahlungsschlüssel: {shares}.",
        "called": "Im Haushaltsjahr {year} fehlen trotz der Nachforderung von {called:eur} EUR noch {deficit:eur} EUR, "
        "die keine Mittelschicht deckt; rechnerisch nach dem Zahlungsschlüssel: {shares}.",
    },
    hint="Bitte die Ausgaben und die fehlenden Einnahmen des Jahres prüfen. Ist der Fehlbetrag richtig, bitte über den "
    "Ausgleich beschließen lassen und den Beschluss auf dem Blatt Beschlüsse eintragen (Art Nachforderung, "
    "Haushaltsjahr {year}, Betrag {deficit:eur} EUR).",
)
def deficit(books: Books, accounts: Sequence[YearAccount]) -> Iterator[Hits]:
    """A year costs more than all layers hold.

    Because: Der Kooperationsvertrag begrenzt die Finanzierung auf die vereinbarten Beiträge und kennt keine Pflicht,
    einen Fehlbetrag auszugleichen; ohne Beschluss der Partner lässt sich das Jahr nicht abschließen (Ausgleich des
    Haushalts, § 75 GO NRW).
    """
    found = {
        account.year: {
            "deficit": account.deficit,
            "shares": _listed(account.deficit_shares),
            "called": account.additional_call,
            "case": "called" if account.additional_call else "",
        }
        for account in accounts
        if account.deficit
    }
    return year_hits(books, found)


@rule(
    "PER06",
    Severity.ERROR,
    JOURNAL,
    "amount",
    title="Zu viel erstattet",
    message={
        "": "An {partner} sind für das Jahr {origin_year} insgesamt {paid:eur} EUR erstattet; nach der Abrechnung "
        "{origin_year} stehen aber nur {entitled:eur} EUR zu, also {excess:eur} EUR zu viel.",
        "early": "Für die Zeit vor dem ersten Haushaltsjahr {first} sind im Haushaltsjahr {budget_year} {paid:eur} EUR "
        "erstattet; aus dieser Zeit waren aber nur {entitled:eur} EUR übrig, also {excess:eur} EUR zu viel.",
    },
    hint="Bitte Betrag, Partner und Herkunftsjahr mit dem Blatt Rückerstattung des Abschlusses vergleichen: "
    "Herkunftsjahr ist das Jahr, mit dessen Abschluss abgerechnet wurde. Zu viel Gezahltes bitte zurückfordern und die "
    "Einzahlung als Partnerbeitrag mit demselben Herkunftsjahr buchen.",
    depends_on=("category", "partner", "origin_year", "budget_year", "reversal_of"),
)
def refunded_too_much(journal: pd.DataFrame, books: Books, accounts: Sequence[YearAccount]) -> Rows:
    """A partner got back more than its settlement of that year, or than was left of the time before the first year.

    Because: Zurück gehen nur nicht verausgabte Mittel, und zwar nach dem Zahlungsschlüssel (Kooperationsvertrag,
    Rückerstattung); jede höhere Zahlung geht zulasten der anderen Partner.
    """
    refunds = _counted_refunds(books, accounts)
    if refunds.empty:
        return refunds[[]]
    first = accounts[0].year
    regular = refunds["origin_year"].ge(first)
    found = _above_settlements(refunds[regular], accounts[-1].balances) | _above_opening(refunds[~regular], accounts)
    return by_row({row: named | {"first": first} for row, named in found.items()})


def _counted_refunds(books: Books, accounts: Sequence[YearAccount]) -> pd.DataFrame:
    """Return the refunds that the figures count, by booking date; those that a Storno names come first."""
    journal = books.journal
    last = accounts[-1].year if accounts else 0
    of_kind = journal[journal["category"].eq(Category.REFUND.value) & journal["budget_year"].le(last)]
    left_out = [row.row for row in accounts[-1].left_out if row.sheet == JOURNAL.sheet] if accounts else []
    counted = in_booking_order(of_kind[~of_kind.index.isin(left_out)])
    taken_back = counted["number"].isin(counted["reversal_of"])
    return pd.concat([counted[taken_back], counted[~taken_back]])


def _above_settlements(refunds: pd.DataFrame, balances: Mapping[tuple[str, int], int]) -> dict[int, dict[str, object]]:
    found = {}
    for place, rows in refunds.groupby(["partner", "origin_year"]):
        paid = int(rows["amount"].sum())
        # An arrear without a refund is no refund too many.
        excess = min(paid, -balances[cast("tuple[str, int]", place)])
        if excess > 0:
            found[_last_payment(rows)] = {"paid": paid, "entitled": paid - excess, "excess": excess, "case": ""}
    return found


def _above_opening(refunds: pd.DataFrame, accounts: Sequence[YearAccount]) -> dict[int, dict[str, object]]:
    """Find refunds that the opening layer does not hold: it cannot fall below zero, and the proof shows the rest."""
    found = {}
    before = 0
    for account in accounts:
        rows = refunds[refunds["budget_year"].eq(account.year)]
        paid = int(rows["amount"].sum())
        excess = min(paid, before - account.liquidity_difference)
        before = account.liquidity_difference
        if excess > 0:
            found[_last_payment(rows)] = {"paid": paid, "entitled": paid - excess, "excess": excess, "case": "early"}
    return found


def _last_payment(refunds: pd.DataFrame) -> int:
    return int(refunds.index[refunds["amount"].gt(0)][-1])


@rule(
    "PER07",
    Severity.WARNING,
    None,
    title="Auftrag beim Abschluss offen",
    message={
        "reported": "Der Auftrag {id} über {amount} EUR ist noch offen, aber das Haushaltsjahr {budget_year} ist schon "
        "{status}.",
        "over": "Der Auftrag {id} über {amount} EUR ist noch offen, aber das Haushaltsjahr {budget_year} ist seit dem "
        "Buchungsschluss vorbei.",
    },
    hint="Bitte in der Spalte „{header}“ den Tag eintragen, an dem der Auftrag bezahlt oder aufgehoben war; ist er "
    "wirklich noch offen, bitte das Haushaltsjahr eintragen, in dem gezahlt wird.",
)
def open_commitments(books: Books, today: dt.date) -> Iterator[Hits]:
    """An order of a year that is over is neither paid nor cancelled.

    Because: Was bestellt, aber nicht bezahlt ist, fehlt in den Ausgaben des Jahres; der Abschluss würde Mittel
    zurückgeben, die schon gebunden sind (Kooperationsvertrag, Rückerstattung nicht verausgabter Mittel).
    """
    orders = [(order.row, over_as(books, order.budget_year, today)) for order in open_orders(books, today, today)]
    found = {
        row: {"case": "over" if status is YearStatus.OPEN else "reported", "status": status.value}
        for row, status in orders
        if status is not None
    }
    yield Hits(COMMITMENTS, "settled_on", by_row(found))


@rule(
    "PER08",
    Severity.ERROR,
    None,
    title="Liquiditätsnachweis geht nicht auf",
    message={
        "": "Am Ende des Haushaltsjahres {year} sind nach dem Journal {cash:eur} EUR in der Kasse, nach "
        "Mittelschichten, Forderungen und Verbindlichkeiten müssten es {proof:eur} EUR sein: {difference:eur} EUR "
        "Unterschied.",
        "earlier": "Am Ende des Haushaltsjahres {year} sind nach dem Journal {cash:eur} EUR in der Kasse, nach "
        "Mittelschichten, Forderungen und Verbindlichkeiten müssten es {proof:eur} EUR sein. Der Unterschied von "
        "{difference:eur} EUR stammt aus {origin}.",
    },
    hint="Bitte die Erstattungen und Beiträge für die Zeit vor dem ersten Haushaltsjahr und den Anfangsbestand auf dem "
    "Blatt Einstellungen prüfen: Vor dem ersten Haushaltsjahr gibt es nur den Anfangsbestand, mehr lässt sich dafür "
    "nicht erstatten.",
)
def liquidity_proof_fails(books: Books, accounts: Sequence[YearAccount]) -> Iterator[Hits]:
    """The cash by the journal is not what layers, claims and liabilities add up to.

    Because: Jeder Cent in der Kasse gehört einer Mittelschicht, einem Fördergeber oder einem Partner; bleibt ein Rest,
    ist die Abrechnung falsch (Vollständigkeit und Richtigkeit, § 28 KomHVO NRW).
    """
    found: dict[int, dict[str, object]] = {}
    before, since = 0, 0
    for account in accounts:
        difference = account.liquidity_difference
        since = since if difference == before else account.year
        if difference:
            found[account.year] = {
                "cash": account.closing_cash,
                "proof": account.cash_by_proof,
                "difference": abs(difference),
                "case": "earlier" if since < account.year else "",
                "origin": since,
            }
        before = difference
    return year_hits(books, found)


@rule(
    "PER11",
    Severity.WARNING,
    None,
    title="Auszahlung höher als die freie Liquidität",
    message={
        "": "Mit dem Abschluss {year} sind den Partnern {payable:eur} EUR auszuzahlen, frei sind aber nur "
        "{free:eur} EUR (Kassenbestand {cash:eur} EUR, davon fremde Mittel {foreign:eur} EUR): {missing:eur} EUR "
        "fehlen.",
        "owed": "Mit dem Abschluss {year} sind den Partnern {payable:eur} EUR auszuzahlen, frei sind aber nur "
        "{free:eur} EUR (Kassenbestand {cash:eur} EUR, davon fremde Mittel {foreign:eur} EUR): {missing:eur} EUR "
        "fehlen. Es schulden noch: {owed}.",
    },
    hint="Bitte erst auszahlen, wenn die Rückstände der Partner und die vorfinanzierten Fördermittel eingegangen sind, "
    "und das auf dem Blatt Quittierungen begründen.",
)
def payables_above_free_cash(books: Books, accounts: Sequence[YearAccount], today: dt.date) -> Iterator[Hits]:
    """What is to be paid to the partners is more than the cash that belongs to them.

    Because: Rückerstattet wird nicht verausgabtes Geld (Kooperationsvertrag, Rückerstattung); Mittel der Fördergeber
    und Vorauszahlungen dürfen dafür nicht verwendet werden (Zweckbindung, ANBest zu § 44 LHO Nr. 1.1).
    """
    found = {}
    # In a running year everything unspent counts as payable: that says nothing before the year is over.
    for account in accounts:
        missing = account.payable_total - max(0, account.free_cash)
        if missing > 0 and over_as(books, account.year, today) is not None:
            owed = _listed(_net_debts(account))
            found[account.year] = _cash_of(account) | {
                "payable": account.payable_total,
                "missing": missing,
                "owed": owed,
                "case": "owed" if owed else "",
            }
    return year_hits(books, found)


def _net_debts(account: YearAccount) -> dict[str, int]:
    return {
        partner.id: max(0, partner.refunded - partner.settlement - partner.open_before) for partner in account.partners
    }


def _cash_of(account: YearAccount) -> dict[str, object]:
    return {"cash": account.closing_cash, "foreign": account.foreign_money, "free": max(0, account.free_cash)}


@rule(
    "PER12",
    Severity.ERROR,
    None,
    title="Vorfinanzierung höher als die Mittelschichten",
    message="Im Haushaltsjahr {year} sind {receivables:eur} EUR Fördermittel vorfinanziert ({grants}), die "
    "Mittelschichten enthalten aber nur noch {tied:eur} EUR: {missing:eur} EUR kann das gemeinsame Budget nicht "
    "tragen.",
    hint="Bitte prüfen, ob eingegangene Fördermittel im Journal fehlen, und offene beim Fördergeber abrufen. Kommt im "
    "Haushaltsjahr {year} nichts mehr ein, braucht es einen Beschluss (Blatt Beschlüsse, Art Nachforderung).",
)
def pre_financing_too_high(books: Books, accounts: Sequence[YearAccount]) -> Iterator[Hits]:
    """More grant money is pre-financed than all layers hold.

    Because: Vorfinanziert wird aus den Beiträgen der Partner; mehr als diese darf das Regionalmanagement nicht
    ausgeben (Kooperationsvertrag, Finanzierung).
    """
    found = {}
    for account in accounts:
        tied = sum(layer.tied for layer in account.layers)
        # What a year with a deficit lacks is told by PER04.
        if tied < account.receivables and not account.deficit:
            found[account.year] = {
                "receivables": account.receivables,
                "tied": tied,
                "missing": account.receivables - tied,
                "grants": _listed({grant.id: grant.receivable for grant in account.grants}),
            }
    return year_hits(books, found)


@rule(
    "PER13",
    Severity.WARNING,
    None,
    title="Fremde Mittel nicht mehr in der Kasse",
    message="Im Haushaltsjahr {year} müssten {foreign:eur} EUR, die anderen gehören ({parts}), noch in der Kasse sein, "
    "der Kassenbestand beträgt aber nur {cash:eur} EUR: {missing:eur} EUR davon sind schon für anderes ausgegeben.",
    hint="Bitte ausstehende Beiträge und vorfinanzierte Fördermittel anfordern und bis dahin keine weiteren Ausgaben "
    "leisten; lässt sich das nicht mehr ändern, die Warnung auf dem Blatt Quittierungen begründen.",
)
def others_pre_finance(books: Books, accounts: Sequence[YearAccount], today: dt.date) -> Iterator[Hits]:
    """Money of funders or partners that is not yet due has been spent on something else.

    Because: Zuwendungen und Zusatzmittel sind zweckgebunden (ANBest zu § 44 LHO Nr. 1.1), und eine Vorauszahlung
    gehört in das Jahr, für das sie gezahlt ist (Kooperationsvertrag, Jahresbeiträge).
    """
    found = {}
    before = (0, 0)
    for account in accounts:
        missing = account.foreign_money - max(0, account.closing_cash)
        # A year in which nothing has happened yet repeats what the one before says.
        now = (account.foreign_money, account.closing_cash)
        if account.year <= today.year and missing > 0 and now != before:
            found[account.year] = _cash_of(account) | {
                "missing": missing,
                "parts": _listed(
                    {
                        "nicht verbrauchte Fördermittel und Drittmittel": account.unspent_grants,
                        "nicht verwendete Zusatzmittel": account.unused_supplementary,
                        "vorausgezahlte Beiträge": account.prepayments,
                    }
                ),
            }
        before = now
    return year_hits(books, found)
