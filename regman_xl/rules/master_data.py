"""Rules of the group Master data: partners, contributions, accounts, projects and references."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from stdnum import iban

from regman_xl.finding import Severity
from regman_xl.rules.nearest import all_nearest
from regman_xl.rules.registry import Hits, rows_with, rule
from regman_xl.rules.series import looked_up, one_per_key
from regman_xl.schema import (
    ACCOUNTS,
    BUDGET_YEARS,
    CONTRIBUTIONS,
    JOURNAL,
    PARTNERS,
    PROJECTS,
    SETTINGS,
    TABLE_BY_NAME,
    TABLES,
    TEXT_KINDS,
)
from regman_xl.schema.lists import Category, ResolutionKind, YearStatus, YesNo
from regman_xl.schema.settings import SETTING_LIST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.model.books import Books
    from regman_xl.model.frames import TableData
    from regman_xl.rules.registry import Rows

#: Sums of a year's contributions, in cents, that look like percentages instead of EUR.
_LIKE_PERCENTAGES = (99_00, 101_00)
_IBAN_TITLE = next(setting.title for setting in SETTING_LIST if setting.name == "iban")


@rule(
    "STM01",
    Severity.ERROR,
    None,
    title="Schlüssel doppelt",
    message="„{key}“ steht auf dem Blatt „{sheet}“ schon in Zeile {other_row}.",
    hint="Bitte die überflüssige Zeile löschen; sind beide nötig, bitte in einer von ihnen die Spalte {columns} "
    "ändern.",
)
def key_not_unique(books: Books) -> Iterator[Hits]:
    """A key stands twice in its table.

    Because: Ein Schlüssel muss genau eine Zeile nennen, sonst ist nicht nachprüfbar, welche Angabe galt
    (Klarheit der Bücher, § 28 KomHVO NRW).
    """
    for table in TABLES:
        # The journal's Nr has its own rule, which knows the order as well.
        if table.unique and table is not JOURNAL and not books.table(table).frame.empty:
            yield Hits(table, table.key[0], _doubled(books.table(table)))


def _doubled(data: TableData) -> Rows:
    frame = data.frame
    given = pd.Series(data=True, index=frame.index)
    for name in data.table.key:
        if data.table[name].required:
            given &= frame[name].ne("") if data.table[name].kind in TEXT_KINDS else frame[name].notna()
    # Excel's own lookups do not tell upper from lower case.
    keys = data.keys(frame.index[given]).str.casefold()
    doubled = keys[keys.duplicated()]
    first = keys.drop_duplicates()
    rows = pd.Series(first.index, index=first.to_numpy())
    columns = " oder ".join(f"„{data.table[name].title}“" for name in data.table.key)
    return pd.DataFrame({"other_row": doubled.map(rows), "columns": columns}, index=doubled.index)


@rule(
    "STM03",
    Severity.WARNING,
    CONTRIBUTIONS,
    "amount",
    title="Beiträge geändert ohne Beschluss",
    message={
        "changed": "Der Beitrag von {partner} für {year} ({amount} EUR) ist ein anderer als im Vorjahr ({before:eur} "
        "EUR); auf dem Blatt Beschlüsse fehlt dazu ein Beschluss „Beitritt“ oder „Jahresplanung“ für {year}.",
        "new": "{partner} hat für {year} einen Beitrag, für das Vorjahr aber keinen; auf dem Blatt Beschlüsse fehlt "
        "dazu ein Beschluss „Beitritt“ oder „Jahresplanung“ für {year}.",
        "ended": "{partner} hat für {year} keinen Beitrag mehr; auf dem Blatt Beschlüsse fehlt dazu ein Beschluss "
        "„Beitritt“ oder „Jahresplanung“ für {year}.",
    },
    hint="Bitte den angenommenen Beschluss mit Haushaltsjahr {year} auf dem Blatt Beschlüsse eintragen oder den "
    "Beitrag auf dem Blatt Beiträge berichtigen.",
)
def contributions_changed(contributions: pd.DataFrame, books: Books) -> Rows:
    """A year's contributions differ from the previous year's, and no resolution says so.

    Because: Die Beiträge stehen im Kooperationsvertrag; sie ändern sich nur durch Beitritt oder mit der
    Jahres- und Finanzplanung (Kooperationsvertrag, Finanzierung).
    """
    resolved = {
        resolution.budget_year
        for resolution in books.resolutions
        if resolution.counts and resolution.kind in (ResolutionKind.ACCESSION, ResolutionKind.ANNUAL_PLAN)
    }
    known = contributions[contributions["partner"].ne("") & contributions["budget_year"].notna()]
    agreed = known.assign(row=known.index, year=known["budget_year"].astype("int64"))[
        ["partner", "year", "amount", "row"]
    ]
    agreed = agreed.sort_values(["partner", "year", "amount"]).drop_duplicates(["partner", "year"])
    years = set(agreed["year"])
    both = agreed.merge(agreed.assign(year=agreed["year"] + 1), "outer", ["partner", "year"], suffixes=("", "_before"))
    both = both[both["year"].isin(years) & (both["year"] - 1).isin(years) & ~both["year"].isin(resolved)]
    new, ended = both["row_before"].isna(), both["row"].isna()
    changed = ~new & ~ended & both["amount"].ne(both["amount_before"]).fillna(False)
    both = both.assign(
        case=np.select([new, ended], ["new", "ended"], "changed"),
        row=both["row"].fillna(both["row_before"]).astype("int64"),
        before=both["amount_before"],
    )
    return both[new | ended | changed.astype(bool)].set_index("row")[["case", "year", "before"]]


@rule(
    "STM04",
    Severity.ERROR,
    CONTRIBUTIONS,
    "amount",
    title="Beiträge sehen aus wie Prozentsätze",
    message="Die Beiträge für {budget_year} ergeben zusammen nur {total:eur} EUR; das sieht nach Prozentsätzen aus.",
    hint="Bitte die vereinbarten Beiträge in Euro eintragen, zum Beispiel 50.000,00 statt 41,67.",
)
def contributions_like_percentages(contributions: pd.DataFrame, books: Books) -> Rows:
    """A year's contributions add up to about one hundred.

    Because: Gerundete Prozentsätze ergeben 100,01 %; verteilt wird deshalb nach den Beiträgen in Euro
    (Kooperationsvertrag, Zahlungsschlüssel).
    """
    totals = contributions.groupby("budget_year", dropna=True)["amount"].transform("sum")
    low, high = _LIKE_PERCENTAGES
    return rows_with(contributions, totals.between(low, high) & contributions["budget_year"].notna(), total=totals)


@rule(
    "STM05",
    Severity.ERROR,
    None,
    title="Partner außerhalb seiner Gültigkeit",
    message={
        "early": "{partner} ist erst ab {limit} beteiligt, hier aber für {used} eingetragen.",
        "late": "{partner} war nur bis {limit} beteiligt, hier aber für {used} eingetragen.",
    },
    hint="Bitte Partner oder Jahr dieser Zeile berichtigen; sind sie richtig, bitte „Gültig ab“ oder „Gültig bis“ auf "
    "dem Blatt Partner ändern.",
)
def partner_outside_validity(books: Books) -> Iterator[Hits]:
    """A partner is used in a year in which it does not take part.

    Because: Wer nicht beteiligt ist, schuldet nichts und bekommt nichts zurück (Kooperationsvertrag, Beitritt
    weiterer Gebietskörperschaften).
    """
    known = one_per_key(books.table(PARTNERS).frame, "id", "valid_from", "valid_to")
    journal, contributions = books.table(JOURNAL).frame, books.table(CONTRIBUTIONS).frame
    # Zusatzmittel that were not used go back even after the partner has left.
    may_have_left = journal["category"].eq(Category.SUPPLEMENTARY_REFUND.value)
    uses = (
        (JOURNAL, journal, journal["origin_year"].fillna(journal["budget_year"]), ~may_have_left),
        (CONTRIBUTIONS, contributions, contributions["budget_year"], True),
    )
    for table, frame, used, may_not_have_left in uses:
        first, last = looked_up(frame["partner"], known["valid_from"]), looked_up(frame["partner"], known["valid_to"])
        early = used.lt(first)
        late = used.gt(last) & may_not_have_left
        yield Hits(table, "partner", rows_with(frame, early, limit=first, used=used), "early")
        yield Hits(table, "partner", rows_with(frame, late, limit=last, used=used), "late")


@rule(
    "STM06",
    Severity.WARNING,
    PROJECTS,
    "goal",
    title="Projekt ohne Aufgabenfeld oder Zielbezug",
    message="Projekt {id} „{title}“ hat keinen Eintrag in der Spalte „{header}“.",
    hint="Bitte eintragen, welcher Aufgabe oder welchem Ziel des Kooperationsvertrags das Projekt dient.",
)
def project_without_purpose(projects: pd.DataFrame, books: Books) -> Rows:
    """A project names no task field or no goal.

    Because: Aus dem Budget dürfen nur Aufgaben des Kooperationsvertrags bezahlt werden, und der Sachbericht
    gliedert sich nach ihnen (Kooperationsvertrag, Aufgaben).
    """
    known = projects[projects["id"].ne("")]
    return pd.concat([rows_with(known, known[name].eq(""), column=name) for name in ("task_field", "goal")])


@rule(
    "STM10",
    Severity.ERROR,
    JOURNAL,
    "account",
    title="Konto unbekannt oder gesperrt",
    message={
        "unknown": "Das Konto {account} steht nicht im Kontenplan.",
        "near": "Das Konto {account} steht nicht im Kontenplan; gemeint ist vielleicht {suggestion}.",
        "blocked": "Das Konto {account} ist im Kontenplan gesperrt.",
    },
    hint="Bitte ein Konto aus dem Kontenplan eintragen, das nicht gesperrt ist; fehlt eines, bitte auf dem Blatt "
    "Kontenplan anlegen.",
)
def account_not_usable(journal: pd.DataFrame, books: Books) -> Rows:
    """An entry uses an account that the chart of accounts does not have, or has blocked.

    Because: Gebucht wird nur auf Konten des Kontenplans (Ordnung der Bücher, § 28 KomHVO NRW). Buchungen geprüfter
    Jahre bleiben unberührt, denn „Gesperrt“ gilt für neue Buchungen.
    """
    chart = books.table(ACCOUNTS)
    if not chart.header_row or "account" not in chart.positions:
        return pd.DataFrame(index=journal.index[:0])
    used = journal["account"]
    unknown = _unknown(used, chart.frame["account"])
    years = books.table(BUDGET_YEARS).frame
    done = years.loc[years["status"].isin([YearStatus.EXAMINED.value, YearStatus.CLOSED.value]), "budget_year"]
    shut = chart.frame.loc[chart.frame["blocked"].eq(YesNo.YES.value), "account"]
    blocked = used.ne("") & used.isin(shut) & ~journal["budget_year"].isin(done.dropna())
    return pd.concat([unknown, rows_with(journal, blocked, case="blocked", suggestion="")])


@rule(
    "STM11",
    Severity.ERROR,
    None,
    title="Verweis ins Leere",
    message={
        "unknown": "„{value}“ in der Spalte „{header}“ gibt es auf dem Blatt „{target}“ nicht.",
        "near": "„{value}“ in der Spalte „{header}“ gibt es auf dem Blatt „{target}“ nicht; "
        "gemeint ist vielleicht „{suggestion}“.",
    },
    hint="Bitte die Schreibweise berichtigen oder auf dem Blatt „{target}“ eine Zeile dafür anlegen.",
)
def reference_to_nothing(books: Books) -> Iterator[Hits]:
    """A reference names a row that does not exist.

    Because: Eine Buchung auf ein unbekanntes Projekt oder eine unbekannte Förderung fehlt in deren Abrechnung
    (Vollständigkeit, § 28 KomHVO NRW; Verwendungsnachweis nach ANBest).
    """
    for table in TABLES:
        for column in table.columns:
            # Accounts have their own rule, which knows blocked ones too.
            if column.target is None or column.target == ACCOUNTS.name:
                continue
            target = TABLE_BY_NAME[column.target]
            key = target.columns[0].name
            if key in books.table(target).positions:
                values = books.table(table).frame[column.name]
                rows = _unknown(values, books.table(target).frame[key])
                yield Hits(table, column.name, rows.assign(target=target.sheet))


def _unknown(values: pd.Series, known: pd.Series) -> pd.DataFrame:
    """Return the rows whose value is not known, each with the nearest known value."""
    unknown = values[values.ne("") & ~values.isin(known)]
    suggestion = unknown.map(all_nearest(unknown.unique(), known.unique()))
    case = pd.Series(np.where(suggestion.eq(""), "unknown", "near"), index=unknown.index)
    return pd.DataFrame({"case": case, "suggestion": suggestion}, index=unknown.index)


@rule(
    "STM13",
    Severity.ERROR,
    None,
    title="IBAN ungültig",
    message="Die IBAN „{value}“ ist ungültig: Länge oder Prüfziffer stimmt nicht.",
    hint="Bitte die IBAN vom Kontoauszug oder von einem Schreiben der Bank neu abtippen.",
)
def iban_invalid(books: Books) -> Iterator[Hits]:
    """An IBAN has a wrong length or checksum.

    Because: Erstattungen und Mittelanforderungen nennen dieses Konto; eine falsche Nummer leitet Geld fehl
    (Prüfziffer nach ISO 13616).
    """
    partners, settings = books.table(PARTNERS).frame, books.table(SETTINGS).frame
    yield Hits(PARTNERS, "iban", _invalid(partners["iban"]))
    yield Hits(SETTINGS, "value", settings["key"].eq(_IBAN_TITLE) & _invalid(settings["value"]))


def _invalid(values: pd.Series) -> pd.Series:
    return values.ne("") & ~values.map(iban.is_valid).astype(bool)
