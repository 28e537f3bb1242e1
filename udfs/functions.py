"""The Excel functions. Each only translates: what it computes is in the core, where it is tested."""

# ruff: noqa: N802 - Excel shows these names
from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from regman_xl.allocation import allocate, allocate_table
from regman_xl.finance.grants import earned_grant
from regman_xl.problems import Problem
from regman_xl.schema import JOURNAL
from regman_xl.schema.lists import Category, Direction, FundingKind
from udfs.arguments import Cells, along, cents, chosen, each, key, needed, rate, shown, text, whole
from udfs.registry import excel_function
from udfs.tables import Listed

if TYPE_CHECKING:
    from udfs.arguments import Cell, Rows

_KEY = "Schlüssel: Jahresbeiträge der Partner in EUR, eine Zeile oder Spalte in der Reihenfolge des Blatts Partner."
_BLANK = Cells("", ((None,),))
_GRANT = {
    "finanzierungsart": "Finanzierungsart: Anteil, Fehlbedarf, Festbetrag oder Vollfinanzierung, wie im Bescheid.",
    "kosten": "Kosten: Ausgaben des Projekts bis heute in EUR, von Beginn an zusammengezählt.",
    "zuwendungsfaehig": "Zuwendungsfähig: zuwendungsfähiger Teil der Kosten in EUR; leer heißt: alles.",
    "drittmittel": "Drittmittel: Einnahmen des Projekts von Dritten in EUR, ohne die Zuwendung; leer heißt: keine.",
    "foerdersatz": "Fördersatz: in Prozent als Zahl von 0 bis 100 (60 für 60 %); nötig bei Anteil, sonst leer.",
    "hoechstbetrag": "Höchstbetrag: höchste Zuwendung in EUR laut Bescheid.",
    "plankosten": "PlanKosten: Gesamtausgaben des Finanzierungsplans in EUR; nötig bei Fehlbedarf.",
    "plandrittmittel": "PlanDrittmittel: Drittmittel des Finanzierungsplans in EUR; leer heißt: keine.",
}
_TITLES = tuple(help_text.partition(": ")[0] for help_text in _GRANT.values())


@excel_function(
    betrag="Betrag: zu verteilender Betrag in EUR, auch negativ.",
    schluessel=_KEY,
    index="Index: Nummer des Partners im Schlüssel, von 1 an.",
)
def RM_ANTEIL(betrag: Cells, schluessel: Cells, index: Cells) -> Cell | Rows:
    """Anteil eines Partners an einem Betrag, centgenau nach dem Zahlungsschlüssel."""
    weights = key(schluessel)

    def share(amount: Cell, place: Cell) -> Cell:
        number = needed(whole(place, index.name), index.name)
        if not 1 <= number <= len(weights):
            raise Problem(f"Index: Der Schlüssel hat {len(weights)} Werte; einen {number}. gibt es nicht.")
        return shown(allocate(needed(cents(amount, betrag.name), betrag.name), weights)[number - 1])

    return each(share, betrag, index)


@excel_function(betrag="Betrag: zu verteilender Betrag in EUR, auch negativ.", schluessel=_KEY)
def RM_ANTEILE(betrag: Cells, schluessel: Cells) -> Cell | Rows:
    """Anteile aller Partner an einem Betrag, centgenau nach dem Zahlungsschlüssel; sie ergeben zusammen den Betrag."""
    return along(schluessel, allocate(needed(cents(betrag.one(), betrag.name), betrag.name), key(schluessel)))


def _amount(cell: Cell, title: str) -> int:
    """Return an amount in cents that must be there and is not negative."""
    amount = needed(cents(cell, title), title)
    if amount < 0:
        raise Problem(f"{title}: Der Betrag darf nicht negativ sein.")
    return amount


def _optional(cell: Cell, title: str, default: int = 0) -> int:
    return default if cell is None else _amount(cell, title)


def _grant(*cells: Cell) -> tuple[int, int]:
    """Return what third parties and the grant leave open of the cost, and the grant; in cents, cells as in `_GRANT`."""
    kind, cost, eligible, third, percent, cap, plan_cost, plan_third = zip(cells, _TITLES, strict=True)
    funding = chosen(*kind, FundingKind)
    spent = _amount(*cost)
    counted = _optional(*eligible, default=spent)
    if counted > spent:
        raise Problem(f"{eligible[1]}: Mehr als die Kosten kann nicht zuwendungsfähig sein.")
    others = _optional(*third)
    earned = earned_grant(
        funding,
        eligible=counted,
        third=others,
        rate=needed(rate(*percent), percent[1]) if funding is FundingKind.SHARE else None,
        cap=_amount(*cap),
        plan_cost=_amount(*plan_cost) if funding is FundingKind.GAP else 0,
        plan_third=_optional(*plan_third),
    )
    return max(0, spent - others - earned), earned


@excel_function(**_GRANT)
def RM_EIGENANTEIL(
    finanzierungsart: Cells,
    kosten: Cells,
    zuwendungsfaehig: Cells,
    drittmittel: Cells,
    foerdersatz: Cells,
    hoechstbetrag: Cells,
    plankosten: Cells = _BLANK,
    plandrittmittel: Cells = _BLANK,
) -> Cell | Rows:
    """Eigenanteil eines Förderprojekts: was Zuwendung und Drittmittel von den Kosten offen lassen."""
    arguments = (finanzierungsart, kosten, zuwendungsfaehig, drittmittel, foerdersatz, hoechstbetrag)
    return each(lambda *cells: shown(_grant(*cells)[0]), *arguments, plankosten, plandrittmittel)


@excel_function(**_GRANT)
def RM_ZUWENDUNG(
    finanzierungsart: Cells,
    kosten: Cells,
    zuwendungsfaehig: Cells,
    drittmittel: Cells,
    foerdersatz: Cells,
    hoechstbetrag: Cells,
    plankosten: Cells = _BLANK,
    plandrittmittel: Cells = _BLANK,
) -> Cell | Rows:
    """Zuwendung, die die Kosten bis heute verdient haben, auf den Cent abgerundet."""
    arguments = (finanzierungsart, kosten, zuwendungsfaehig, drittmittel, foerdersatz, hoechstbetrag)
    return each(lambda *cells: shown(_grant(*cells)[1]), *arguments, plankosten, plandrittmittel)


@excel_function(
    eigenanteile="Eigenanteile: Eigenanteile der Projekte in EUR, eine Zeile oder Spalte.",
    schluessel=_KEY,
)
def RM_EIGENANTEILE(eigenanteile: Cells, schluessel: Cells) -> Cell | Rows:
    """Eigenanteile der Projekte nach Partnern: jede Zeile und jede Spalte geht auf den Cent auf."""
    amounts = [
        needed(cents(cell, what), what)
        for place, cell in enumerate(eigenanteile.line(), 1)
        for what in [f"{eigenanteile.name}, Wert {place}"]
    ]
    table = allocate_table(amounts, key(schluessel))
    # Where the projects lie side by side, so do their shares.
    rows = zip(*table, strict=True) if eigenanteile.is_row else table
    return [[shown(amount) for amount in row] for row in rows]


@excel_function(
    ueberschuss="Überschuss: nicht verausgabte Mittel in EUR, nicht negativ.",
    schluessel=_KEY,
    soll="Soll: was jeder Partner schuldet, in EUR, wie der Schlüssel angeordnet; leer heißt: sein Jahresbeitrag.",
    ist="Ist: was jeder Partner gezahlt hat, in EUR, wie der Schlüssel angeordnet; leer heißt: alles.",
)
def RM_ERSTATTUNG(ueberschuss: Cells, schluessel: Cells, soll: Cells = _BLANK, ist: Cells = _BLANK) -> Cell | Rows:
    """Abrechnung je Partner: Anteil am Überschuss, weniger Rückstand, mehr Überzahlung; negativ: noch zu zahlen."""
    weights = key(schluessel)
    refunds = allocate(_amount(ueberschuss.one(), ueberschuss.name), weights)
    due = weights if soll.is_blank else key(soll)
    paid = due if ist.is_blank else key(ist)
    for item, amounts in ((soll, due), (ist, paid)):
        if len(amounts) != len(weights):
            raise Problem(f"{item.name}: Der Schlüssel hat {len(weights)} Werte, hier sind es {len(amounts)}.")
    return along(schluessel, [got + has - owes for got, owes, has in zip(refunds, due, paid, strict=True)])


@excel_function(
    verfuegbar="Verfügbar: verfügbare Mittel des Jahres in EUR.",
    verwendung="Verwendung: geplante Verwendung des Jahres mit den Eigenanteilen in EUR.",
    eigenanteile="Eigenanteile: darin enthaltene Eigenanteile der Förderprojekte in EUR.",
    schluessel=_KEY,
)
def RM_ZUSATZBEDARF(verfuegbar: Cells, verwendung: Cells, eigenanteile: Cells, schluessel: Cells) -> Cell | Rows:
    """Bedarf an Zusatzmitteln je Partner: der Fehlbetrag des Plans, höchstens die Eigenanteile."""
    available, uses, own = (_amount(item.one(), item.name) for item in (verfuegbar, verwendung, eigenanteile))
    return along(schluessel, allocate(min(max(0, uses - available), own), key(schluessel)))


@excel_function(
    journal="Journal: der Bereich mit seinen Überschriften, also tblJournal[#Alle].",
    jahr="Jahr: Haushaltsjahr der Buchungen.",
    kategorie="Kategorie: nur diese Kategorie; leer heißt: alle.",
    projekt="Projekt: nur dieses Projekt (Nr); leer heißt: alle.",
    foerderung="Förderung: nur diese Förderung (Nr); leer heißt: alle.",
)
def RM_SUMME(
    journal: Cells, jahr: Cells, kategorie: Cells = _BLANK, projekt: Cells = _BLANK, foerderung: Cells = _BLANK
) -> Cell | Rows:
    """Summe der Buchungen eines Jahres: Einnahmen weniger Ausgaben."""
    listed = Listed(journal, JOURNAL)
    year = needed(whole(jahr.one(), jahr.name), jahr.name)
    wanted = {"project": text(projekt.one(), projekt.name), "grant": text(foerderung.one(), foerderung.name)}
    if not kategorie.is_blank:
        wanted["category"] = chosen(kategorie.one(), kategorie.name, Category).value
    return shown(
        sum(
            row.cents("amount") * (1 if row.chosen("direction", Direction) is Direction.INCOME else -1)
            for row in listed.rows()
            if row.whole("budget_year") == year
            and all(row.text(name) == value for name, value in wanted.items() if value)
        )
    )


@excel_function(
    placed="tabelle",
    tabelle="Tabelle: der Bereich mit seinen Überschriften, zum Beispiel tblJournal[#Alle].",
    blatt="Blatt: Name des Eingabeblatts, zum Beispiel Journal.",
)
def RM_PRUEFEN(tabelle: Cells, blatt: Cells) -> Cell | Rows:
    """Befunde einer einzelnen Tabelle: Regel, Zelle, Meldung; die ganze Arbeitsmappe prüft der Befehl validate."""
    from regman_xl.app.table_check import check_table  # noqa: PLC0415 - it loads pandas, and only this function needs it

    if tabelle.is_blank:
        raise Problem(f"{tabelle.name}: Der Bereich ist leer.")
    # The clock: a finding about a date in the future is one today.
    made = check_table(tabelle.rows, text(blatt.one(), blatt.name), tabelle.corner, dt.date.today())  # noqa: DTZ011
    rows: Rows = [[item.code, item.cell or "", item.message] for item in made.findings]
    found = "Keine Befunde." if not rows else "Das sind alle Befunde."
    return [*rows, ["", "", f"{found} Geprüft mit {made.judged} Regeln, die nur diese Tabelle brauchen."]]
