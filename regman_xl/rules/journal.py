"""Rules of the group Journal: each entry is complete and fits what it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from regman_xl.finding import Severity
from regman_xl.rules.registry import rows_with, rule
from regman_xl.rules.reversals import settled
from regman_xl.rules.series import looked_up, one_per_key
from regman_xl.schema import ACCOUNTS, CONTRIBUTIONS, GRANTS, JOURNAL
from regman_xl.schema.lists import GRANT_CATEGORIES, PARTNER_CATEGORIES, Category, Direction

if TYPE_CHECKING:
    from regman_xl.model.books import Books
    from regman_xl.rules.registry import Rows

_DIRECTION_OF = {category.value: category.direction.value for category in Category}
_NEEDS_PROJECT = (Category.PROJECT.value, Category.OWN_CONTRIBUTION.value)
#: NKF account groups: Personal- and Versorgungsaufwendungen and the payments for them.
_PERSONNEL_GROUPS = ("50", "51", "70", "71")


@rule(
    "JRN06",
    Severity.ERROR,
    JOURNAL,
    "direction",
    title="Art passt nicht zur Kategorie",
    message="Die Kategorie „{category}“ ist eine {expected}, in der Spalte „Art“ steht aber „{direction}“.",
    hint="Bitte „Art“ oder „Kategorie“ berichtigen.",
    depends_on=("category",),
)
def direction_does_not_fit(journal: pd.DataFrame, books: Books) -> Rows:
    """The direction of an entry contradicts its category.

    Because: Eine Ausgabe, die als Einnahme gebucht ist, verfälscht den Kassenbestand um den doppelten Betrag
    (Richtigkeit, § 28 KomHVO NRW).
    """
    expected = journal["category"].map(_DIRECTION_OF)
    wrong = expected.notna() & journal["direction"].ne("") & journal["direction"].ne(expected)
    return rows_with(journal, wrong, expected=expected)


@rule(
    "JRN07",
    Severity.ERROR,
    JOURNAL,
    "account",
    title="Personalkosten im gemeinsamen Budget",
    message="Das Konto {account} ist ein Personalkonto; Personalkosten trägt jeder Partner selbst.",
    hint="Bitte die Buchung stornieren und die Kosten beim Partner buchen lassen. Reisekosten und Fortbildung gehören "
    "auf Konten, die mit 541 oder 741 beginnen.",
)
def personnel_cost(journal: pd.DataFrame, books: Books) -> Rows:
    """An entry uses an account of personnel cost.

    Because: Das Personal ist abgeordnet, und jeder Partner trägt seine Personalkosten selbst (Kooperationsvertrag,
    Finanzierung); Kontengruppen 50, 51, 70, 71 nach dem kommunalen Kontenrahmen NRW.
    """
    return journal["account"].str.slice(0, 2).isin(_PERSONNEL_GROUPS) & ~settled(journal, books)


@rule(
    "JRN08",
    Severity.ERROR,
    JOURNAL,
    "confirmed_by",
    title="Feststellung fehlt",
    message="In Zeile {row} fehlt, wer die sachliche und rechnerische Richtigkeit festgestellt hat.",
    hint="Bitte in „Festgestellt von“ eintragen, wer den Beleg geprüft hat.",
)
def confirmation_missing(journal: pd.DataFrame, books: Books) -> Rows:
    """Nobody has confirmed an entry.

    Because: Jeder Zahlungsanspruch und jede Zahlungsverpflichtung ist auf Grund und Höhe zu prüfen und
    festzustellen (§ 31 Abs. 2 KomHVO NRW): Einnahmen ebenso wie Ausgaben.
    """
    return journal["confirmed_by"].eq("")


@rule(
    "JRN09",
    Severity.ERROR,
    JOURNAL,
    "approved_by",
    title="Vier-Augen-Prinzip verletzt",
    message="{approved_by} hat die Buchung festgestellt und freigegeben.",
    hint="Eine zweite Person muss freigeben: bitte deren Namen in „Freigegeben von“ eintragen.",
)
def confirmed_and_approved_by_one_person(journal: pd.DataFrame, books: Books) -> Rows:
    """One person both confirmed and approved an entry.

    Because: § 31 Abs. 3 KomHVO NRW verlangt, dass zwei Beschäftigte eine Zahlung freigeben.
    """
    approved = journal["approved_by"]
    return approved.ne("") & approved.str.casefold().eq(journal["confirmed_by"].str.casefold())


@rule(
    "JRN10",
    Severity.WARNING,
    JOURNAL,
    "booked_on",
    title="Buchung vor dem Beleg",
    message="Gebucht am {booked_on}, der Beleg ist aber erst vom {voucher_date}.",
    hint="Bitte „Buchungsdatum“ mit dem Kontoauszug und „Belegdatum“ mit dem Beleg vergleichen und das falsche "
    "berichtigen; stimmen beide, die Warnung auf dem Blatt Quittierungen begründen.",
    depends_on=("voucher_date",),
)
def booked_before_voucher(journal: pd.DataFrame, books: Books) -> Rows:
    """An entry is dated before its voucher.

    Because: Keine Buchung ohne Beleg; wer vor der Rechnung zahlt, zahlt ohne Grundlage (Belegprinzip,
    § 28 KomHVO NRW).
    """
    return journal["booked_on"] < journal["voucher_date"]


@rule(
    "JRN11",
    Severity.ERROR,
    JOURNAL,
    "partner",
    title="Partner fehlt",
    message="Bei der Kategorie „{category}“ muss ein Partner stehen.",
    hint="Bitte in der Spalte „{header}“ das Kürzel des Partners eintragen, von dem oder an den gezahlt wurde.",
    depends_on=("category",),
)
def partner_missing(journal: pd.DataFrame, books: Books) -> Rows:
    """A payment from or to a partner does not say which.

    Because: Für jeden Partner ist abzurechnen, was er gezahlt und zurückbekommen hat (Kooperationsvertrag,
    Rückerstattung nach Zahlungsschlüssel).
    """
    return journal["category"].isin(PARTNER_CATEGORIES) & journal["partner"].eq("")


@rule(
    "JRN12",
    Severity.ERROR,
    JOURNAL,
    "grant",
    title="Förderung fehlt",
    message="Bei der Kategorie „{category}“ muss eine Förderung stehen.",
    hint="Bitte in der Spalte „{header}“ die Nummer der Förderung eintragen, für die das Geld bestimmt ist.",
    depends_on=("category",),
)
def grant_missing(journal: pd.DataFrame, books: Books) -> Rows:
    """Earmarked money does not say for which grant.

    Because: Zuwendungen, Drittmittel und Zusatzmittel sind zweckgebunden und je Förderung nachzuweisen (ANBest zu
    § 44 LHO, Verwendungsnachweis).
    """
    return journal["category"].isin(GRANT_CATEGORIES) & journal["grant"].eq("")


@rule(
    "JRN13",
    Severity.ERROR,
    JOURNAL,
    "project",
    title="Projekt fehlt",
    message="Bei der Kategorie „{category}“ muss ein Projekt stehen.",
    hint="Bitte in der Spalte „{header}“ die Nummer des Projekts eintragen.",
    depends_on=("category",),
)
def project_missing(journal: pd.DataFrame, books: Books) -> Rows:
    """A project expense does not say for which project.

    Because: Der Abschlussbericht weist die Ausgaben je Projekt nach (Kooperationsvertrag, Abschlussbericht).
    """
    return journal["category"].isin(_NEEDS_PROJECT) & journal["project"].eq("")


@rule(
    "JRN14",
    Severity.ERROR,
    JOURNAL,
    "amount",
    title="Betrag negativ oder null",
    message={
        "negative": "Der Betrag {amount} EUR ist negativ, die Zeile ist aber kein Storno.",
        "zero": "Der Betrag ist 0,00 EUR.",
    },
    hint="Bitte den Betrag ohne Minus eintragen; ob Geld kommt oder geht, sagt die Spalte „Art“. Bei einem Storno "
    "bitte in „Storno zu“ die Nr der aufgehobenen Buchung eintragen.",
    depends_on=("reversal_of",),
)
def amount_not_positive(journal: pd.DataFrame, books: Books) -> Rows:
    """An amount is negative or zero, and the row is no Storno.

    Because: Ob Geld kommt oder geht, sagt die Art; ein zweites Vorzeichen kehrte sie still um. Fehler werden durch
    Storno berichtigt (Unveränderlichkeit der Buchung, § 28 KomHVO NRW).
    """
    ordinary = journal["reversal_of"].eq("")
    negative = ordinary & journal["amount"].lt(0).fillna(False)
    zero = ordinary & journal["amount"].eq(0).fillna(False)
    return pd.concat([rows_with(journal, negative, case="negative"), rows_with(journal, zero, case="zero")])


@rule(
    "JRN15",
    Severity.ERROR,
    JOURNAL,
    "account",
    title="Konto passt nicht zur Kategorie",
    message="Das Konto {account} gehört im Kontenplan zur Kategorie „{expected}“, gebucht ist „{category}“.",
    hint="Bitte „Konto“ oder „Kategorie“ berichtigen.",
    depends_on=("category",),
)
def account_does_not_fit(journal: pd.DataFrame, books: Books) -> Rows:
    """The category of the account is not the category of the entry.

    Because: Kontenplan und Kategorie müssen dieselbe Auswertung ergeben (Ordnung der Bücher, § 28 KomHVO NRW).
    """
    chart = books.table(ACCOUNTS).frame
    fixed = one_per_key(chart[chart["category"].ne("")], "account", "category")
    expected = looked_up(journal["account"], fixed["category"])
    wrong = expected.notna() & journal["category"].ne("") & journal["category"].ne(expected)
    return rows_with(journal, wrong, expected=expected)


@rule(
    "JRN16",
    Severity.ERROR,
    JOURNAL,
    "project",
    title="Projekt passt nicht zur Förderung",
    message="Gebucht ist das Projekt {project}, die Förderung {grant} gehört aber zum Projekt {expected}.",
    hint="Bitte „Projekt“ oder „Förderung“ berichtigen.",
    depends_on=("grant",),
)
def project_does_not_fit(journal: pd.DataFrame, books: Books) -> Rows:
    """The project of an entry is not the project of its grant.

    Because: Eine Zuwendung darf nur für ihren Zweck verwendet werden (ANBest zu § 44 LHO Nr. 1.1).
    """
    grants = books.table(GRANTS).frame
    known = one_per_key(grants[grants["project"].ne("")], "id", "project")
    expected = looked_up(journal["grant"], known["project"])
    wrong = expected.notna() & journal["project"].ne("") & journal["project"].ne(expected)
    return rows_with(journal, wrong, expected=expected)


@rule(
    "JRN17",
    Severity.WARNING,
    JOURNAL,
    "amount",
    title="Ungewöhnlich hohe Ausgabe",
    message="{amount} EUR sind mehr als ein Viertel des Jahresbudgets {budget_year} ({budget:eur} EUR).",
    hint="Bitte Betrag und Komma prüfen; wenn der Betrag stimmt, die Warnung auf dem Blatt Quittierungen begründen.",
)
def expense_unusually_large(journal: pd.DataFrame, books: Books) -> Rows:
    """An expense is larger than a quarter of the year's contributions.

    Because: Ein verrutschtes Komma fällt an der Größe auf (Prüfungspraxis); das Jahresbudget sind die vereinbarten
    Beiträge (Kooperationsvertrag, Finanzierung).
    """
    budgets = books.table(CONTRIBUTIONS).frame.groupby("budget_year")["amount"].sum()
    budget = looked_up(journal["budget_year"], budgets)
    expense = journal["direction"].eq(Direction.EXPENSE.value) & ~settled(journal, books)
    return rows_with(journal, expense & budget.gt(0) & (journal["amount"] * 4).gt(budget), budget=budget)


@rule(
    "JRN19",
    Severity.ERROR,
    JOURNAL,
    "approved_by",
    title="Freigabe fehlt",
    message="In Zeile {row} fehlt, wer die Zahlung freigegeben hat.",
    hint="Bitte in „Freigegeben von“ eine zweite Person eintragen, die nicht selbst festgestellt hat.",
)
def approval_missing(journal: pd.DataFrame, books: Books) -> Rows:
    """Nobody has approved an entry.

    Because: § 31 Abs. 3 KomHVO NRW verlangt, dass zwei Beschäftigte eine Zahlung freigeben; auch eine Einnahme wird
    erst nach Anordnung angenommen (Kassenpraxis).
    """
    return journal["approved_by"].eq("")


@rule(
    "JRN20",
    Severity.ERROR,
    JOURNAL,
    "origin_year",
    title="Herkunftsjahr der Erstattung",
    message={
        "missing": "Bei der Kategorie „{category}“ muss ein Herkunftsjahr stehen.",
        "later": "Das Herkunftsjahr {origin_year} liegt nach dem Haushaltsjahr {budget_year} der Erstattung.",
    },
    hint="Bitte in der Spalte „{header}“ das Jahr eintragen, dessen Mittel zurückgezahlt werden.",
    depends_on=("category", "budget_year"),
)
def refund_without_origin(journal: pd.DataFrame, books: Books) -> Rows:
    """A refund names no origin year, or one after its own budget year.

    Because: Nicht verausgabte Mittel gehen nach dem Schlüssel des Jahres zurück, aus dem sie stammen
    (Kooperationsvertrag, Rückerstattung).
    """
    refunds = journal["category"].eq(Category.REFUND.value)
    missing = refunds & journal["origin_year"].isna()
    later = refunds & journal["origin_year"].gt(journal["budget_year"]).fillna(False)
    return pd.concat([rows_with(journal, missing, case="missing"), rows_with(journal, later, case="later")])
