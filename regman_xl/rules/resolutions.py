"""Rules of the group Resolutions about the rows of Beschlüsse: who decided what, and when."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd

from regman_xl.finding import Severity
from regman_xl.model.facts import Fault
from regman_xl.rules.registry import by_row, rule
from regman_xl.schema import RESOLUTIONS
from regman_xl.schema.lists import Body, LegalForm, ResolutionKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regman_xl.model.books import Books
    from regman_xl.model.records import BudgetYear, Resolution
    from regman_xl.rules.registry import Rows

#: The body that decides on a partner's money; any body of its own for all others.
_OWN_BODY = {
    LegalForm.CITY: Body.CITY_COUNCIL,
    LegalForm.MUNICIPALITY: Body.CITY_COUNCIL,
    LegalForm.DISTRICT: Body.DISTRICT_COUNCIL,
    LegalForm.CHAMBER: Body.CHAMBER_ASSEMBLY,
}
#: Resolutions that the figures of a year or the claims on partners rest on: they must be found in the files.
_BINDING = (
    ResolutionKind.ANNUAL_PLAN,
    ResolutionKind.EXAMINATION,
    ResolutionKind.CARRY_OVER,
    ResolutionKind.SUPPLEMENTARY,
    ResolutionKind.ACCESSION,
    ResolutionKind.ADDITIONAL_CALL,
)
#: What a resolution must say beside its file number; a blank amount would count as nothing.
_NEEDED = {
    ResolutionKind.SUPPLEMENTARY: ("grant", "amount"),
    ResolutionKind.ADDITIONAL_CALL: ("amount",),
}
_AFTER_THE_YEAR = (ResolutionKind.EXAMINATION, ResolutionKind.CARRY_OVER)


@rule(
    "GOV05",
    Severity.ERROR,
    RESOLUTIONS,
    "body",
    title="Zusatzmittel ohne Beschluss des eigenen Gremiums",
    message={
        "partner": "Beschluss {id} bewilligt Zusatzmittel, nennt aber keinen Partner.",
        "board": "Beschluss {id}: über Zusatzmittel kann das Aufsichtsgremium nicht beschließen; der Beschluss zählt "
        "nicht.",
        "body": "Beschluss {id}: über Zusatzmittel von {partner} ({form}) hat „{value}“ beschlossen; zuständig ist "
        "„{expected}“.",
    },
    hint="Bitte Partner und Gremium dieser Zeile und die Rechtsform auf dem Blatt Partner prüfen. Über Zusatzmittel "
    "beschließt das eigene Gremium des Partners: Rat, Kreistag oder Vollversammlung.",
    depends_on=("partner", "kind"),
)
def supplementary_by_another_body(resolutions: pd.DataFrame, books: Books) -> Rows:
    """Supplementary funds are resolved by a body that is not the partner's own, or for no partner.

    Because: Zusatzmittel stellen die Vertragspartner bei ihren zuständigen Beschlussgremien bereit, deren Befugnisse
    unberührt bleiben (Kooperationsvertrag, Finanzierung und Begleitgremium; Budgetrecht § 41 GO NRW, § 26 KrO NRW,
    § 4 IHKG).
    """
    listed = sorted(books.partners, key=lambda item: (item.id, item.legal_form or ""))
    forms = {partner.id: partner.legal_form for partner in listed}
    found = {}
    for item in books.resolutions:
        if item.kind is not ResolutionKind.SUPPLEMENTARY or not item.counts:
            continue
        form = forms.get(item.partner)
        own = _OWN_BODY.get(form) if form else None
        told = {"column": "body", "form": form or "", "expected": own or ""}
        if not item.partner:
            found[item.row] = told | {"case": "partner", "column": "partner"}
        elif item.body is Body.SUPERVISORY_BOARD:
            found[item.row] = told | {"case": "board"}
        elif item.body and own and item.body is not own:
            found[item.row] = told | {"case": "body"}
    return by_row(found)


@rule(
    "GOV06",
    Severity.ERROR,
    RESOLUTIONS,
    "file_number",
    title="Beschluss unvollständig",
    message="Beschluss {id} ({kind}) ist unvollständig: die Spalte „{header}“ ist leer.",
    hint="Bitte die Angabe aus der Niederschrift oder der Vorlage eintragen.",
    depends_on=("kind",),
)
def resolution_incomplete(resolutions: pd.DataFrame, books: Books) -> Rows:
    """A resolution lacks its date, body or file number, or what it must say by its kind.

    Because: Ein Beschluss, auf dem die Zahlen eines Jahres beruhen, muss in den Akten auffindbar sein; Zusatzmittel
    und Nachforderungen brauchen einen Betrag, Zusatzmittel auch ihre Förderung (Prüfungspraxis; Belegpflicht, § 28
    KomHVO NRW). Ein Aktenzeichen verlangt die Regel für jede Art außer Empfehlung und Sonstiges.
    """
    told = {(fact.row, fact.name) for fact in books.package.of(Fault.REQUIRED_EMPTY) if fact.sheet == RESOLUTIONS.sheet}
    hits = []
    for item in books.resolutions:
        asked = ["date", "body"]
        if item.counts and item.kind in _BINDING:
            asked += ["file_number", *_NEEDED.get(item.kind, ())]
        blank = [name for name in asked if getattr(item, name) in (None, "")]
        hits += [(item.row, name) for name in blank if (item.row, name) not in told]
    return pd.DataFrame({"column": [name for _, name in hits]}, index=[row for row, _ in hits])


@rule(
    "GOV07",
    Severity.WARNING,
    RESOLUTIONS,
    "date",
    title="Datum des Beschlusses unplausibel",
    message={
        "future": "Beschluss {id} ({kind}) trägt das Datum {value}; das liegt in der Zukunft (Stichtag {limit}).",
        "report": "Beschluss {id} ({kind}) vom {value} ist älter als der Abschlussbericht {budget_year} vom {limit} "
        "(Blatt Haushaltsjahre, Zeile {other_row}).",
        "year": "Beschluss {id} ({kind}) vom {value} liegt vor dem Ende des Haushaltsjahres {budget_year}, über das "
        "er entscheidet.",
        "plan_early": "Beschluss {id} ({kind}) vom {value} liegt mehr als ein Jahr vor dem Beginn des Haushaltsjahres "
        "{budget_year}.",
        "plan_late": "Beschluss {id} ({kind}) vom {value} liegt nach dem Ende des Haushaltsjahres {budget_year}, das "
        "er plant.",
    },
    hint="Bitte Datum und Haushaltsjahr des Beschlusses mit der Niederschrift vergleichen, ebenso das Datum des "
    "Abschlussberichts auf dem Blatt Haushaltsjahre.",
    depends_on=("budget_year", "kind"),
)
def resolution_date_implausible(resolutions: pd.DataFrame, books: Books, today: dt.date) -> Rows:
    """A resolution is dated in the future, or at a time when there was nothing to decide yet.

    Because: Geprüft und übertragen wird nach dem Abschlussbericht, geplant wird zu Beginn des Haushaltsjahres
    (Kooperationsvertrag, Finanzierung und Rechenschaft); ein anderes Datum ist meist ein Tippfehler.
    """
    # Of a doubled year the earlier report counts, wherever its row stands.
    listed = sorted(books.budget_years, key=lambda item: item.report_date or dt.date.max, reverse=True)
    reports = {item.budget_year: item for item in listed}
    found = {item.row: told for item in books.resolutions if (told := _misdated(item, reports, today))}
    return by_row(found)


def _misdated(item: Resolution, reports: Mapping[int, BudgetYear], today: dt.date) -> dict[str, object]:
    """Return why the date of a resolution cannot be right, nothing where it can."""
    if item.date is None:
        return {}
    if item.date > today:
        return {"case": "future", "limit": today, "other_row": 0}
    if item.counts and item.kind in _AFTER_THE_YEAR:
        return _before_the_report(item.date, item.budget_year, reports.get(item.budget_year))
    if item.counts and item.kind is ResolutionKind.ANNUAL_PLAN:
        years = item.date.year - item.budget_year
        if years not in (-1, 0):
            return {"case": "plan_late" if years > 0 else "plan_early", "limit": None, "other_row": 0}
    return {}


def _before_the_report(day: dt.date, year: int, report: BudgetYear | None) -> dict[str, object]:
    if report and report.report_date:
        found = {"case": "report", "limit": report.report_date, "other_row": report.row}
        return found if day < report.report_date else {}
    return {"case": "year", "limit": None, "other_row": 0} if day.year <= year else {}


@rule(
    "GOV08",
    Severity.ERROR,
    RESOLUTIONS,
    "kind",
    title="Begleitgremium entscheidet",
    message="Beschluss {id}: das Begleitgremium kann nur Empfehlungen geben, eingetragen ist „{value}“; der Beschluss "
    "zählt nicht.",
    hint="Bitte die Art auf „Empfehlung“ ändern oder das Gremium eintragen, das entschieden hat.",
    depends_on=("body",),
)
def advisory_board_decides(resolutions: pd.DataFrame, books: Books) -> Rows:
    """The advisory board is said to have decided something.

    Because: Das regionale Begleitgremium unterstützt das Aufsichtsgremium beratend und empfehlend; es beschließt
    nichts (Kooperationsvertrag, Regionales Begleitgremium).
    """
    kind = resolutions["kind"]
    decided: pd.Series = (
        resolutions["body"].eq(Body.ADVISORY_BOARD.value) & kind.ne("") & kind.ne(ResolutionKind.RECOMMENDATION.value)
    )
    return decided
