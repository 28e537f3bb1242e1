"""Rules of the group Master data about grants and their financing plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from regman_xl.finding import Severity
from regman_xl.model.facts import Fault
from regman_xl.rules.registry import Facts, Hits, rows_with, rule
from regman_xl.rules.series import looked_up
from regman_xl.rules.wording import german
from regman_xl.schema import FUNDING_PLAN, GRANT_DECISIONS, GRANTS
from regman_xl.schema.lists import Applicant, DecisionKind, FundingKind, GrantStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.model.books import Books
    from regman_xl.model.records import GrantDecision
    from regman_xl.rules.registry import Rows

#: One hundred percent in ten-thousandths of a percent.
_WHOLE = 100 * 10**4
_APPROVED = (GrantStatus.GRANTED.value, GrantStatus.FINISHED.value)
#: Rates whose bounds STM09 tells, also where the reader has refused the value.
GRANT_RATES = frozenset({(GRANTS.sheet, "rate"), (GRANT_DECISIONS.sheet, "rate")})
_CURRENT = (DecisionKind.GRANT.value, DecisionKind.CHANGE.value)


def _approved(grants: pd.DataFrame) -> pd.Series:
    return grants["id"].ne("") & grants["status"].isin(_APPROVED)


def _approvals(books: Books) -> pd.DataFrame:
    decisions = books.table(GRANT_DECISIONS).frame
    return decisions[decisions["kind"].isin(_CURRENT)]


@rule(
    "STM07",
    Severity.ERROR,
    GRANTS,
    "granted_on",
    title="Bewilligung unvollständig",
    message="Förderung {id} ist {status}, aber die Spalte „{header}“ ist leer.",
    hint="Bitte die Angabe aus dem Zuwendungsbescheid hier oder auf dem Blatt Bescheide eintragen.",
)
def approval_incomplete(grants: pd.DataFrame, books: Books) -> Rows:
    """An approved grant lacks date, file number or cap of its decision.

    Because: Erst der Bescheid begründet die Zuwendung; ohne Datum, Aktenzeichen und Höchstbetrag ist der Anspruch
    nicht belegt (VV zu § 44 LHO Nr. 4).
    """
    decisions = _approvals(books)
    approved = _approved(grants)
    missing = []
    for name, told in (("granted_on", "date"), ("file_number", "file_number"), ("cap", "cap")):
        values = decisions[told]
        elsewhere = decisions.loc[values.ne("") if told == "file_number" else values.notna(), "grant"]
        blank = grants[name].eq("") if name == "file_number" else grants[name].isna()
        missing.append(rows_with(grants, approved & blank & ~grants["id"].isin(elsewhere), column=name))
    return pd.concat(missing)


@rule(
    "STM08",
    Severity.ERROR,
    FUNDING_PLAN,
    "own_contribution",
    title="Finanzierungsplan geht nicht auf",
    message={
        "negative": "Förderung {grant}, Haushaltsjahr {budget_year}: Zuwendung und Drittmittel übersteigen die "
        "Gesamtausgaben um {excess:eur} EUR.",
        "different": "Förderung {grant}, Haushaltsjahr {budget_year}: Der Eigenanteil beträgt {value} EUR, "
        "Gesamtausgaben weniger Zuwendung und Drittmittel ergeben aber {computed:eur} EUR.",
    },
    hint="Bitte „Gesamtausgaben“, „Zuwendung“ und „Drittmittel“ dieser Zeile mit dem Bescheid vergleichen. Den "
    "Eigenanteil rechnet eine Formel: Ist sie verändert, bitte aus einer Nachbarzeile herunterziehen, die Mappe neu "
    "berechnen lassen und speichern.",
    depends_on=("total_cost", "grant_amount", "third_party"),
)
def financing_plan_unbalanced(funding_plan: pd.DataFrame, books: Books) -> Rows:
    """A line of a financing plan does not add up, or its own contribution is negative.

    Because: Ein Finanzierungsplan muss Ausgaben und Deckung in gleicher Höhe zeigen; eine Überfinanzierung ist
    zurückzuzahlen (VV zu § 44 LHO Nr. 3, ANBest Nr. 2).
    """
    computed = funding_plan["total_cost"] - funding_plan["grant_amount"] - funding_plan["third_party"].fillna(0)
    negative = computed.lt(0).fillna(False)
    different = funding_plan["own_contribution"].ne(computed).fillna(False) & ~negative
    return pd.concat(
        [
            rows_with(funding_plan, negative, case="negative", excess=-computed, computed=computed),
            rows_with(funding_plan, different, case="different", excess=-computed, computed=computed),
        ]
    )


@rule(
    "STM09",
    Severity.ERROR,
    None,
    title="Finanzierungsart oder Fördersatz",
    message={
        "kind": "Förderung {id} ist {status}, hat aber keine Finanzierungsart.",
        "rate": "Förderung {id} ist eine Anteilfinanzierung ohne Fördersatz.",
        "range": "Der Fördersatz {value} liegt nicht zwischen 0 und 100 Prozent.",
    },
    hint="Bitte „Finanzierungsart“ und bei Anteilfinanzierung auch „Fördersatz“ aus dem Zuwendungsbescheid eintragen.",
)
def funding_kind_or_rate(books: Books) -> Iterator[Hits | Facts]:
    """A grant lacks its kind or its rate, or a rate is outside 0 to 100 percent.

    Because: Finanzierungsart und Fördersatz bestimmen, wie viel von der Zuwendung verdient ist (VV zu § 44 LHO
    Nr. 2).
    """
    grants, decisions = books.table(GRANTS).frame, books.table(GRANT_DECISIONS).frame
    approved = _approved(grants)
    rated = decisions.loc[decisions["rate"].notna(), "grant"]
    by_share = grants["kind"].eq(FundingKind.SHARE.value)
    without_rate = approved & by_share & grants["rate"].isna() & ~grants["id"].isin(rated)
    out_of_range = books.package.of(Fault.OUT_OF_RANGE)
    yield Facts([fact for fact in out_of_range if (fact.sheet, fact.name) in GRANT_RATES], "range")
    yield Hits(GRANTS, "kind", approved & grants["kind"].eq(""), "kind")
    yield Hits(GRANTS, "rate", without_rate, "rate")
    yield Hits(GRANTS, "rate", ~grants["rate"].between(0, _WHOLE).fillna(True), "range")
    yield Hits(GRANT_DECISIONS, "rate", ~decisions["rate"].between(0, _WHOLE).fillna(True), "range")


@rule(
    "STM15",
    Severity.WARNING,
    GRANTS,
    "cap",
    title="Förderung weicht von ihren Bescheiden ab",
    message="In der Spalte „{header}“ steht {value}; die Bescheide zu {id} nennen aber {told} (Blatt Bescheide, "
    "zuletzt Zeile {other_row}). Gerechnet wird mit den Bescheiden.",
    hint="Bitte den Wert aus dem jüngsten Bescheid übernehmen oder, wenn ein Bescheid fehlt, ihn auf dem Blatt "
    "Bescheide eintragen.",
)
def grant_contradicts_its_decisions(grants: pd.DataFrame, books: Books) -> Rows:
    """Cap or rate of a grant is in none of its decisions.

    Because: Der Bescheid bestimmt Höchstbetrag und Fördersatz (VV zu § 44 LHO Nr. 4); was daneben auf dem Blatt
    Förderungen steht, liest jeder, aber niemand rechnet damit. Der Betrag der Bewilligung darf stehen bleiben, wenn ein
    späterer Bescheid ihn ändert.
    """
    decisions: dict[str, list[GrantDecision]] = {}
    for item in sorted(books.grant_decisions, key=lambda item: (item.date, item.row)):
        decisions.setdefault(item.grant, []).append(item)
    hits = []
    for grant in books.grants:
        for name in ("cap", "rate"):
            dated = [item for item in decisions.get(grant.id, ()) if getattr(item, name) is not None]
            told = dict.fromkeys(german(getattr(item, name), GRANTS[name]) for item in dated)
            stated = getattr(grant, name)
            # Without the first decision the sheet Förderungen is the only place that tells it.
            first = any(item.kind is DecisionKind.GRANT for item in dated)
            if first and stated is not None and german(stated, GRANTS[name]) not in told:
                hits.append((grant.row, name, " und ".join(told), dated[-1].row))
    return pd.DataFrame(
        [hit[1:] for hit in hits], columns=["column", "told", "other_row"], index=[hit[0] for hit in hits]
    )


@rule(
    "STM12",
    Severity.ERROR,
    GRANTS,
    "cap",
    title="Finanzierungsplan weicht vom Bescheid ab",
    message={
        "": "Der Finanzierungsplan von {id} enthält {planned:eur} EUR Zuwendung, bewilligt sind {granted:eur} EUR.",
        "none": "Für {id} sind {granted:eur} EUR bewilligt, aber im Finanzierungsplan steht keine Zeile dazu.",
    },
    hint="Bitte auf dem Blatt Finanzierungsplan die Spalte „Zuwendung“ so auf die Jahre verteilen, dass die Summe dem "
    "jüngsten Bescheid entspricht. Ist der bewilligte Betrag falsch, bitte „Höchstbetrag“ hier oder auf dem Blatt "
    "Bescheide berichtigen.",
)
def plan_differs_from_cap(grants: pd.DataFrame, books: Books) -> Rows:
    """The grant amounts of the financing plan do not add up to what is approved.

    Because: Der Finanzierungsplan ist Bestandteil des Bescheids und verbindlich (ANBest zu § 44 LHO Nr. 1.2).
    Schlussbescheid und Widerruf ändern ihn nicht mehr: verglichen wird mit der jüngsten Bewilligung oder Änderung.
    """
    plan = books.table(FUNDING_PLAN).frame
    unknown = plan.loc[plan["grant_amount"].isna(), "grant"]
    planned = looked_up(grants["id"], plan.groupby("grant")["grant_amount"].sum())
    held = grants["applicant"].ne(Applicant.OTHERS.value)
    granted = _granted(grants, books)
    judged = _approved(grants) & granted.notna() & ~grants["id"].isin(unknown)
    differs = judged & planned.notna() & planned.ne(granted).fillna(False)
    none = judged & planned.isna() & held & granted.ne(0).fillna(False)
    return pd.concat(
        [
            rows_with(grants, differs, case="", planned=planned, granted=granted),
            rows_with(grants, none, case="none", planned=planned, granted=granted),
        ]
    )


def _granted(grants: pd.DataFrame, books: Books) -> pd.Series:
    """Return what the latest approval or change grants, else the column Höchstbetrag."""
    approvals = _approvals(books)
    current = approvals[approvals["date"].notna() & approvals["cap"].notna()]
    latest = current.sort_values(["date", "kind", "cap"]).drop_duplicates("grant", keep="last")
    return looked_up(grants["id"], latest.set_index("grant")["cap"]).fillna(grants["cap"])
