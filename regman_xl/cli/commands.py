"""The commands of `regman`. Each reads its options, calls one function of `regman_xl.app` and prints the result.

Everything that computes is imported inside the commands: `regman --help` must not wait for pandas.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, Unpack

import click

from regman_xl import __version__
from regman_xl.cli.german import EXIT_FAILED, EXIT_FINDINGS, EXIT_OK, GermanGroup
from regman_xl.cli.output import called_as, emit, note, progress
from regman_xl.cli.values import (
    Typed,
    one_of,
    parse_amount,
    parse_codes,
    parse_date,
    parse_key,
    parse_path,
    parse_year,
)
from regman_xl.safe_text import one_line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from regman_xl.app.documents import Made, Options
    from regman_xl.render.findings import CheckedFile

_F = TypeVar("_F", bound="Callable[..., Any]")
_FORCE = "Ersetzt eine vorhandene Datei; sie bleibt als .bak1 erhalten."
UNSIGNED = "entfernt die digitale Signatur einer signierten Arbeitsmappe"
_CHANGES = f"{UNSIGNED} und fügt auch bei geschützter Struktur Blätter ein."
FILE, YEAR, DAY, CODES = Typed(parse_path), Typed(parse_year), Typed(parse_date), Typed(parse_codes)


def workbook_argument(function: _F) -> _F:
    """Add the argument DATEI: one workbook."""
    return click.argument("file", metavar="DATEI", type=FILE)(function)


def year_option(text: str, *, required: bool = False) -> Callable[[_F], _F]:
    """Add --year with its explanation."""
    return click.option("--year", metavar="JAHR", type=YEAR, required=required, help=text)


def as_of_option(function: _F) -> _F:
    """Add --as-of."""
    text = "Tag, der als heute gilt (31.12.2026 oder 2026-12-31); ohne Angabe die Einstellung Stichtag, sonst heute."
    return click.option("--as-of", metavar="DATUM", type=DAY, help=text)(function)


def format_option(function: _F) -> _F:
    """Add --format."""
    text = "text (Vorgabe) für Menschen, json für Programme."
    kind = Typed(one_of("text", "json"))
    return click.option("--format", "form", metavar="[text|json]", type=kind, default="text", help=text)(function)


def force_option(function: _F) -> _F:
    """Add --force."""
    return click.option("--force", is_flag=True, help=_FORCE)(function)


def target_options(in_place: str, force: str) -> Callable[[_F], _F]:
    """Add --out, --in-place and --force.

    Args:
        in_place: What is done with the workbook itself.
        force: What else is allowed to a command that writes into it.
    """

    def options(function: _F) -> _F:
        out = click.option("--out", metavar="DATEI", type=FILE, help="Wohin; ohne Angabe neben die Arbeitsmappe.")
        into = click.option("--in-place", is_flag=True, help=f"{in_place}; die alte bleibt als .bak1 erhalten.")
        forced = click.option("--force", is_flag=True, help=f"{_FORCE} {force}")
        return out(into(forced(function)))

    return options


def require_one_target(out: Path | None, in_place: bool) -> None:
    """Refuse two targets.

    Raises:
        UsageError: Both are given.
    """
    if out is not None and in_place:
        raise click.UsageError("Bitte entweder --out oder --in-place angeben, nicht beides.")


def document_options(function: _F) -> _F:
    """Add what all commands share that make a document."""
    draft = click.option("--draft", is_flag=True, help="Erstellt einen gekennzeichneten Entwurf, auch trotz Fehlern.")
    pdf = click.option("--pdf", metavar="DATEI", type=FILE, help="Druckt zusätzlich in diese PDF-Datei (LibreOffice).")
    target = target_options("Fügt die Blätter in die Arbeitsmappe selbst ein", f"Mit --in-place: {_CHANGES}")
    return target(pdf(as_of_option(draft(function))))


@click.group(cls=GermanGroup, name="regman", context_settings={"max_content_width": 100})
@click.version_option(
    __version__, prog_name="regman", message="%(prog)s %(version)s", help="Zeigt die Version und endet."
)
def regman() -> None:
    """Haushalt, Eigenanteile, Planung und Abschluss eines Regionalmanagements.

    Alle Angaben stehen in einer Arbeitsmappe (.xlsx). regman prüft sie, rechnet centgenau und schreibt Jahresplan,
    Abschluss, Mittelanforderung und Verwendungsnachweis als neue Arbeitsmappen. Excel wird dafür nicht gebraucht.

    Rückgabewerte: 0 in Ordnung, 1 Befunde, 2 nicht ausführbar, 130 abgebrochen.
    """


def main() -> NoReturn:
    """Run the program; the entry point of the installed command."""
    regman.main()


@regman.command()
@click.argument("folder", metavar="[ORDNER]", type=FILE, default="regman-demo")
@click.option("--force", is_flag=True, help="Ersetzt gleichnamige Dateien in einem fremden Ordner.")
def demo(folder: Path, force: bool) -> int:
    """Zeigt die ganze Arbeit an einem Beispiel.

    Schreibt eine ausgefüllte Arbeitsmappe mit zwei Haushaltsjahren und eine mit eingebauten Fehlern in den ORDNER
    (ohne Angabe regman-demo), prüft beide, plant das nächste Jahr und schließt die Jahre ab.
    """
    from regman_xl.app.demo import run_demo

    emit(run_demo(folder, force=force, program=called_as(), say=progress))
    return EXIT_OK


@regman.command()
@workbook_argument
@year_option("Das Haushaltsjahr, mit dem die Mappe beginnt; ohne Angabe das laufende Jahr.")
@click.option("--empty", is_flag=True, help="Nur Überschriften, Listen und Einstellungen, keine Stammdaten.")
@force_option
@as_of_option
def new(file: Path, year: int | None, empty: bool, force: bool, as_of: dt.date | None) -> int:
    """Legt eine neue Arbeitsmappe an.

    Sie enthält alle Blätter mit Auswahllisten, Formaten und Erläuterungen, dazu als Vorschlag die Partner, die
    Beiträge und den Kontenplan der Kooperation.
    """
    from regman_xl.app.new import new_workbook

    emit(str(new_workbook(file, year=year, empty=empty, force=force, today=as_of)))
    return EXIT_OK


@regman.command()
@click.argument("files", metavar="DATEI...", type=FILE, nargs=-1, required=True)
@year_option("Nur Befunde dieses Haushaltsjahres und solche, die zu keinem gehören.")
@click.option(
    "--format",
    "form",
    metavar="[text|json|junit|sarif|github]",
    type=Typed(one_of("text", "json", "junit", "sarif", "github")),
    default="text",
    help="text (Vorgabe) für Menschen, json für Programme, junit, sarif und github für CI-Systeme.",
)
@click.option(
    "--fail-on",
    metavar="[error|warning|never]",
    type=Typed(one_of("error", "warning", "never")),
    default="error",
    help="Ab welchem Gewicht der Rückgabewert 1 ist: Fehler (Vorgabe), Warnung oder nie.",
)
@click.option("--select", metavar="CODES", type=CODES, multiple=True, help="Nur diese Regeln, zum Beispiel JRN02,STM.")
@click.option("--ignore", metavar="CODES", type=CODES, multiple=True, help="Diese Regeln nicht.")
@click.option(
    "--report",
    metavar="DATEI",
    type=FILE,
    help="Schreibt eine Kopie der Mappe mit dem Blatt Prüfprotokoll und hervorgehobenen Zellen.",
)
@click.option("--force", is_flag=True, help=f"{_FORCE} In der Kopie: {UNSIGNED}.")
@as_of_option
def validate(  # noqa: PLR0913, PLR0917 - one argument per option
    files: tuple[Path, ...],
    year: int | None,
    form: str,
    fail_on: str,
    select: tuple[tuple[str, ...], ...],
    ignore: tuple[tuple[str, ...], ...],
    report: Path | None,
    force: bool,
    as_of: dt.date | None,
) -> int:
    """Prüft Arbeitsmappen und nennt alle Befunde mit Blatt und Zelle.

    Mehrere Dateien sind möglich; eine, die nicht lesbar ist, hält die übrigen nicht auf. CODES sind Regeln oder
    ihre Anfänge, durch Kommas getrennt. Quittierte Warnungen werden genannt, zählen aber nicht.
    """
    from regman_xl.app.audit import Choice, check_all, reached
    from regman_xl.app.formats import findings_as
    from regman_xl.finding import Severity

    choice = Choice(year, tuple(chain(*select)), tuple(chain(*ignore)))
    threshold = None if fail_on == "never" else Severity(fail_on)
    if report is None:
        checked: tuple[CheckedFile, ...] = check_all(files, choice, as_of, progress)
        notes: tuple[str, ...] = ()
    else:
        from regman_xl.app.protocol import check_with_protocol

        if len(files) > 1:
            raise click.UsageError("Mit --report bitte nur eine Arbeitsmappe angeben.")
        file, notes = check_with_protocol(files[0], choice, report, force=force, as_of=as_of)
        checked = (file,)
    emit(findings_as(form, checked, choice, threshold))
    for file in checked:
        for line in file.notes:
            note(f"{file.file}: {line}")
    for line in notes:
        note(line)
    if any(file.error or file.crashed for file in checked):
        return EXIT_FAILED
    return EXIT_FINDINGS if reached(checked, threshold) else EXIT_OK


@regman.command()
@workbook_argument
@year_option("Das Haushaltsjahr.", required=True)
@format_option
@as_of_option
def figures(file: Path, year: int, form: str, as_of: dt.date | None) -> int:
    """Zeigt alle berechneten Zahlen eines Haushaltsjahres.

    Befunde halten die Rechnung nicht auf. Zeilen mit unbrauchbaren Werten bleiben weg und werden genannt.
    """
    from regman_xl.app.figures import figures_of

    text, notes = figures_of(file, year, as_json=form == "json", as_of=as_of)
    emit(text)
    for line in notes:
        note(line)
    return EXIT_OK


@regman.command()
@workbook_argument
@year_option("Das Haushaltsjahr, das geplant wird.", required=True)
@document_options
def plan(file: Path, year: int, **options: Unpack[Options]) -> int:
    """Schreibt die Jahres- und Finanzplanung.

    Sie wird eine neue Arbeitsmappe oder, mit --in-place, ein Blatt der angegebenen. Enthält die Arbeitsmappe Fehler, so
    entsteht sie nur als Entwurf (--draft).
    """
    from regman_xl.app.documents import write_plan

    return _document(write_plan, file, year, options)


@regman.command()
@workbook_argument
@year_option("Das Haushaltsjahr, das abgeschlossen wird.", required=True)
@document_options
def close(file: Path, year: int, **options: Unpack[Options]) -> int:
    """Schreibt Abschluss, Sachbericht, Rückerstattung und Fördermittel.

    Sie werden eine neue Arbeitsmappe oder, mit --in-place, Blätter der angegebenen. Enthält die Arbeitsmappe Fehler, so
    entstehen sie nur als Entwurf (--draft). Ist das Jahr noch nicht geprüft, sind sie als vorläufig gekennzeichnet.
    """
    from regman_xl.app.documents import write_closing

    return _document(write_closing, file, year, options)


@regman.command()
@workbook_argument
@year_option("Das Haushaltsjahr, bis zu dessen Ende gezählt wird.", required=True)
@document_options
def grants(file: Path, year: int, **options: Unpack[Options]) -> int:
    """Schreibt die Übersicht der Fördermittel.

    Sie nennt zu jeder Förderung die Bedingungen, das Geld und die nächste Frist. Enthält die Arbeitsmappe Fehler, so
    entsteht sie nur als Entwurf (--draft).
    """
    from regman_xl.app.documents import write_grants

    return _document(write_grants, file, year, options)


@regman.command()
@workbook_argument
@year_option("Das Haushaltsjahr, dessen Beiträge angefordert werden.", required=True)
@document_options
def call(file: Path, year: int, **options: Unpack[Options]) -> int:
    """Schreibt die Mittelanforderung an die Partner.

    Wer noch schuldet, bekommt ein Schreiben auf einer eigenen Seite, bei innerer Verrechnung einen internen Vermerk.
    Enthält die Arbeitsmappe Fehler, so entsteht sie nur als Entwurf (--draft).
    """
    from regman_xl.app.documents import write_call

    return _document(write_call, file, year, options)


@regman.command()
@workbook_argument
@click.option("--grant", metavar="FÖRDERUNG", required=True, help="Die Förderung, zum Beispiel F-001.")
@document_options
def statement(file: Path, grant: str, **options: Unpack[Options]) -> int:
    """Schreibt den Verwendungsnachweis einer Förderung mit Belegliste.

    Er zählt alle Haushaltsjahre bis zur letzten Buchung oder zum letzten Bescheid der Förderung, höchstens bis zu
    dem Jahr, in dem der Stichtag (--as-of) liegt. Enthält die Arbeitsmappe Fehler, so entsteht er nur als Entwurf
    (--draft).
    """
    from regman_xl.app.documents import write_statement

    return _document(write_statement, file, grant, options)


@regman.command()
@workbook_argument
@year_option("Das Haushaltsjahr, das versiegelt wird.", required=True)
@target_options("Versiegelt die Arbeitsmappe selbst", f"Im versiegelten Stand: {_CHANGES}")
@as_of_option
def seal(file: Path, year: int, out: Path | None, in_place: bool, force: bool, as_of: dt.date | None) -> int:
    """Versiegelt ein geprüftes Haushaltsjahr.

    Trägt in die Mappe eine Prüfsumme über alles ein, worauf die Zahlen des Jahres beruhen: jede spätere Änderung wird
    ein Befund (PER03). Fehler und offene Warnungen verhindern das Siegel. Die Prüfsumme gehört auch in die Akte: in der
    Mappe allein beweist sie nichts.
    """
    from regman_xl.app.seal import seal_year

    require_one_target(out, in_place)
    made = seal_year(file, year, out=out, in_place=in_place, force=force, as_of=as_of)
    emit(f"Siegel {year}: {made.head}\n{made.path}")
    for line in made.notes:
        note(line)
    note(
        "Bitte das Siegel außerhalb der Mappe aufbewahren, zum Beispiel in der Niederschrift des Aufsichtsgremiums. "
        f"Den Abschluss bitte neu erstellen, damit er es druckt (regman close --year {year} --force)."
    )
    return EXIT_OK


def _document(write: Callable[..., Made], file: Path, what: int | str, options: Options) -> int:
    require_one_target(options.get("out"), options.get("in_place", False))
    return told(write(file, what, **options))


def told(made: Made) -> int:
    """Say what has been made."""
    emit(one_line(str(made.path)))
    if made.pdf is not None:
        emit(one_line(str(made.pdf)))
    for line in made.notes:
        note(line)
    return EXIT_OK


@regman.command(context_settings={"ignore_unknown_options": True})
@click.argument("amount", metavar="BETRAG", type=Typed(parse_amount))
@click.option(
    "--key", metavar="P=W,P=W", type=Typed(parse_key), required=True, help="Partner mit Anteilen: DUS=50000,ME=50000."
)
def allocate(amount: int, key: tuple[tuple[str, int], ...]) -> int:
    """Verteilt einen Betrag centgenau nach einem Schlüssel.

    Zeigt zu jedem Partner den genauen Anteil, den gerundeten und wohin die übrigen Cent gehen (größter Rest).
    """
    from regman_xl.app.allocate import allocation_text

    emit(allocation_text(amount, key))
    return EXIT_OK


@regman.command()
def rules() -> int:
    """Nennt alle Regeln der Prüfung."""
    from regman_xl.app.catalogue import catalogue_text

    emit(catalogue_text())
    return EXIT_OK


@regman.command()
@click.argument("code", metavar="CODE")
def explain(code: str) -> int:
    """Erklärt eine Regel: was sie prüft, warum, und was zu tun ist."""
    from regman_xl.app.catalogue import rule_text

    emit(rule_text(code))
    return EXIT_OK
