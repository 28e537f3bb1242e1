"""Rules of the group Structure: the workbook can be read as it was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from regman_xl.finding import Severity
from regman_xl.model.facts import Fault
from regman_xl.rules.registry import Facts, Hits, rows_with, rule, with_and_without_detail
from regman_xl.schema import SCHEMA_VERSION, SETTINGS, TABLES, TEXT_KINDS, Kind
from regman_xl.schema.settings import SETTING_LIST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.model.books import Books
    from regman_xl.model.frames import TableData
    from regman_xl.rules.registry import Found, Rows

#: How a line of sums begins.
_SUM_LINE = r"(?i)^(?:(?:zwischen|gesamt|end|teil|jahres)?summen?\b|übertrag\b|gesamt\b|saldo\b|insgesamt\b|total\b)"
_VERSION_TITLE = next(setting.title for setting in SETTING_LIST if setting.name == "schema_version")


@rule(
    "STR01",
    Severity.ERROR,
    None,
    title="Blatt fehlt",
    message={
        "": "Das Blatt „{sheet}“ fehlt.",
        "detail": "Das Blatt „{sheet}“ fehlt; gemeint ist vielleicht das Blatt „{detail}“.",
    },
    hint="Bitte einem umbenannten Blatt wieder den Namen „{sheet}“ geben. Ist es gelöscht, bitte das Blatt aus der "
    "letzten Sicherung der Mappe zurückholen; gab es noch keine Angaben, genügt das leere Blatt einer neuen Mappe "
    "(Befehl regman new).",
)
def sheet_missing(books: Books) -> Found:
    """An input sheet is missing.

    Because: Die Bücher müssen vollständig sein (§ 28 KomHVO NRW); ohne das Blatt fehlt ein Teil der Angaben,
    auf denen der Abschluss beruht.
    """
    return with_and_without_detail(books.package.of(Fault.MISSING_SHEET))


@rule(
    "STR02",
    Severity.ERROR,
    None,
    title="Spalte fehlt",
    message={
        "": "Auf dem Blatt „{sheet}“ fehlt die Spalte „{header}“.",
        "detail": "Auf dem Blatt „{sheet}“ fehlt die Spalte „{header}“; gemeint ist vielleicht „{detail}“.",
    },
    hint="Bitte der Spalte genau die Überschrift „{header}“ geben; fehlt sie ganz, bitte in der Tabelle eine Spalte "
    "mit dieser Überschrift einfügen. Die Reihenfolge der Spalten ist frei.",
)
def column_missing(books: Books) -> Found:
    """A required column is missing or renamed.

    Because: Spalten werden an ihrer Überschrift erkannt; ohne sie fehlen die Angaben aller Zeilen
    (Vollständigkeit, § 28 KomHVO NRW).
    """
    return with_and_without_detail(books.package.of(Fault.MISSING_COLUMN))


@rule(
    "STR03",
    Severity.ERROR,
    None,
    title="Überschrift doppelt",
    message="Auf dem Blatt „{sheet}“ steht die Überschrift „{value}“ mehr als einmal ({detail}).",
    hint="Bitte nur der Spalte mit den richtigen Angaben diese Überschrift lassen und die andere umbenennen oder "
    "löschen.",
)
def header_doubled(books: Books) -> Found:
    """A header stands twice.

    Because: Bei zwei Spalten gleichen Namens ist nicht nachprüfbar, welche gilt (Klarheit der Bücher,
    § 28 KomHVO NRW).
    """
    return [Facts(books.package.of(Fault.DOUBLED_HEADER))]


@rule(
    "STR04",
    Severity.ERROR,
    SETTINGS,
    "value",
    title="Unbekannte Schemaversion",
    message=f"Die Einstellung „{_VERSION_TITLE}“ ist {{value}}; dieses Programm liest nur Mappen der Version "
    f"{SCHEMA_VERSION}.",
    hint=f"Bitte {SCHEMA_VERSION} eintragen, wenn die Zahl versehentlich geändert wurde. Stammt die Mappe aus einer "
    "neueren Fassung des Programms, bitte das Programm aktualisieren.",
)
def schema_version_unknown(settings: pd.DataFrame, books: Books) -> Rows:
    """The workbook was made for another version of the schema.

    Because: Eine neuere Mappe kann Spalten anders meinen; falsch Verstandenes darf nicht in den Abschluss
    (Richtigkeit, § 28 KomHVO NRW).
    """
    return settings["key"].eq(_VERSION_TITLE) & (books.settings.schema_version != SCHEMA_VERSION)


@rule(
    "STR05",
    Severity.WARNING,
    None,
    title="Daten ausgeblendet",
    message={
        "row": "Auf dem Blatt „{sheet}“ sind Zeilen ausgeblendet (Zeile {detail}). Sie werden trotzdem mitgezählt.",
        "sheet": "Das Blatt „{sheet}“ ist ausgeblendet. Seine Zeilen werden trotzdem mitgezählt.",
        "filter": "Auf dem Blatt „{sheet}“ ist ein Filter gesetzt. Verborgene Zeilen werden trotzdem mitgezählt.",
    },
    hint="Bitte alles einblenden und den Filter löschen, damit alle dieselben Zeilen sehen.",
)
def data_hidden(books: Books) -> Iterator[Facts]:
    """Rows or sheets are hidden, or a filter is set.

    Because: Wer die Mappe prüft, muss sehen, was gerechnet wird (Nachprüfbarkeit, § 28 KomHVO NRW).
    """
    hidden = books.package.of(Fault.HIDDEN)
    yield Facts([fact for fact in hidden if fact.row], "row")
    yield Facts([fact for fact in hidden if not fact.row], "sheet")
    yield Facts(books.package.of(Fault.FILTERED), "filter")


@rule(
    "STR06",
    Severity.ERROR,
    None,
    title="Zellen verbunden",
    message={
        "": "Auf dem Blatt „{sheet}“ sind bei {cell} Zellen verbunden.",
        "detail": "Auf dem Blatt „{sheet}“ sind die Zellen {detail} verbunden.",
    },
    hint="Bitte in Excel unter Start › „Zellverbund aufheben“ wählen und jede Zelle für sich ausfüllen.",
)
def cells_merged(books: Books) -> Found:
    """Cells within the data are merged.

    Because: In verbundenen Zellen hat nur die erste einen Wert; die anderen Buchungen verlieren ihn
    (Vollständigkeit, § 28 KomHVO NRW).
    """
    return with_and_without_detail(books.package.of(Fault.MERGED))


@rule(
    "STR07",
    Severity.ERROR,
    None,
    title="Leerzeile oder Summenzeile in den Daten",
    message={
        "blank": "Auf dem Blatt „{sheet}“ folgen nach einer leeren Zeile noch Daten (leer: Zeile {detail}).",
        "sum": "Auf dem Blatt „{sheet}“ steht in Zeile {row} eine Summenzeile („{value}“) mitten in den Daten.",
    },
    hint="Bitte leere Zeilen und Summenzeilen aus der Tabelle löschen; die Summen rechnen die Berichte.",
)
def row_without_data(books: Books) -> Iterator[Hits | Facts]:
    """A blank row has data after it, or a line of sums stands in the data.

    Because: Eine Summenzeile zählt ihre Beträge ein zweites Mal, und hinter einer Leerzeile wird leicht
    Abgeschnittenes übersehen (Richtigkeit und Vollständigkeit, § 28 KomHVO NRW).
    """
    yield Facts(books.package.of(Fault.BLANK_ROW), "blank")
    for table in TABLES:
        for name, rows in _sum_lines(books.table(table)):
            yield Hits(table, name, rows, "sum", whole_row=True)


def _sum_lines(data: TableData) -> Iterator[tuple[str, Rows]]:
    """Find rows with a text that begins like a line of sums, and nothing else required but amounts."""
    suspects = data.frame[~data.usable]
    if suspects.empty:
        return
    required = [column for column in data.table.columns if column.required and column.kind is not Kind.MONEY]
    filled = {
        column.name: suspects[column.name].ne("") if column.kind in TEXT_KINDS else suspects[column.name].notna()
        for column in required
    }
    total = pd.DataFrame(filled).sum(axis="columns")
    for column in data.table.columns:
        if column.kind in (Kind.TEXT, Kind.REFERENCE):
            alone = total.eq(filled[column.name] if column.required else 0)
            yield column.name, rows_with(suspects, alone & suspects[column.name].str.contains(_SUM_LINE))


@rule(
    "STR08",
    Severity.ERROR,
    None,
    title="Datumswerte ab 1904",
    message="Die Mappe zählt ihre Tage ab 1904 statt ab 1900: Wer Zellen in eine andere Mappe kopiert, verschiebt "
    "jedes Datum um vier Jahre und einen Tag.",
    hint="Bitte in Excel unter Datei › Optionen › Erweitert „1904-Datumswerte verwenden“ ausschalten. Excel zeigt "
    "danach jedes Datum vier Jahre und einen Tag zu früh; bitte zu jedem 1462 Tage hinzuzählen (Inhalte einfügen › "
    "Addieren).",
)
def dates_since_1904(books: Books) -> Found:
    """The workbook uses the 1904 date system.

    Because: Werden Zellen zwischen Mappen kopiert, verschieben sich Buchungs- und Belegdaten um 1.462 Tage
    (Richtigkeit, § 28 KomHVO NRW).
    """
    return [Facts(books.package.of(Fault.DATES_1904))]


@rule(
    "STR09",
    Severity.WARNING,
    None,
    title="Verknüpfung mit anderer Datei",
    message={
        "": "Die Mappe holt Werte aus einer anderen Datei ({value}).",
        "detail": "Die Mappe holt Werte aus einer anderen Datei ({detail}).",
    },
    hint="Bitte in Excel unter Daten › Verknüpfungen bearbeiten die Verknüpfung löschen und die Werte fest eintragen.",
)
def external_link(books: Books) -> Found:
    """The workbook draws values from another file.

    Because: Ein Wert, der sich mit einer fremden Datei ändert, ist kein Beleg (Unveränderlichkeit der Buchung,
    § 28 KomHVO NRW).
    """
    return with_and_without_detail(books.package.of(Fault.EXTERNAL_LINK))


@rule(
    "STR10",
    Severity.ERROR,
    None,
    title="Daten außerhalb der Tabelle",
    message={
        "": "Auf dem Blatt „{sheet}“ steht bei {cell} etwas außerhalb der Tabelle; es wird nicht mitgezählt.",
        "detail": "Auf dem Blatt „{sheet}“ steht im Bereich {detail} etwas außerhalb der Tabelle; "
        "es wird nicht mitgezählt.",
        "below": "Auf dem Blatt „{sheet}“ stehen die Zeilen im Bereich {detail} unter der Tabelle; sie sind "
        "mitgezählt, gehören aber in die Tabelle.",
    },
    hint="Bitte Angaben, die zur Tabelle gehören, ohne Lücke unter ihre letzte Zeile setzen und die Tabelle bis "
    "dorthin erweitern (an der Ecke unten rechts ziehen); alles andere bitte löschen.",
)
def data_outside_table(books: Books) -> Found:
    """Data stand below, beside or above the table, in its totals row, or in a column without header.

    Because: Was neben der Tabelle steht, fehlt in allen Summen, obwohl es aussieht wie gebucht
    (Vollständigkeit, § 28 KomHVO NRW).
    """
    outside = with_and_without_detail(books.package.of(Fault.OUTSIDE_TABLE))
    return (*outside, Facts(books.package.of(Fault.BELOW_TABLE), "below"))


@rule(
    "STR11",
    Severity.ERROR,
    None,
    title="Blatt nicht eindeutig",
    message={
        "": "Zwei Blätter heißen „{sheet}“; sie unterscheiden sich nur in der Schreibweise.",
        "detail": "Die Blätter „{sheet}“ und „{detail}“ unterscheiden sich nur in der Schreibweise.",
        "unread": "Das Blatt „{sheet}“ wird nicht gelesen, denn die Tabelle dazu steht auf dem Blatt „{detail}“.",
    },
    hint="Bitte prüfen, auf welchem der beiden die Angaben stehen, und das andere umbenennen oder löschen. Die Namen "
    "der Blätter des Werkzeugs dürfen nicht anders geschrieben sein.",
)
def sheet_names_similar(books: Books) -> Found:
    """Two sheets have names that differ only by case or blanks, or the sheet of a name is not the one that is read.

    Because: Es muss eindeutig sein, auf welchem Blatt gebucht ist (Klarheit der Bücher, § 28 KomHVO NRW).
    """
    similar = with_and_without_detail(books.package.of(Fault.SIMILAR_SHEET_NAMES))
    return (*similar, Facts(books.package.of(Fault.UNREAD_SHEET), "unread"))


@rule(
    "STR12",
    Severity.ERROR,
    None,
    title="Zelle oder Zeile mehrfach in der Datei",
    message={
        "": "Auf dem Blatt „{sheet}“ steht die Zeile {row} mehrmals in der Datei; welche Angaben zusammengehören, ist "
        "nicht zu erkennen. Die Zeile ist nicht mitgezählt.",
        "detail": "Auf dem Blatt „{sheet}“ steht die Zelle {cell} mehrmals in der Datei ({detail}); welcher Inhalt "
        "gilt, ist nicht zu erkennen. Die Zeile ist nicht mitgezählt.",
    },
    hint="Bitte die Mappe in Excel öffnen und die angebotene Reparatur annehmen, die Zeile mit dem Beleg vergleichen "
    "und speichern. Hat ein anderes Programm die Datei geschrieben, bitte dort eine fehlerfreie Mappe anfordern.",
)
def cell_repeated(books: Books) -> Found:
    """The file holds a cell or a row more than once.

    Because: Von zwei Inhalten einer Zelle zeigt jedes Programm einen anderen; was gebucht ist, muss eindeutig sein
    (Klarheit und Richtigkeit der Bücher, § 28 KomHVO NRW). Excel meldet solche Dateien als beschädigt.
    """
    return with_and_without_detail(books.package.of(Fault.REPEATED))
