"""Rules of the group Types: every cell holds what its column means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from regman_xl.finding import Severity
from regman_xl.model.facts import Fault
from regman_xl.rules.grant_data import GRANT_RATES
from regman_xl.rules.registry import Facts, Hits, rows_with, rule, with_and_without_detail
from regman_xl.schema import ACCOUNTS, BUDGET_YEARS, JOURNAL, SETTINGS, TABLES, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.model.books import Books
    from regman_xl.rules.registry import Found, Rows

#: Years before the first and after the last budget year in which a date is plausible.
_NEAR = (2, 2)
#: The same for terms that begin long before and end long after the budget years: mandates, secondments, grant
#: periods and their deadlines, projects, waivers. A mistyped century is still found.
_FAR = (40, 15)
_LONG_TERMS = frozenset(
    {
        ("projects", "start"),
        ("projects", "end"),
        ("grants", "period_from"),
        ("grants", "period_to"),
        ("grants", "statement_due"),
        ("board_members", "valid_from"),
        ("board_members", "valid_to"),
        ("staff", "valid_from"),
        ("staff", "valid_to"),
        ("waivers", "valid_until"),
    }
)
#: Where Excel drops leading zeros when a number is typed into a cell that is not formatted as text.
_NUMBERED = ((ACCOUNTS, "account"), (JOURNAL, "account"), (JOURNAL, "voucher"))


@rule(
    "TYP01",
    Severity.ERROR,
    None,
    title="Zahl als Text",
    message={
        "": "In der Spalte „{header}“ steht „{value}“ als Text, nicht als Zahl.",
        "detail": "In der Spalte „{header}“ steht „{value}“ als Text statt der Zahl {detail}.",
    },
    hint="Bitte die Zelle als Zahl formatieren und den Wert neu eingeben.",
)
def number_as_text(books: Books) -> Found:
    """A number is stored as text.

    Because: Excel rechnet Text nicht mit; die Summe auf dem Blatt und die Summe im Bericht liefen auseinander
    (Richtigkeit, § 28 KomHVO NRW).
    """
    return with_and_without_detail(books.package.of(Fault.NUMBER_AS_TEXT))


@rule(
    "TYP02",
    Severity.WARNING,
    None,
    title="Unsichtbare Zeichen",
    message="In der Spalte „{header}“ enthält „{value}“ überflüssige Leerzeichen oder unsichtbare Zeichen.",
    hint="Bitte den Wert von Hand neu eingeben, ohne Leerzeichen davor und dahinter; gerechnet wird schon jetzt ohne "
    "sie.",
)
def stray_blanks(books: Books) -> Found:
    """A text has surrounding, non-breaking or narrow blanks, or invisible characters.

    Because: Für Excel sind „DUS“ und „DUS “ zwei verschiedene Partner; Filter und Summen lassen dann Zeilen aus
    (Prüfungspraxis).
    """
    return [Facts(books.package.of(Fault.STRAY_BLANKS))]


@rule(
    "TYP03",
    Severity.ERROR,
    None,
    title="Minuszeichen hinter der Zahl",
    message={
        "": "In der Spalte „{header}“ steht „{value}“ mit dem Minuszeichen am Ende.",
        "detail": "In der Spalte „{header}“ steht „{value}“ mit dem Minuszeichen am Ende; gemeint ist wohl {detail}.",
    },
    hint="Bitte das Minuszeichen vor die Zahl setzen. Im Journal ist nur ein Storno negativ; jede andere Buchung bitte "
    "ohne Minus eintragen.",
)
def trailing_minus(books: Books) -> Found:
    """An amount carries its minus sign at the end.

    Because: So schreiben SAP-Listen negative Beträge; Excel liest sie als Text und rechnet sie nicht mit
    (Richtigkeit, § 28 KomHVO NRW).
    """
    return with_and_without_detail(books.package.of(Fault.TRAILING_MINUS))


@rule(
    "TYP04",
    Severity.ERROR,
    None,
    title="Trennzeichen mehrdeutig",
    message={
        "": "In der Spalte „{header}“ steht „{value}“ als Text: ob Punkt oder Komma Tausender trennt, ist offen.",
        "detail": "In der Spalte „{header}“ steht „{value}“ als Text: das kann {detail} bedeuten.",
    },
    hint="Bitte die Zelle als Zahl formatieren und den Wert ohne Punkt neu eingeben, zum Beispiel 1234,00 oder 1,23.",
)
def separator_ambiguous(books: Books) -> Found:
    """A text such as ``1.234`` may mean two different numbers.

    Because: Zwischen beiden Lesarten liegt der Faktor 1.000; geraten wird nicht (Richtigkeit, § 28 KomHVO NRW).
    """
    return with_and_without_detail(books.package.of(Fault.AMBIGUOUS_SEPARATOR))


@rule(
    "TYP05",
    Severity.ERROR,
    None,
    title="Datum als Text",
    message={
        "": "In der Spalte „{header}“ steht „{value}“ als Text, nicht als Datum.",
        "detail": "In der Spalte „{header}“ steht „{value}“ als Text statt des Datums {detail}.",
    },
    hint="Bitte die Zelle als Datum formatieren und das Datum neu eingeben, zum Beispiel 31.12.2026.",
)
def date_as_text(books: Books) -> Found:
    """A date is stored as text.

    Because: Fristen und Zeiträume lassen sich nur an echten Datumswerten prüfen (Prüfungspraxis).
    """
    return with_and_without_detail(books.package.of(Fault.DATE_AS_TEXT))


@rule(
    "TYP06",
    Severity.WARNING,
    None,
    title="Datum mit Uhrzeit oder unglaubwürdig",
    message={
        "time": "In der Spalte „{header}“ steht {value} mit Uhrzeit.",
        "early": "In der Spalte „{header}“ steht {value}: das liegt weit vor dem ersten Haushaltsjahr {first}.",
        "late": "In der Spalte „{header}“ steht {value}: das liegt weit nach dem letzten Haushaltsjahr {last}.",
    },
    hint="Bitte das Datum prüfen und ohne Uhrzeit neu eingeben.",
)
def date_implausible(books: Books) -> Iterator[Hits | Facts]:
    """A date has a time of day, or lies far outside the budget years.

    Because: Ein vertipptes Jahr verschiebt Buchungen und Fristen unbemerkt (Prüfungspraxis); eine Uhrzeit macht
    zwei gleiche Tage ungleich.
    """
    yield Facts(books.package.of(Fault.TIME_OF_DAY), "time")
    years = books.table(BUDGET_YEARS).frame["budget_year"].dropna()
    if years.empty:
        return
    first, last = int(years.min()), int(years.max())
    for table in TABLES:
        frame = books.table(table).frame
        for column in table.columns:
            if column.kind is Kind.DATE:
                before, after = _FAR if (table.name, column.name) in _LONG_TERMS else _NEAR
                dated = frame[column.name].dt.year
                early, late = dated < first - before, dated > last + after
                yield Hits(table, column.name, rows_with(frame, early, first=first, last=last), "early")
                yield Hits(table, column.name, rows_with(frame, late, first=first, last=last), "late")


@rule(
    "TYP07",
    Severity.ERROR,
    None,
    title="Zu viele Nachkommastellen",
    message="In der Spalte „{header}“ hat {value} zu viele Nachkommastellen.",
    hint="Bitte den genauen Betrag mit höchstens zwei Nachkommastellen eingeben (Prozentsätze: höchstens vier, "
    "Jahre: keine).",
)
def too_many_decimals(books: Books) -> Found:
    """A number has more decimals than its column allows.

    Because: Gezahlt werden nur ganze Cent; stilles Runden ergäbe Summen, die nicht aufgehen (Centgenauigkeit,
    Richtigkeit nach § 28 KomHVO NRW).
    """
    return [Facts(books.package.of(Fault.TOO_MANY_DECIMALS))]


@rule(
    "TYP08",
    Severity.ERROR,
    None,
    title="Formel ohne Ergebnis",
    message="In der Spalte „{header}“ steht eine Formel, deren Ergebnis nicht gespeichert ist.",
    hint="Bitte die Mappe in Excel oder LibreOffice öffnen, neu berechnen lassen und speichern.",
)
def formula_without_value(books: Books) -> Found:
    """A formula has no cached value.

    Because: Was die Zelle zeigt, hängt dann vom Programm ab, das sie öffnet; geprüft werden kann nur ein
    gespeicherter Wert (Nachprüfbarkeit, § 28 KomHVO NRW).
    """
    return [Facts(books.package.of(Fault.NO_CACHED_VALUE))]


@rule(
    "TYP09",
    Severity.ERROR,
    None,
    title="Fehlerwert",
    message="In der Spalte „{header}“ steht der Fehlerwert {value}.",
    hint="Bitte die Formel berichtigen oder den Wert fest eintragen.",
)
def error_value(books: Books) -> Found:
    """A cell shows an error such as ``#REF!``.

    Because: Hinter einem Fehlerwert steht kein Wert; die Zeile fehlt in allen Summen (Vollständigkeit,
    § 28 KomHVO NRW).
    """
    return [Facts(books.package.of(Fault.ERROR_VALUE))]


@rule(
    "TYP10",
    Severity.WARNING,
    None,
    title="Formel überschrieben",
    message="In der Spalte „{header}“ ist die Formel durch den festen Wert {value} überschrieben.",
    hint="Bitte die Formel aus einer Nachbarzeile herunterziehen.",
)
def formula_overwritten(books: Books) -> Found:
    """A formula column holds a constant.

    Because: Ein fester Wert folgt späteren Änderungen der Zeile nicht mehr (Prüfungspraxis).
    """
    return [Facts(books.package.of(Fault.FORMULA_OVERWRITTEN))]


@rule(
    "TYP11",
    Severity.WARNING,
    None,
    title="Führende Nullen verloren",
    message="In der Spalte „{header}“ ist „{value}“ kürzer als die übrigen Nummern mit führenden Nullen; "
    "gemeint ist vielleicht „{whole}“.",
    hint="Bitte die Zelle als Text formatieren und die Nummer mit ihren führenden Nullen neu eingeben.",
)
def leading_zeros_lost(books: Books) -> Iterator[Hits]:
    """A number is shorter than its neighbours, which begin with zeros.

    Because: Excel streicht führende Nullen; Konto und Beleg sind dann nicht mehr eindeutig zuzuordnen
    (Belegprinzip, § 28 KomHVO NRW).
    """
    for table, name in _NUMBERED:
        yield Hits(table, name, _shortened(books.table(table).frame, name))


def _shortened(frame: pd.DataFrame, name: str) -> Rows:
    digits = frame.loc[frame[name].str.fullmatch(r"\d+"), name]
    whole = digits[digits.str.startswith("0") & digits.str.len().gt(1)]
    if whole.empty:
        return pd.DataFrame(index=frame.index[:0])
    width = int(whole.str.len().mode().iloc[0])
    short = digits[digits.str.len().lt(width) & ~digits.str.startswith("0")]
    return pd.DataFrame({"whole": short.str.zfill(width)}, index=short.index)


@rule(
    "TYP12",
    Severity.ERROR,
    None,
    title="Fremde Währung",
    message={
        "": "In der Spalte „{header}“ steht {value}; die Zelle ist in einer anderen Währung als Euro formatiert.",
        "detail": "In der Spalte „{header}“ steht {value}; die Zelle ist in einer anderen Währung als Euro formatiert "
        "({detail}).",
    },
    hint="Bitte den Betrag in Euro eingeben, wie ihn der Kontoauszug zeigt, und die Zelle als Euro formatieren.",
)
def foreign_currency(books: Books) -> Found:
    """An amount is formatted in a currency other than EUR.

    Because: Alle Beträge werden als Euro gerechnet; Beiträge und Zuwendungen lauten auf Euro (Kooperationsvertrag,
    Finanzierung).
    """
    return with_and_without_detail(books.package.of(Fault.FOREIGN_CURRENCY))


@rule(
    "TYP13",
    Severity.ERROR,
    None,
    title="Wert nicht in der Liste",
    message={
        "": "In der Spalte „{header}“ steht „{value}“; diesen Wert gibt es in der Liste nicht.",
        "detail": "In der Spalte „{header}“ steht „{value}“; diesen Wert gibt es in der Liste nicht, "
        "gemeint ist vielleicht „{detail}“.",
    },
    hint="Bitte einen Wert aus der Auswahlliste der Zelle nehmen.",
)
def value_not_in_list(books: Books) -> Found:
    """A value is not in the list of its column.

    Because: Nach diesen Werten werden die Buchungen zugeordnet; was keiner Kategorie angehört, fehlt im Abschluss
    (Ordnung der Bücher, § 28 KomHVO NRW).
    """
    return with_and_without_detail(books.package.of(Fault.NOT_IN_LIST))


@rule(
    "TYP14",
    Severity.ERROR,
    None,
    title="Wert außerhalb des Möglichen",
    message={
        "": "In der Spalte „{header}“ steht {value}; mit diesem Wert lässt sich nicht rechnen.",
        "detail": "In der Spalte „{header}“ steht {value}; möglich ist {detail}.",
    },
    hint="Bitte den Wert prüfen und neu eingeben: höchstens 15 Ziffern, Prozentsätze von 0 bis 100, "
    "Jahre mit vier Ziffern, echte Kalendertage.",
)
def value_out_of_range(books: Books) -> Found:
    """A number is not finite or has more than 15 digits, or a date is out of range.

    Because: Excel speichert nur 15 Ziffern genau; was darüber liegt, ist schon verfälscht (Richtigkeit,
    § 28 KomHVO NRW).
    """
    facts = books.package.of(Fault.OUT_OF_RANGE)
    return with_and_without_detail(fact for fact in facts if (fact.sheet, fact.name) not in GRANT_RATES)


@rule(
    "TYP15",
    Severity.ERROR,
    None,
    title="Pflichtfeld leer",
    message={
        "": "In Zeile {row} ist das Pflichtfeld „{header}“ leer.",
        "line": "Auf dem Blatt „{sheet}“ fehlt die Zeile „{detail}“.",
        "value": "In der Zeile „{detail}“ ist das Pflichtfeld „{header}“ leer.",
    },
    hint="Bitte die Angabe eintragen. Eine Tabellenzeile, die niemand braucht, bitte ganz löschen; auf dem Blatt "
    "Einstellungen müssen alle Zeilen bleiben.",
)
def required_cell_empty(books: Books) -> Found:
    """A required cell is empty.

    Because: Ohne diese Angabe ist die Zeile nicht nachprüfbar oder lässt sich nicht rechnen (Vollständigkeit,
    § 28 KomHVO NRW).
    """
    plain, settings = with_and_without_detail(books.package.of(Fault.REQUIRED_EMPTY))
    lines = [fact for fact in settings.facts if fact.name == SETTINGS.key[0]]
    values = [fact for fact in settings.facts if fact.name != SETTINGS.key[0]]
    return [plain, Facts(lines, "line"), Facts(values, "value")]


@rule(
    "TYP16",
    Severity.ERROR,
    None,
    title="Wert passt nicht zur Spalte",
    message={
        "": "„{value}“ passt nicht in die Spalte „{header}“.",
        "detail": "„{value}“ passt nicht in die Spalte „{header}“; gemeint ist wohl {detail}.",
    },
    hint="Bitte eingeben, was die Notiz an der Überschrift verlangt (Zahl, Jahr, Datum oder Betrag).",
)
def value_of_wrong_type(books: Books) -> Found:
    """A cell holds something that its column cannot mean: a word in a column of amounts.

    Because: Was nicht gelesen werden kann, wird nicht geraten; die Zeile fehlt sonst unbemerkt in den Summen
    (Richtigkeit und Vollständigkeit, § 28 KomHVO NRW).
    """
    return with_and_without_detail(books.package.of(Fault.WRONG_TYPE))
