"""Rules of the group Grants: what the decision allows, and when; those about days stand in grant_dates.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from regman_xl.finding import Severity
from regman_xl.rules.bad_cells import BadCells
from regman_xl.rules.registry import rows_with, rule
from regman_xl.rules.reversals import settled
from regman_xl.rules.series import HAS_YEAR, in_booking_order, one_per_key
from regman_xl.schema import GRANTS, JOURNAL
from regman_xl.schema.lists import COST_CATEGORIES, Applicant, Category, GrantStatus

if TYPE_CHECKING:
    from regman_xl.model.books import Books
    from regman_xl.rules.registry import Rows

#: Statuses of a grant that has been decided in our favour.
APPROVED = (GrantStatus.GRANTED.value, GrantStatus.FINISHED.value)
_COST = tuple(category.value for category in COST_CATEGORIES)
#: Money that goes back must be bookable whatever has become of the grant.
_BACK = (Category.SUPPLEMENTARY_REFUND.value, Category.GRANT_REPAYMENT.value)


def known_grants(books: Books, *names: str) -> pd.DataFrame:
    """Return columns of the sheet Förderungen by grant, and `grant_row`, the sheet row.

    A grant of which one of these cells is unreadable is left out: what is unknown must not be judged.
    """
    grants, bad = books.table(GRANTS).frame, BadCells(books.package)
    readable = [not bad.any(GRANTS.sheet, int(row), ("id", *names)) for row in grants.index]
    rows = grants.loc[readable]
    return one_per_key(rows.assign(grant_row=rows.index), "id", *names, "grant_row")


def with_terms(entries: pd.DataFrame, grants: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that name one of the grants, with the grants' columns beside their own."""
    return entries[entries["grant"].isin(grants.index)].join(grants, on="grant")


def claimed_cost(journal: pd.DataFrame) -> pd.DataFrame:
    """Return the expenses counted as cost of a grant, with `claimed`: their eligible part in cents.

    A row whose eligible part is 0 names the grant but is paid by the pool alone: no term of the grant binds it.
    """
    cost = journal[journal["category"].isin(_COST) & journal["grant"].ne("")]
    cost = cost.assign(claimed=cost["eligible"].fillna(cost["amount"]))
    return cost[cost["claimed"].ne(0).fillna(False).astype(bool)]


def unsettled(rows: pd.DataFrame, journal: pd.DataFrame, books: Books) -> pd.DataFrame:
    """Return the journal rows without those that a true Storno has undone, and without that Storno."""
    # Most workbooks have nothing to leave out here: only then the journal is searched for reversals.
    return rows[~settled(journal, books).loc[rows.index]] if len(rows) else rows


@rule(
    "FOE03",
    Severity.ERROR,
    JOURNAL,
    "category",
    title="Eigenanteil doppelt gezählt",
    message="{amount} EUR sind als Eigenanteil an {grant} gebucht. Diese Förderung hält das Regionalmanagement selbst "
    "(Blatt Förderungen, Zeile {grant_row}): ihr Eigenanteil wird aus den Ausgaben errechnet und zählt hier ein "
    "zweites Mal.",
    hint="Bitte die Buchung stornieren, wenn nur der Eigenanteil umgebucht werden sollte; eine Rechnung des Vorhabens "
    "bitte mit Kategorie Projekt und ihrer Förderung buchen. Hat ein anderer die Förderung beantragt, bitte sie auf "
    "dem Blatt Förderungen mit Antragsteller „Andere“ führen und in der Buchung nennen.",
    depends_on=("amount", "grant", "reversal_of"),
)
def own_contribution_twice(journal: pd.DataFrame, books: Books) -> Rows:
    """An own contribution is booked for a grant whose own contribution is computed.

    Because: Der Eigenanteil einer eigenen Förderung ist, was Ausgaben, Zuwendung und Drittmittel offen lassen; wer
    ihn zusätzlich bucht, belastet das gemeinsame Budget doppelt (Kooperationsvertrag, Finanzierung). Die Kategorie
    Eigenanteil ist für Anteile an Vorhaben anderer Antragsteller.
    """
    shares = journal[journal["category"].eq(Category.OWN_CONTRIBUTION.value)]
    grants = known_grants(books, "applicant")
    own = grants[grants["applicant"].ne(Applicant.OTHERS.value)]
    return unsettled(with_terms(shares, own[["grant_row"]]), journal, books)[["grant_row"]]


@rule(
    "FOE10",
    Severity.WARNING,
    JOURNAL,
    "voucher",
    title="Beleg in zwei Förderungen",
    message={
        "voucher": "Beleg {voucher} zählt in zwei Förderungen als zuwendungsfähig: hier bei {grant} mit {claimed:eur} "
        "EUR, in Zeile {other_row} (Nr {other_number}) bei {other_grant} mit {other_claimed:eur} EUR.",
        "invoice": "Rechnung {invoice} von {counterparty} zählt in zwei Förderungen als zuwendungsfähig: hier bei "
        "{grant} mit {claimed:eur} EUR, in Zeile {other_row} (Nr {other_number}) bei {other_grant} mit "
        "{other_claimed:eur} EUR.",
    },
    hint="Bitte mit dem Beleg vergleichen. Ist er doppelt abgerechnet, bitte eine der beiden Buchungen stornieren; "
    "ist er aufgeteilt, die Warnung auf dem Blatt Quittierungen mit der Aufteilung begründen.",
)
def voucher_in_two_grants(journal: pd.DataFrame, books: Books) -> Rows:
    """The same voucher or invoice is claimed from two grants.

    Because: Dieselbe Ausgabe darf nur einmal gefördert werden (Verbot der Doppelförderung; der Verwendungsnachweis
    nach ANBest-P Nr. 6 zu § 44 LHO nennt jeden Beleg). Ein aufgeteilter Beleg ist erlaubt, wenn die Anteile
    begründet sind; deshalb ist dies eine Warnung.
    """
    cost = claimed_cost(journal[books.table(JOURNAL).usable])
    cost = cost[cost["grant"].isin(known_grants(books).index)]
    # Numbers without a year begin anew in every budget year.
    scope = cost["budget_year"].mask(cost["voucher"].str.contains(HAS_YEAR), 0)
    cost = cost.assign(scope=scope, party=cost["counterparty"].str.casefold())
    by_voucher = _repeated(cost[cost["voucher"].ne("")], ["voucher", "scope"])
    by_invoice = _repeated(cost[cost["party"].ne("") & cost["invoice"].ne("")], ["party", "invoice"])
    hits = [
        _in_another_grant(unsettled(by_voucher, journal, books), ["voucher", "scope"], "voucher"),
        _in_another_grant(unsettled(by_invoice, journal, books), ["party", "invoice"], "invoice"),
    ]
    found = pd.concat(hits)
    return found[~found.index.duplicated()]


def _repeated(cost: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return the rows that share the keys with another row."""
    return cost[cost.duplicated(keys, keep=False)]


def _in_another_grant(cost: pd.DataFrame, keys: list[str], name: str) -> pd.DataFrame:
    """Return for each key and further grant its first row, beside the first row of the key."""
    ordered = in_booking_order(cost)
    rows = ordered.index.to_series()
    first = rows.groupby([ordered[key] for key in keys]).transform("first")
    others = ordered.loc[first].set_axis(ordered.index)
    found = pd.DataFrame(
        {
            "column": name,
            "case": name,
            "claimed": ordered["claimed"],
            "other_row": first,
            "other_number": others["number"],
            "other_grant": others["grant"],
            "other_claimed": others["claimed"],
        }
    )
    return found[ordered["grant"].ne(others["grant"]) & ~ordered.duplicated([*keys, "grant"])]


@rule(
    "FOE11",
    Severity.ERROR,
    JOURNAL,
    "eligible",
    title="Zuwendungsfähig passt nicht zum Betrag",
    message={
        "above": "In der Spalte „{header}“ stehen {value} EUR, der Betrag ist aber nur {amount} EUR.",
        "negative": "In der Spalte „{header}“ stehen {value} EUR; zu einem Betrag von {amount} EUR darf kein Minus "
        "stehen.",
        "reversal": "In der Spalte „{header}“ stehen {value} EUR; zu einem Betrag von {amount} EUR gehört ein Wert "
        "von {amount} bis 0,00 EUR.",
    },
    hint="Bitte den zuwendungsfähigen Teil des Betrags eintragen; leer heißt: der ganze Betrag. Bei einem Storno "
    "steht er mit Minus wie der Betrag.",
    depends_on=("amount", "reversal_of"),
)
def eligible_part_impossible(journal: pd.DataFrame, books: Books) -> Rows:
    """The eligible part of an entry is more than its amount, or has the other sign.

    Because: Zuwendungsfähig kann höchstens sein, was tatsächlich ausgegeben wurde; ein zu hoher Wert fordert Geld
    an, das niemand ausgegeben hat (ANBest-P Nr. 6 zu § 44 LHO, zahlenmäßiger Nachweis). Ein Storno ist der Spiegel
    seiner Buchung, also ist auch sein zuwendungsfähiger Teil negativ.
    """
    given = journal.loc[journal["eligible"].notna() & journal["amount"].notna(), ["eligible", "amount"]]
    eligible, amount = given["eligible"], given["amount"]
    cases = {
        "above": amount.ge(0) & eligible.gt(amount),
        "negative": amount.ge(0) & eligible.lt(0),
        "reversal": amount.lt(0) & (eligible.lt(amount) | eligible.gt(0)),
    }
    hits = pd.concat([rows_with(given, mask, case=case) for case, mask in cases.items()])
    return unsettled(hits, journal, books)


@rule(
    "FOE14",
    Severity.ERROR,
    JOURNAL,
    "grant",
    title="Buchung auf eine Förderung ohne Zusage",
    message={
        "explored": "Die Buchung ({category}) nennt die Förderung {grant}; diese ist aber erst sondiert (Blatt "
        "Förderungen, Zeile {grant_row}).",
        "rejected": "Die Buchung ({category}) nennt die Förderung {grant}; diese ist aber abgelehnt (Blatt "
        "Förderungen, Zeile {grant_row}).",
        "applied": "Die Buchung ({category}) nennt die Förderung {grant}; diese ist aber erst beantragt, und die "
        "Spalte „Maßnahmebeginn frei ab“ ist leer (Blatt Förderungen, Zeile {grant_row}).",
    },
    hint="Bitte Status und „Maßnahmebeginn frei ab“ auf dem Blatt Förderungen mit Bescheid und Genehmigung "
    "vergleichen. Stimmen sie, bitte die Buchung stornieren und mit der richtigen oder ohne Förderung neu buchen.",
    depends_on=("category", "reversal_of"),
)
def booked_on_no_grant(journal: pd.DataFrame, books: Books) -> Rows:
    """An entry names a grant that is explored or rejected, or applied for without leave to begin.

    Because: Vor Bescheid oder genehmigtem vorzeitigem Maßnahmebeginn darf ein Vorhaben nicht begonnen sein (VV zu
    § 44 LHO Nr. 1.3), und ohne Zuwendung trägt das gemeinsame Budget die Ausgabe allein. Erlaubt bleiben
    Rückzahlungen, und Zusatzmittel, die die Partner zu einem gestellten Antrag schon gezahlt haben (FOE15).
    """
    grants = known_grants(books, "status", "start_allowed_from")
    status, free = grants["status"], grants["start_allowed_from"].notna()
    cases = {
        "explored": status.eq(GrantStatus.EXPLORED.value),
        "rejected": status.eq(GrantStatus.REJECTED.value),
        "applied": status.eq(GrantStatus.APPLIED.value) & ~free,
    }
    closed = pd.concat([grants.loc[mask, ["grant_row"]].assign(case=case) for case, mask in cases.items()])
    entries = with_terms(journal.loc[journal["grant"].ne(""), ["category", "grant"]], closed)
    allowed = entries["category"].isin(_BACK) | (
        entries["category"].eq(Category.SUPPLEMENTARY.value) & entries["case"].ne("explored")
    )
    return unsettled(entries.loc[~allowed, ["case", "grant_row"]], journal, books)
