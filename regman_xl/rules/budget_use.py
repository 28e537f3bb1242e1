"""Rules of the group Plan about its use: what is booked and ordered against what is planned and available."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from regman_xl.finance.orders import open_orders
from regman_xl.finance.spending import by_category, cost_by_project, free_entries
from regman_xl.finding import Severity
from regman_xl.rules.plan_rows import plans_by_year, positions
from regman_xl.rules.registry import Hits, by_row, rule
from regman_xl.rules.unread import may_hold
from regman_xl.rules.years import year_hits
from regman_xl.schema import COMMITMENTS, PLAN
from regman_xl.schema.lists import COST_CATEGORIES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from regman_xl.finance.account import YearAccount
    from regman_xl.model.books import Books
    from regman_xl.model.records import Commitment, PlanPosition
    from regman_xl.rules.registry import Rows


@dataclass(frozen=True)
class _Use:
    """What a year uses of its own money for one purpose, in cents."""

    column: str
    name: str
    lines: Sequence[PlanPosition]
    booked: int
    ordered: int

    @property
    def planned(self) -> int:
        return sum(item.amount for item in self.lines)

    @property
    def over(self) -> int:
        return self.booked + self.ordered - self.planned

    def told(self, year: int) -> dict[str, object]:
        """What the message needs."""
        return {
            "year": year,
            "what": f"{PLAN[self.column].title} {self.name}",
            "planned": self.planned,
            "booked": self.booked,
            "ordered": self.ordered,
            "over": self.over,
        }


@rule(
    "PLN03",
    Severity.WARNING,
    None,
    title="Planansatz überschritten",
    message={
        "over": "{what} {year}: gebucht sind {booked:eur} EUR, dazu offene Verpflichtungen von {ordered:eur} EUR; "
        "geplant sind {planned:eur} EUR. Das sind {over:eur} EUR zu viel.",
        "unplanned": "{what} {year}: gebucht sind {booked:eur} EUR, dazu offene Verpflichtungen von {ordered:eur} EUR; "
        "auf dem Blatt Plan steht dafür nichts.",
    },
    hint="Bitte Kategorie und Projekt der Buchungen prüfen und bezahlte Aufträge auf dem Blatt Verpflichtungen bei "
    "„Erledigt am“ abschließen (nach einer Teilzahlung den Betrag auf den Rest kürzen); ist der Ansatz wirklich "
    "überschritten, bitte den Plan ändern lassen oder die "
    "Warnung mit Begründung quittieren.",
)
def over_plan(books: Books, accounts: Sequence[YearAccount], today: dt.date) -> Iterator[Hits]:
    """A category or a project has used more of the year's own money than is planned, open orders included.

    Because: Die Jahres- und Finanzplanung bindet die Geschäftsstelle, die dem Aufsichtsgremium rechenschaftspflichtig
    ist (Kooperationsvertrag, Finanzierung und Rechenschaft; überplanmäßige Ausgaben § 83 GO NRW). Gezählt wird ohne
    Förderungen, denn deren Ausgaben stehen im Finanzierungsplan; ein Jahr ohne Plan und ein Projekt ohne eigenen
    Ansatz werden nicht verglichen.
    """
    orders = _own_orders(books, today)
    for account in accounts:
        year = account.year
        if not positions(books, year) or may_hold(books.table(PLAN), budget_year=year):
            continue
        over = [use for use in _uses(books, account, orders.get(year, [])) if use.over > 0]
        for use in over:
            if use.lines:
                yield Hits(PLAN, use.column, pd.DataFrame(use.told(year), index=[use.lines[0].row]), "over")
            else:
                yield from year_hits(books, {year: use.told(year)}, case="unplanned")


def _uses(books: Books, account: YearAccount, orders: Sequence[Commitment]) -> Iterator[_Use]:
    """Yield the uses by category, then those by project that has a plan of its own."""
    entries = free_entries(books, account)
    for category in COST_CATEGORIES:
        ordered = sum(item.amount for item in orders if item.category is category)
        lines = positions(books, account.year, category)
        yield _Use("category", category.value, lines, by_category(entries, category), ordered)
    costs = cost_by_project(entries)
    planned = {item.project for item in positions(books, account.year) if item.project}
    for project in sorted(planned):
        ordered = sum(item.amount for item in orders if item.project == project)
        lines = positions(books, account.year, project=project)
        yield _Use("project", project, lines, sum(costs.get(project, {}).values()), ordered)


def _own_orders(books: Books, today: dt.date) -> Mapping[int, list[Commitment]]:
    """Return the orders that are open today by year, without those that a grant pays for."""
    found: dict[int, list[Commitment]] = defaultdict(list)
    for item in open_orders(books, today, today):
        if not item.grant and item.category in COST_CATEGORIES:
            found[item.budget_year].append(item)
    return found


@rule(
    "PLN04",
    Severity.WARNING,
    COMMITMENTS,
    "amount",
    title="Verpflichtungen über dem Budget eines künftigen Jahres",
    message={
        "one": "Der offene Auftrag {id} bindet {total:eur} EUR für das Jahr {year}; verfügbar sind dann "
        "voraussichtlich nur {available:eur} EUR.",
        "several": "{count} offene Aufträge binden für {year} zusammen {total:eur} EUR; verfügbar sind {year} "
        "voraussichtlich nur {available:eur} EUR. Der größte Auftrag ist {id} mit {value} EUR.",
    },
    hint="Bitte Betrag und Haushaltsjahr der Aufträge prüfen; sind sie richtig, bitte die Finanzierung klären, bevor "
    "weitere Aufträge für {year} erteilt werden.",
    depends_on=("budget_year", "category"),
)
def committed_beyond_budget(
    commitments: pd.DataFrame, books: Books, accounts: Sequence[YearAccount], today: dt.date
) -> Rows:
    """Open orders bind more of a coming year than it will have.

    Because: Verpflichtungen zulasten künftiger Jahre dürfen nur eingegangen werden, wenn deren Finanzierung gesichert
    ist (Verpflichtungsermächtigung, § 85 GO NRW). Aufträge einer Förderung zählen nicht mit: sie bezahlt der
    Zuwendungsgeber nach dem Finanzierungsplan.
    """
    plans = plans_by_year(books, accounts)
    found = {}
    for year, orders in _own_orders(books, today).items():
        total = sum(item.amount for item in orders)
        if year > today.year and year in plans and total > plans[year].available:
            largest = max(orders, key=lambda item: (item.amount, item.id))
            found[largest.row] = {
                "case": "several" if len(orders) > 1 else "one",
                "year": year,
                "count": len(orders),
                "total": total,
                "available": plans[year].available,
            }
    return by_row(found)
