"""Rules of the group Grants about days: begin of the work, period of the decision, statement of use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from regman_xl.finding import Severity
from regman_xl.rules.grant_terms import APPROVED, claimed_cost, known_grants, unsettled, with_terms
from regman_xl.rules.registry import Hits, rows_with, rule
from regman_xl.schema import COMMITMENTS, GRANT_DECISIONS, GRANTS, JOURNAL
from regman_xl.schema.lists import Applicant, DecisionKind, GrantStatus

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from regman_xl.model.books import Books
    from regman_xl.rules.registry import Rows
    from regman_xl.schema import Table

#: Days of an entry, each of which proves that the order had been placed.
_PROVING = ["service_from", "voucher_date", "booked_on"]
#: A statement of use that is due within so many days is told.
_NOTICE_DAYS = 60


def _own(books: Books, *names: str) -> pd.DataFrame:
    """Return columns of the grants that we hold and may spend on; entries on the others are told by FOE14."""
    grants = known_grants(books, "applicant", "status", "start_allowed_from", *names)
    applied = grants["status"].eq(GrantStatus.APPLIED.value) & grants["start_allowed_from"].notna()
    held = grants["applicant"].ne(Applicant.OTHERS.value)
    return grants[held & (grants["status"].isin(APPROVED) | applied)]


def _begins(books: Books) -> pd.DataFrame:
    """Return for each own grant `begin`, the first day that its cost may have, and the cell that says so."""
    grants = _own(books, "granted_on")
    approved = grants[grants["status"].isin(APPROVED)]
    decisions = _first_decisions(books)
    # In the order in which they count: leave to begin early, else the decision.
    begins = pd.concat(
        [
            _begin(books, GRANTS, "start_allowed_from", grants["start_allowed_from"], grants["grant_row"]),
            _begin(books, GRANTS, "granted_on", approved["granted_on"], approved["grant_row"]),
            _begin(books, GRANT_DECISIONS, "date", decisions["date"], decisions["decision_row"]),
        ]
    )
    begins = begins[begins["begin"].notna() & begins.index.isin(grants.index)]
    return begins[~begins.index.duplicated()]


def _begin(books: Books, table: Table, name: str, days: pd.Series, rows: pd.Series) -> pd.DataFrame:
    values = {"begin": days, "basis": table[name].title, "place": books.table(table).sheet, "place_row": rows}
    return pd.DataFrame(values, index=days.index)


def _first_decisions(books: Books) -> pd.DataFrame:
    """Return the day and the sheet row of the first Bewilligung by grant; not where another may be unread."""
    decisions = books.table(GRANT_DECISIONS).frame
    granting = decisions[decisions["kind"].eq(DecisionKind.GRANT.value) & ~_doubted(decisions["grant"], books)]
    first = granting.assign(decision_row=granting.index).sort_values("date").drop_duplicates("grant")
    return first.set_index("grant")[["date", "decision_row"]]


def _doubted(grants: pd.Series, books: Books) -> pd.Series:
    """Whether a line of the sheet Bescheide that could not be read may be about a grant."""
    decisions = books.table(GRANT_DECISIONS)
    unread = decisions.frame.loc[~decisions.usable, "grant"]
    return grants.isin(unread) | bool(unread.eq("").any())


@rule(
    "FOE05",
    Severity.ERROR,
    None,
    title="Vorzeitiger Maßnahmebeginn",
    message={
        "cost": "In der Spalte „{header}“ steht {value}; die Maßnahme {grant} durfte aber erst am {begin} beginnen "
        "(„{basis}“, Blatt {place}, Zeile {place_row}).",
        "order": "Der Auftrag {id} ist vom {value}; die Maßnahme {grant} durfte aber erst am {begin} beginnen "
        "(„{basis}“, Blatt {place}, Zeile {place_row}).",
    },
    hint="Bitte beide Daten mit Beleg, Auftrag und Bescheid vergleichen. Stimmen sie, gehört die Ausgabe nicht zur "
    "Zuwendung: bitte unter „Zuwendungsfähig“ 0,00 eintragen, bei einem Auftrag die Zelle „Förderung“ leeren, und den "
    "vorzeitigen Beginn dem Fördergeber mitteilen.",
    depends_on=("eligible", "reversal_of"),
)
def begun_too_early(books: Books) -> Iterator[Hits]:
    """Cost or an order of a grant is dated before the work was allowed to begin.

    Because: Gefördert werden nur Vorhaben, die noch nicht begonnen sind; begonnen ist ein Vorhaben mit dem ersten
    Auftrag (VV zu § 44 LHO Nr. 1.3). Deshalb zählt das früheste Datum der Zeile: Leistung, Beleg oder Zahlung vor
    dem Bescheid beweisen, dass der Auftrag noch älter ist. Der Tag selbst ist erlaubt.
    """
    begins, journal = _begins(books), books.table(JOURNAL).frame
    cost = with_terms(claimed_cost(journal), begins)
    earliest = cost[_PROVING].min(axis=1)
    early = unsettled(cost[earliest.lt(cost["begin"])], journal, books)
    column = early[_PROVING].eq(earliest.loc[early.index], axis=0).idxmax(axis=1)
    yield Hits(JOURNAL, "", early[list(begins.columns)].assign(column=column), "cost")
    orders = with_terms(books.table(COMMITMENTS).frame, begins)
    yield Hits(COMMITMENTS, "date", orders.loc[orders["date"].lt(orders["begin"]), list(begins.columns)], "order")


@rule(
    "FOE06",
    Severity.ERROR,
    JOURNAL,
    "booked_on",
    title="Ausgabe außerhalb des Bewilligungszeitraums",
    message={
        "before": "{claimed:eur} EUR sind bei {grant} zuwendungsfähig, in der Spalte „{header}“ steht aber {value}: "
        "der Bewilligungszeitraum beginnt erst am {period_from} (Blatt Förderungen, Zeile {grant_row}).",
        "after": "{claimed:eur} EUR sind bei {grant} zuwendungsfähig, in der Spalte „{header}“ steht aber {value}: "
        "der Bewilligungszeitraum endet am {period_to} (Blatt Förderungen, Zeile {grant_row}).",
        "paid": "{claimed:eur} EUR sind bei {grant} zuwendungsfähig, gezahlt wurden sie aber am {value}: der "
        "Verwendungsnachweis war schon am {statement_submitted} eingereicht (Blatt Förderungen, Zeile {grant_row}).",
    },
    hint="Bitte unter „Zuwendungsfähig“ nur eintragen, was auf den Bewilligungszeitraum entfällt und im "
    "Verwendungsnachweis steht, sonst 0,00. Lag die Leistung im Zeitraum, bitte „Leistung von“ und „Leistung bis“ "
    "eintragen; wurde der Zeitraum verlängert, bitte „Bewilligung bis“ auf dem Blatt Förderungen ändern.",
    depends_on=("eligible", "service_from", "service_to", "voucher_date", "reversal_of"),
)
def outside_the_period(journal: pd.DataFrame, books: Books) -> Rows:
    """Cost outside the period of the decision is counted as eligible.

    Because: Zuwendungsfähig ist nur, was im Bewilligungszeitraum entsteht (VV zu § 44 LHO Nr. 4.2); es zählt die
    Leistung, sonst der Beleg, sonst die Zahlung. Reicht die Leistung über den Zeitraum hinaus, genügt es, nur einen
    Teil als zuwendungsfähig einzutragen. Die Rechnung darf nach dem Zeitraum gezahlt werden, aber nicht erst nach
    dem Verwendungsnachweis (ANBest-P Nr. 6 zu § 44 LHO).
    """
    terms = _own(books, "period_from", "period_to", "statement_submitted")
    cost = with_terms(claimed_cost(journal), terms)
    cost = cost.assign(**_span(cost, "first", "service_from", "service_to"))
    cost = cost.assign(**_span(cost, "last", "service_to", "service_from"))
    starts, ends = cost["period_from"], cost["period_to"]
    outside = cost["last"].lt(starts) | cost["first"].gt(ends)
    # Where only a part of the service is outside, a stated part of the amount is what is within.
    counted = outside | cost["claimed"].eq(cost["amount"]).fillna(False).astype(bool)
    before = counted & cost["first"].lt(starts)
    after = counted & cost["last"].gt(ends) & ~before
    paid = cost["booked_on"].gt(cost["statement_submitted"]) & cost["booked_on"].gt(ends) & ~before & ~after
    told = {name: cost[name] for name in ("claimed", "grant_row", "period_from", "period_to", "statement_submitted")}
    hits = [
        rows_with(cost, before, case="before", column=cost["first_column"], **told),
        rows_with(cost, after, case="after", column=cost["last_column"], **told),
        rows_with(cost, paid, case="paid", column="booked_on", **told),
    ]
    return unsettled(pd.concat(hits), journal, books)


def _span(cost: pd.DataFrame, name: str, *service: str) -> dict[str, pd.Series]:
    """Return one end of the service, else the day of the voucher, else of the payment, and the column of that day."""
    columns = [*service, "voucher_date", "booked_on"]
    days = cost[columns[-1]]
    source = pd.Series(columns[-1], index=cost.index, dtype="str")
    for column in reversed(columns[:-1]):
        given = cost[column].notna()
        days, source = days.mask(given, cost[column]), source.mask(given, column)
    return {name: days, f"{name}_column": source}


@rule(
    "FOE13",
    Severity.WARNING,
    GRANTS,
    "statement_submitted",
    title="Verwendungsnachweis nicht eingereicht",
    message={
        "overdue": "Der Verwendungsnachweis für {id} war bis {statement_due} abzugeben und ist am {today} noch nicht "
        "eingereicht.",
        "soon": "Der Verwendungsnachweis für {id} ist bis {statement_due} abzugeben (Tage bis dahin: {days}) und noch "
        "nicht eingereicht.",
        "undated": "Der Bewilligungszeitraum von {id} endete am {period_to}; für den Verwendungsnachweis ist "
        "weder eine Frist noch der Tag der Abgabe eingetragen.",
    },
    hint="Bitte den Verwendungsnachweis einreichen und den Tag unter „Nachweis eingereicht am“ eintragen (keinen "
    "künftigen); die Frist aus dem Bescheid, auch eine verlängerte, bitte unter „Verwendungsnachweis bis“ eintragen.",
    depends_on=("applicant", "status", "period_to", "statement_due", "statement_submitted"),
)
def statement_not_submitted(grants: pd.DataFrame, books: Books, today: dt.date) -> Rows:
    """The statement of use of a grant is overdue, or due within sixty days, and not submitted.

    Because: Ohne fristgerechten Verwendungsnachweis kann der Bescheid widerrufen und die Zuwendung mit Zinsen
    zurückgefordert werden (ANBest-P Nr. 6.1 und 8 zu § 44 LHO). Nach dem Schlussbescheid, oder wenn die Zuwendung
    ganz widerrufen ist, wird keiner mehr erwartet.
    """
    day = pd.Timestamp(today)
    decisions = books.table(GRANT_DECISIONS).frame
    ended = decisions["kind"].eq(DecisionKind.FINAL.value) | (
        decisions["kind"].eq(DecisionKind.REVOCATION.value) & decisions["cap"].eq(0).fillna(False).astype(bool)
    )
    closed = decisions.loc[ended & decisions["date"].le(day), "grant"]
    held = grants["status"].isin(APPROVED) & grants["applicant"].ne(Applicant.OTHERS.value)
    open_ = held & ~grants["id"].isin(closed) & ~_doubted(grants["id"], books)
    awaited = open_ & ~grants["statement_submitted"].le(day)
    due = grants["statement_due"]
    days = (due - day).dt.days
    cases = (
        ("overdue", "statement_submitted", days.lt(0)),
        ("soon", "statement_submitted", days.between(0, _NOTICE_DAYS)),
        ("undated", "statement_due", due.isna() & grants["period_to"].lt(day)),
    )
    return pd.concat(
        [
            rows_with(grants, awaited & mask, case=case, column=column, today=day, days=days)
            for case, column, mask in cases
        ]
    )
