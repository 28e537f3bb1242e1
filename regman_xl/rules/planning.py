"""Rules of the group Plan: whether there is one, whether it balances, and whether the reports have their texts."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from regman_xl.finance.budget import deviations
from regman_xl.finance.grants import WHOLE_RATE
from regman_xl.finding import Severity
from regman_xl.rules.plan_rows import largest_position, plans_by_year
from regman_xl.rules.registry import Hits, by_row, rule
from regman_xl.rules.unread import may_hold, resolved
from regman_xl.rules.years import year_hits
from regman_xl.schema import BUDGET_YEARS, FUNDING_PLAN, PLAN, REPORT_TEXTS
from regman_xl.schema.lists import ReportKind, ResolutionKind, Section, TaskField, YearStatus

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from regman_xl.finance.account import YearAccount
    from regman_xl.model.books import Books
    from regman_xl.schema import Table

#: Reports that speak about every task field in which something was done.
_REPORTS = (ReportKind.CLOSING, ReportKind.ACTIVITY)
#: Sections that the activity report cannot do without, whatever happened in the year.
REQUIRED_SECTIONS = (Section.STARTING_POINT, Section.OUTLOOK)
_WRITE_TEXT = (
    "Bitte auf dem Blatt Berichtstexte eine Zeile mit Haushaltsjahr {year}, Bericht „{report}“ und Abschnitt "
    "„{section}“ schreiben. Im Dokument steht sonst nur die Aufforderung, den Text zu ergänzen."
)


@rule(
    "PLN01",
    Severity.WARNING,
    None,
    title="Jahres- und Finanzplanung fehlt",
    message={
        "nothing": "Für {year} gibt es keine Jahres- und Finanzplanung: „Planung vom“ ist leer, und auf den Blättern "
        "Plan und Finanzierungsplan steht nichts für {year}. Die Frist war der {due}.",
        "undated": "Für {year} stehen zwar Planzahlen in der Arbeitsmappe, aber „Planung vom“ ist leer oder liegt nach "
        "dem {today}, und ein Beschluss „Jahresplanung“ fehlt. Die Frist war der {due}.",
        "empty": "Für {year} ist eine Jahresplanung eingetragen, aber auf den Blättern Plan und Finanzierungsplan "
        "steht nichts für {year}. Die Frist war der {due}.",
    },
    hint="Bitte eintragen, was fehlt: das Datum unter „Planung vom“ auf dem Blatt Haushaltsjahre und die Positionen "
    "auf dem Blatt Plan. Die Frist steht auf dem Blatt Einstellungen („Frist Jahresplanung“).",
)
def plan_missing(books: Books, today: dt.date) -> Iterator[Hits]:
    """A budget year has no annual plan although the day on which it was due is over.

    Because: Jeweils zu Beginn des Haushaltsjahres wird eine Jahres- und Finanzplanung erstellt (Kooperationsvertrag,
    Finanzierung und Rechenschaft). Belegt ist sie durch ihr Datum oder den Beschluss und durch ihre Zahlen.
    """
    day, month = books.settings.plan_deadline
    found: dict[str, dict[int, dict[str, object]]] = {"nothing": {}, "undated": {}, "empty": {}}
    for year in _years_at_work(books):
        if (today.year, today.month, today.day) <= (year, month, day):
            continue
        dated, filled = _is_dated(books, year, today), _has_figures(books, year)
        if not (dated and filled):
            case = "empty" if dated else "undated" if filled else "nothing"
            found[case][year] = {"due": f"{day:02}.{month:02}.{year}", "today": today}
    for case, years in found.items():
        yield from year_hits(books, years, "budget_year" if case == "empty" else "plan_date", case)


def _years_at_work(books: Books) -> list[int]:
    """Return the years of the workbook from the first one with contributions; years before it are only listed."""
    contributed = {item.budget_year for item in books.contributions}
    first = min(contributed, default=0)
    return sorted(year for year in contributed | {item.budget_year for item in books.budget_years} if year >= first)


def _is_dated(books: Books, year: int, today: dt.date) -> bool:
    """Whether a day of the plan or a resolution about it is known by now, or cannot be read."""
    days = [item.plan_date for item in books.budget_years if item.budget_year == year]
    resolutions = resolved(books, ResolutionKind.ANNUAL_PLAN, year)
    if resolutions is None or may_hold(books.table(BUDGET_YEARS), budget_year=year):
        return True
    days += [item.date for item in resolutions]
    return any(day is not None and day <= today for day in days)


def _has_figures(books: Books, year: int) -> bool:
    """Whether the plan sheets have a line for the year, or one that cannot be read."""
    lines = {item.budget_year for item in books.plan} | {item.budget_year for item in books.funding_plan}
    tables: tuple[Table, ...] = (PLAN, FUNDING_PLAN)
    return year in lines or any(may_hold(books.table(table), budget_year=year) for table in tables)


@rule(
    "PLN02",
    Severity.ERROR,
    PLAN,
    "amount",
    title="Plan nicht ausgeglichen",
    message="Der Plan {year} ist nicht ausgeglichen: geplant sind mit den Eigenanteilen {uses:eur} EUR, verfügbar "
    "{available:eur} EUR. Von der Lücke können {uncovered:eur} EUR nicht aus Zusatzmitteln kommen, denn sie sind keine "
    "Eigenanteile. Die größte Position ist „{title}“ mit {value} EUR.",
    hint="Bitte auf dem Blatt Plan Positionen für {year} kürzen oder verschieben, oder Beiträge und beschlossene "
    "Übertragung des Jahres ergänzen.",
    depends_on=("budget_year", "category"),
)
def plan_unbalanced(plan: pd.DataFrame, books: Books, accounts: Sequence[YearAccount], today: dt.date) -> pd.DataFrame:
    """The plan of this or a coming year lacks more money than own contributions can justify.

    Because: Der Haushalt muss in jedem Jahr ausgeglichen sein (§ 75 GO NRW); Zusatzmittel kommen nur für Eigenanteile
    aus wichtigen Förderprojekten in Betracht (Kooperationsvertrag, Finanzierung). Ein vergangenes Jahr lässt sich
    nicht mehr planen: dort zählt nur noch, ob es mit einem Fehlbetrag schließt.
    """
    found = {}
    for year, plans in plans_by_year(books, accounts).items():
        if year >= today.year and plans.uncovered > 0:
            found[largest_position(books, year)] = {
                "year": year,
                "uses": plans.uses,
                "available": plans.available,
                "uncovered": plans.uncovered,
            }
    return by_row(found)


@rule(
    "PLN06",
    Severity.WARNING,
    None,
    title="Berichtstext fehlt",
    message="Auf dem Blatt Berichtstexte fehlt für {year} im Bericht „{report}“ der Text zu: {sections}. Auf dem Blatt "
    "Aktivitäten stehen dazu Aktivitäten des Jahres.",
    hint="Bitte auf dem Blatt Berichtstexte je Abschnitt eine Zeile mit Haushaltsjahr {year} und Bericht „{report}“ "
    "schreiben oder das Aufgabenfeld der Aktivitäten berichtigen.",
)
def report_text_missing(books: Books, today: dt.date) -> Iterator[Hits]:
    """A report that is due says nothing about a task field in which there were activities.

    Because: Zum Ende des Haushaltsjahres werden ein finanzieller und ein sachlicher Abschlussbericht erstellt; der
    Sachbericht gliedert sich nach den Aufgaben (Kooperationsvertrag, Aufgaben sowie Finanzierung und Rechenschaft).
    Geprüft wird, sobald die Frist abgelaufen ist, der Bericht ein Datum trägt oder das Jahr nicht mehr offen ist.
    """
    active: dict[int, set[TaskField]] = {}
    for item in books.activities:
        if item.task_field:
            active.setdefault(item.date.year, set()).add(item.task_field)
    for report in _REPORTS:
        found: dict[int, Mapping[str, object]] = {}
        for year in filter(lambda year: _is_reported(books, year, today), active):
            missing = [
                field.value
                for field in TaskField
                if field in active[year] and _is_missing(books, year, report, Section(field.value))
            ]
            if missing:
                found[year] = {"report": report.value, "sections": ", ".join(missing)}
        yield from year_hits(books, found)


@rule(
    "PLN07",
    Severity.WARNING,
    None,
    title="Pflichtabschnitt des Sachberichts fehlt",
    message="Auf dem Blatt Berichtstexte fehlt für {year} im Bericht „{report}“ der Text zu: {sections}. Dort steht im "
    "Bericht sonst nur die Aufforderung, ihn zu schreiben.",
    hint="Bitte auf dem Blatt Berichtstexte je Abschnitt eine Zeile mit Haushaltsjahr {year} und Bericht „{report}“ "
    "schreiben.",
)
def required_section_missing(books: Books, today: dt.date) -> Iterator[Hits]:
    """An activity report that is due has no starting point or no outlook.

    Because: Zum Ende des Haushaltsjahres wird ein sachlicher Abschlussbericht erstellt, den das Aufsichtsgremium prüft
    (Kooperationsvertrag, Finanzierung und Rechenschaft). Ausgangslage und Ausblick kann kein Blatt der Mappe ersetzen;
    was in den Aufgabenfeldern fehlt, meldet PLN06. Geprüft wird, sobald die Frist abgelaufen ist, der Bericht ein Datum
    trägt oder das Jahr nicht mehr offen ist, und erst ab dem ersten Jahr mit Beiträgen.
    """
    found: dict[int, Mapping[str, object]] = {}
    for year in _years_at_work(books):
        missing = [item.value for item in REQUIRED_SECTIONS if _is_missing(books, year, ReportKind.ACTIVITY, item)]
        if missing and _is_reported(books, year, today):
            found[year] = {"report": ReportKind.ACTIVITY.value, "sections": ", ".join(missing)}
    yield from year_hits(books, found)


@rule(
    "PLN08",
    Severity.WARNING,
    None,
    title="Abweichung vom Plan nicht erläutert",
    message={
        "": "Der Abschluss {year} weicht bei {count} Positionen um mehr als {threshold} % vom Plan ab; auf dem Blatt "
        "Berichtstexte fehlt dazu im Bericht „{report}“ der Text „{section}“.",
        "one": "Der Abschluss {year} weicht bei einer Position um mehr als {threshold} % vom Plan ab; auf dem Blatt "
        "Berichtstexte fehlt dazu im Bericht „{report}“ der Text „{section}“.",
    },
    hint=_WRITE_TEXT,
)
def deviation_unexplained(books: Books, accounts: Sequence[YearAccount], today: dt.date) -> Iterator[Hits]:
    """A closing that is due does not explain how it differs from the plan.

    Because: Zum Ende des Haushaltsjahres wird ein finanzieller Abschlussbericht erstellt, den das Aufsichtsgremium
    prüft (Kooperationsvertrag, Finanzierung und Rechenschaft). Eine Abweichung ohne Grund lässt sich nicht prüfen. Ab
    welcher Abweichung ein Text gebraucht wird, steht auf dem Blatt Einstellungen.
    """
    threshold = Fraction(books.settings.variance_threshold, WHOLE_RATE)
    named = {"report": ReportKind.CLOSING.value, "section": Section.PLAN_ACTUAL.value, "threshold": _percent(threshold)}
    found: dict[str, dict[int, Mapping[str, object]]] = {"": {}, "one": {}}
    for account in accounts:
        year = account.year
        # Where there is no plan at all, PLN01 tells it.
        if not (_is_reported(books, year, today) and _has_figures(books, year)):
            continue
        count = len(deviations(books, account, threshold))
        if count and _is_missing(books, year, ReportKind.CLOSING, Section.PLAN_ACTUAL):
            found["one" if count == 1 else ""][year] = {**named, "count": count}
    for case, years in found.items():
        yield from year_hits(books, years, case=case)


@rule(
    "PLN09",
    Severity.WARNING,
    None,
    title="Ziele der Jahresplanung fehlen",
    message="Auf dem Blatt Berichtstexte fehlt für {year} im Bericht „{report}“ der Text „{section}“; die Frist für "
    "die Planung war der {due}.",
    hint=_WRITE_TEXT,
)
def goals_missing(books: Books, today: dt.date) -> Iterator[Hits]:
    """A plan that is due has figures and no goals.

    Because: Zu Beginn des Haushaltsjahres wird eine Jahres- und Finanzplanung erstellt, die das Aufsichtsgremium
    beschließt (Kooperationsvertrag, Finanzierung und Rechenschaft). Wofür das Geld gedacht ist, sagen Zahlen allein
    nicht.
    """
    day, month = books.settings.plan_deadline
    named = {"report": ReportKind.ANNUAL_PLAN.value, "section": Section.GOALS.value}
    found = {
        year: {**named, "due": f"{day:02}.{month:02}.{year}"}
        for year in _years_at_work(books)
        if (today.year, today.month, today.day) > (year, month, day)
        and _has_figures(books, year)
        and _is_missing(books, year, ReportKind.ANNUAL_PLAN, Section.GOALS)
    }
    yield from year_hits(books, found)


def _percent(ratio: Fraction) -> str:
    """Return a threshold as a German percentage without needless decimals."""
    return f"{float(ratio * 100):g}".replace(".", ",")


def _is_missing(books: Books, year: int, report: ReportKind, section: Section) -> bool:
    """Whether a text is neither there nor, perhaps, in a row that cannot be read."""
    there = any((item.budget_year, item.report, item.section) == (year, report, section) for item in books.report_texts)
    return not there and not may_hold(
        books.table(REPORT_TEXTS), budget_year=year, report=report.value, section=section.value
    )


def _is_reported(books: Books, year: int, today: dt.date) -> bool:
    """Whether the reports on a year are due or made."""
    day, month = books.settings.report_deadline
    made = any(
        item.report_date or item.status not in (None, YearStatus.OPEN)
        for item in books.budget_years
        if item.budget_year == year
    )
    return made or (today.year, today.month, today.day) > (year + 1, month, day)
