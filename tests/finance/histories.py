"""Generated histories of several budget years, as a workbook could hold them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from tests.finance import oracle
from tests.finance.workbooks import History, Row, entry, laws, resolution

__all__ = ["COSTS", "History", "entry", "histories", "laws", "resolution"]

FIRST = 2025
PARTNERS = ("DUS", "ME", "IHK", "RKN")
COSTS = ("Projekt", "Veranstaltung", "Geschäftsstelle", "Eigenanteil")
BODIES = ("Aufsichtsgremium", "Aufsichtsgremium", "Aufsichtsgremium", "Begleitgremium", "Rat")
RESULTS = (None, "angenommen", "angenommen", "abgelehnt", "vertagt")


# --- building blocks --------------------------------------------------------------------------------------------


class Writer:
    """Draws the rows of one history; `unit` is about one per cent of a year's budget in cents."""

    def __init__(self, draw: st.DrawFn, unit: int, years: list[int]) -> None:
        self.draw = draw
        self.unit = unit
        self.years = years
        self.tables: dict[str, list[Row]] = {
            name: []
            for name in [
                "partners",
                "contributions",
                "budget_years",
                "projects",
                "grants",
                "grant_decisions",
                "funding_plan",
                "plan",
                "journal",
                "resolutions",
            ]
        }

    def amount(self, parts: int, least: int = 0) -> int:
        """Draw an amount of up to some parts of the unit."""
        return self.draw(st.integers(least, max(least, parts * self.unit)))

    def rate(self) -> int:
        """Draw a Fördersatz in ten-thousandths of a percent."""
        return self.draw(st.one_of(st.sampled_from([1_000_000, 600_000]), st.integers(0, 1_000_000)))

    def pick(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def book(self, year: int, category: str, amount: int, **more: Any) -> None:
        if amount and year <= self.years[-1]:
            number = str(len(self.tables["journal"]) + 1)
            self.tables["journal"].append({**entry(year, category, amount, **more), "number": number})

    def resolve(self, year: int, kind: str, body: str, **more: Any) -> None:
        row = resolution(year, kind, body, result=self.pick(*RESULTS), **more)
        self.tables["resolutions"].append({**row, "id": f"B-{len(self.tables['resolutions']) + 1}"})

    # -- partners

    def partners(self) -> None:
        """Partners who join or leave, and what they agreed to pay."""
        count = self.pick(3, 2, 4)
        for place, partner in enumerate(PARTNERS[:count]):
            join = self.years[0] if place == 0 else self.pick(self.years[0], self.years[0], *self.years[1:])
            leave = self.pick(None, None, *self.years) if place else None
            self.tables["partners"].append(
                {"id": partner, "name": partner, "valid_from": join, "valid_to": leave, "legal_form": "Sonstige"}
            )
            base = self.pick(50, 20, 30) * self.unit if self.pick(True, True, False) else self.amount(50, least=1)
            for year in self.years:
                if year >= join and (leave is None or year <= leave):
                    base = self.amount(40, least=1) if self.pick(*[False] * 5, True) else base
                    self.tables["contributions"].append({"partner": partner, "budget_year": year, "amount": base})

    def earlier_time(self) -> int:
        """The Anfangsbestand, its key, and contributions and refunds for that time; returns the Anfangsbestand."""
        first = self.years[0]
        cash = self.pick(0, 1) * self.amount(30)
        if self.pick(False, True):
            for partner in PARTNERS[:2]:
                self.tables["contributions"].append(
                    {"partner": partner, "budget_year": first - 1, "amount": self.amount(50, least=1)}
                )
        if self.pick(False, True):
            self.book(self.pick(*self.years), "Partnerbeitrag", self.amount(5), partner="DUS", origin_year=first - 1)
        if cash and self.pick(False, True):
            back = self.draw(st.integers(0, cash))
            self.book(first, "Erstattung", back, partner="DUS", origin_year=self.pick(first - 1, first - 2))
        return cash

    def contributions(self) -> None:
        """Paid in full, in part, too much, late, ahead, or not at all."""
        for row in [row for row in self.tables["contributions"] if row["budget_year"] >= self.years[0]]:
            year, due, who = row["budget_year"], row["amount"], {"partner": row["partner"]}
            how = self.pick("full", "full", "explicit", "part", "late", "over", "ahead", "none")
            if how == "full":
                self.book(year, "Partnerbeitrag", due, **who)
            elif how == "explicit":
                self.book(year, "Partnerbeitrag", due, origin_year=year, **who)
            elif how == "over":
                self.book(year, "Partnerbeitrag", due + self.amount(5), **who)
            elif how in ("part", "late", "ahead"):
                part = self.draw(st.integers(0, due))
                if how != "ahead":
                    self.book(year, "Partnerbeitrag", part, **who)
                if how == "late":
                    self.book(year + self.pick(1, 2), "Partnerbeitrag", due - part, origin_year=year, **who)
                if how == "ahead":
                    self.book(max(self.years[0], year - 1), "Partnerbeitrag", part, origin_year=year, **who)
        if self.pick(False, False, True):
            self.book(self.years[-1], "Partnerbeitrag", self.amount(5), partner="DUS", origin_year=self.years[-1] + 1)

    # -- work

    def work(self) -> None:
        """Cost without a grant, and other income."""
        for year in self.years:
            for _ in range(self.pick(1, 2, 3)):
                self.book(year, self.pick(*COSTS), self.amount(self.pick(10, 30, 60)))
            if self.pick(False, False, True):
                self.book(year, "Sonstige Einnahme", self.amount(5))
            if year > self.years[0] and self.pick(False, False, True):
                self.book(year, self.pick(*COSTS), -self.amount(60))

    def grant(self, name: str) -> None:
        """One grant with its plan, its decisions and its money."""
        plan_years = self.years[: self.pick(1, 2, 3)]
        plan_cost = 0
        lines = []
        for year in plan_years:
            cost, third = self.amount(60, least=1), self.pick(0, 1, 1) * self.amount(10)
            plan_cost += cost
            gift = self.draw(st.integers(0, max(0, cost - third)))
            blank_or = None if third == 0 and self.pick(False, True) else third
            lines.append({"grant": name, "budget_year": year, "total_cost": cost, "grant_amount": gift})
            lines[-1] |= {"third_party": blank_or}
        kind = self.pick("Anteil", "Anteil", "Fehlbedarf", "Festbetrag", "Vollfinanzierung")
        rate = self.rate() if kind == "Anteil" else None
        self.tables["funding_plan"] += lines
        self.tables["projects"].append({"id": f"P-{name}", "title": name})
        self.tables["grants"].append(
            {
                "id": name,
                "project": f"P-{name}",
                "kind": kind,
                "rate": rate,
                "cap": self.pick(sum(line["grant_amount"] for line in lines), plan_cost, self.amount(60)),
                "applicant": self.pick(None, "Regionalmanagement", "Regionalmanagement", "Andere"),
                "status": self.pick(*["bewilligt"] * 5, "abgeschlossen", "sondiert", "beantragt", "abgelehnt"),
            }
        )
        self.decisions(name, kind, plan_cost)
        for year in self.years:
            self.grant_year(name, year)
        if self.pick(False, True):
            self.supplementary(name)

    def decisions(self, name: str, kind: str, plan_cost: int) -> None:
        """Bewilligung and Änderungen, then perhaps Widerruf or Schlussbescheid."""
        dates = st.dates(dt.date(self.years[0] - 1, 1, 1), dt.date(self.years[-1] + 1, 12, 31))
        drawn = sorted(self.draw(st.lists(dates, max_size=3, unique=True)))
        for place, date in enumerate(drawn):
            last = ("Änderung", "Widerruf", "Schlussbescheid") if place == len(drawn) - 1 else ("Änderung",)
            self.tables["grant_decisions"].append(
                {
                    "grant": name,
                    "date": date,
                    "kind": self.pick("Bewilligung") if place == 0 and len(drawn) > 1 else self.pick(*last),
                    "cap": self.draw(st.integers(0, plan_cost)),
                    "rate": self.rate() if kind == "Anteil" else None,
                }
            )

    def grant_year(self, name: str, year: int) -> None:
        """Cost of one year and what came in for it, too early or too late."""
        if self.pick(True, True, False):
            cost = self.amount(40)
            eligible = self.pick(None, self.draw(st.integers(0, cost)))
            self.book(year, self.pick(*COSTS), cost, grant=name, project=f"P-{name}", eligible=eligible)
        if self.pick(True, False):
            self.book(year, "Fördermittel", self.amount(30), grant=name)
        if self.pick(True, False):
            self.book(year, self.pick("Drittmittel", "Sonstige Einnahme"), self.amount(self.pick(5, 15)), grant=name)
        if self.pick(False, False, False, True):
            self.book(year, "Rückzahlung Fördermittel", self.amount(5), grant=name)

    def supplementary(self, name: str) -> None:
        """Zusatzmittel: resolved, given by one or two partners, in part returned."""
        year = self.pick(*self.years)
        for partner in self.pick(("DUS",), ("DUS", "ME")):
            given = self.amount(20, least=1)
            agreed = self.pick(given, given, self.amount(20))
            body = self.pick("Rat", "Kreistag", "Vollversammlung", "Sonstiges", "Begleitgremium")
            when = max(self.years[0], year - self.pick(0, 0, 1))
            self.resolve(when, "Zusatzmittel", body, partner=partner, grant=name, amount=agreed)
            self.book(year, "Zusatzmittel", given, partner=partner, grant=name)

    # -- corrections and resolutions

    def reversals(self) -> None:
        """Stornos in the same or a later year, and plain corrections with negative cost."""
        fit = [
            row
            for row in self.tables["journal"]
            if row["category"] in (*COSTS, "Fördermittel", "Drittmittel")
            or (row["category"] == "Partnerbeitrag" and oracle.origin(row) >= self.years[0])
        ]
        chosen = st.lists(st.sampled_from(fit), max_size=3, unique_by=lambda row: row["number"]) if fit else st.just([])
        for row in self.draw(chosen):
            later = self.draw(st.integers(row["budget_year"], self.years[-1]))
            more = {name: row[name] for name in ("grant", "project", "partner") if name in row}
            if row.get("eligible") is not None:
                more["eligible"] = -row["eligible"]
            if row["category"] == "Partnerbeitrag":
                more["origin_year"] = oracle.origin(row)
            self.book(later, row["category"], -row["amount"], reversal_of=row["number"], **more)

    def closing(self) -> None:
        """Prüfung, Übertragung and now and then a Nachforderung, by whom it may be."""
        for year in self.years:
            status = self.pick("offen", "vorgelegt", "geprüft", "abgeschlossen")
            self.tables["budget_years"].append({"budget_year": year, "status": status})
            if self.pick(True, True, False):
                self.resolve(year, "Prüfung Jahresabschluss", self.pick(*BODIES))
            how = self.pick("none", "some", "all")
            if how != "none":
                amount = self.amount(60) if how == "some" else None
                self.resolve(year, "Übertragung", self.pick(*BODIES), amount=amount)
            if self.pick(*[False] * 7, True):
                body = self.pick("Aufsichtsgremium", "Begleitgremium")
                self.resolve(year, "Nachforderung", body, amount=self.amount(10, least=1))

    def planned(self) -> None:
        """Plan positions of the years and those after them."""
        for year in range(self.years[0], self.years[-1] + 4):
            if self.pick(True, False):
                row = {"budget_year": year, "title": "P", "category": self.pick(*COSTS, "Sonstige Einnahme")}
                self.tables["plan"].append({**row, "amount": self.amount(150)})


# --- what happens after closing ---------------------------------------------------------------------------------


def repaired(history: History) -> History:
    """The same workbook with a Nachforderung for every deficit."""
    while (last := history.expected()[-1])["deficit"]:
        history = history.and_rows("resolutions", resolution(last["year"], "Nachforderung", amount=last["deficit"]))
    return history


def _returned(draw: st.DrawFn, history: History) -> History:
    """Unused Zusatzmittel go back, in the year or the next, in full or in part."""
    for done in history.expected()[:-1]:
        for grant, figures in done["grants"].items():
            for partner, amount in figures["now"]["unused_shares"].items():
                if amount > 0 and draw(st.sampled_from([False, False, True])):
                    year = done["year"] + draw(st.integers(0, 1))
                    back = draw(st.sampled_from([amount, amount, 1]))
                    now = next((row for row in history.expected() if row["year"] == year), None)
                    if now is None:  # what went back before leaves a deficit, and the year is not computed any more
                        continue
                    now = now["grants"][grant]["now"]
                    back = min(back, now["given"] - now["used"] - now["returned"])
                    if back > 0:
                        row = entry(year, "Erstattung Zusatzmittel", back, grant=grant, partner=partner)
                        history = history.and_entries(row)
    return history


def _refunded(draw: st.DrawFn, history: History) -> History:
    """Erstattungen of the year in the year itself, and of it and earlier ones later, in full or in part."""
    rows = []
    for done in history.expected():
        for partner, figures in done["partners"].items():
            how = draw(st.sampled_from(["no", "full", "part", "same year"]))
            amount = figures["settlement"]
            if amount <= 0 or how == "no":
                continue
            paid = draw(st.integers(1, amount)) if how == "part" else amount
            year = done["year"] if how == "same year" else done["year"] + draw(st.integers(1, 2))
            if year <= history.years[-1]:
                rows.append(entry(year, "Erstattung", paid, partner=partner, origin_year=done["year"]))
    return history.and_entries(*rows)


def _earlier_refund(draw: st.DrawFn, history: History) -> History:
    """An Erstattung for the time before the first year, booked in a later year out of what is left of it."""
    before = history.first - 1
    for done in history.expected()[1:]:
        held = done["layers"][before].opening if before in done["layers"] else 0
        if held > 0 and draw(st.sampled_from([False, True])):
            row = entry(done["year"], "Erstattung", draw(st.integers(1, held)), partner="DUS", origin_year=before)
            return history.and_entries(row)
    return history


@st.composite
def histories(draw: st.DrawFn, least: int = 2, most: int = 4, *, whole: bool = False) -> History:
    """Histories of several years; `whole` ones have no unresolved deficit."""
    unit = draw(st.sampled_from([100_000, 100_003, 1]))
    count = draw(st.integers(least, most))
    writer = Writer(draw, unit, list(range(FIRST, FIRST + count)))
    writer.partners()
    cash = writer.earlier_time()
    writer.contributions()
    writer.work()
    for place in range(draw(st.sampled_from([1, 2, 3, 0]))):
        writer.grant(f"F-{place + 1}")
    writer.reversals()
    writer.closing()
    writer.planned()
    history = History(writer.tables, cash)
    if whole or draw(st.sampled_from([True, True, False])):
        history = repaired(history)
    history = _returned(draw, history)
    if draw(st.sampled_from([False, True])):
        history = _earlier_refund(draw, history)
    if whole:
        history = repaired(history)
    return _refunded(draw, history)
