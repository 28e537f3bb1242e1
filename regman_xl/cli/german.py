"""click in German: help headings, usage errors in one line, and exit codes.

click has no translations of its own, so every text of it that a user can meet is worded here.
"""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING, Any, NoReturn

import click

from regman_xl.app.causes import cause
from regman_xl.cli.output import note, notes, prepare_streams
from regman_xl.nearest import nearest
from regman_xl.problems import Problem, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

EXIT_OK, EXIT_FINDINGS, EXIT_FAILED, EXIT_INTERRUPTED = 0, 1, 2, 130
DEBUG_VARIABLE = "REGMAN_DEBUG"
PROGRAM = "regman"


def question(word: str, words: Iterable[str]) -> str:
    """Return a German question with the most similar word, or nothing where none is similar."""
    meant = nearest(word, words, fold=str)
    return f" Ist {meant} gemeint?" if meant else ""


def _options(context: click.Context | None) -> list[str]:
    if context is None:
        return []
    return [name for parameter in context.command.get_params(context) for name in parameter.opts if name[:1] == "-"]


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return ""
    if isinstance(parameter, click.Argument):
        return (parameter.metavar or parameter.name or "").strip("[].")
    return max(parameter.opts, key=len)


def _missing(error: click.MissingParameter) -> str:
    kind = "Die Angabe" if isinstance(error.param, click.Argument) else "Die Option"
    return f"{kind} {_name(error.param)} fehlt."


def _bad_option(error: click.BadOptionUsage) -> str:
    parameters = error.ctx.command.get_params(error.ctx) if error.ctx else []
    flag = any(error.option_name in option.opts and getattr(option, "is_flag", False) for option in parameters)
    return f"Die Option {error.option_name} {'nimmt keinen Wert' if flag else 'braucht einen Wert'}."


def usage_message(error: click.ClickException) -> str:
    """Word a usage error of click in one German sentence, with the nearest valid name where there is one."""
    if isinstance(error, click.MissingParameter):
        return _missing(error)
    if isinstance(error, click.BadParameter):
        return f"{_name(error.param)}: {error.message}".removeprefix(": ")
    if isinstance(error, click.NoSuchOption):
        return f"Die Option {error.option_name} gibt es nicht.{question(error.option_name, _options(error.ctx))}"
    if isinstance(error, click.BadOptionUsage):
        return _bad_option(error)
    return error.format_message()


class _German(click.Command):
    """Help headings in German."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what follows the command in the usage line."""
        words = {"[OPTIONS]": "[OPTIONEN]", "COMMAND [ARGS]...": "BEFEHL [ANGABEN]..."}
        return [words.get(piece, piece) for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --help with a German explanation."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Zeigt diese Hilfe und endet."
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Aufruf: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        records = [option.get_help_record(ctx) for option in options]
        rows = [(name, text.replace("[required]", "[nötig]")) for name, text in filter(None, records)]
        with formatter.section("Optionen"):
            formatter.write_dl(rows)


class GermanCommand(_German):
    """A command whose help and usage errors are German."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and refuse what is left over."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if rest and not ctx.resilient_parsing:
            if rest[0].startswith("-"):
                raise click.NoSuchOption(rest[0], ctx=ctx)
            raise click.UsageError(f"Die Angabe {rest[0]} ist hier zu viel.", ctx)
        return rest


class GermanGroup(_German, click.Group):
    """The program: German help, commands in the order of a year's work, and one way out for every error."""

    command_class = GermanCommand

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they are declared."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options: the commands are what a newcomer looks for."""
        rows = [(name, self.commands[name].get_short_help_str(limit=200)) for name in self.list_commands(ctx)]
        with formatter.section("Befehle"):
            formatter.write_dl(rows)
        _German.format_options(self, ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one is said with the nearest known one."""
        if args[0] not in self.commands and not ctx.resilient_parsing:
            raise click.UsageError(f"Den Befehl {args[0]} gibt es nicht.{question(args[0], self.commands)}", ctx)
        return super().resolve_command(ctx, args)

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> NoReturn:
        """Run the program and leave with its exit code; whatever happens is told in one German line."""
        prepare_streams()
        extra.update(prog_name=PROGRAM, standalone_mode=False)
        sys.exit(self._run(args, extra))

    def _run(self, args: Sequence[str] | None, extra: dict[str, Any]) -> int:
        try:
            return int(super().main(args, **extra) or EXIT_OK)
        except click.exceptions.NoArgsIsHelpError as error:
            notes(error.format_message())
        except click.UsageError as error:
            path = error.ctx.command_path if error.ctx else PROGRAM
            note(f"{usage_message(error)} Hilfe: {path} --help")
        except click.ClickException as error:
            note(error.format_message())
        except Refusal as refusal:
            notes(str(refusal))
            return EXIT_FINDINGS
        except Problem as problem:
            note(str(problem))
        except (click.Abort, KeyboardInterrupt):
            note("Abgebrochen.")
            return EXIT_INTERRUPTED
        except Exception as error:
            if os.environ.get(DEBUG_VARIABLE):
                traceback.print_exc()
            note(_internal(error))
        return EXIT_FAILED


def _internal(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "Der Arbeitsspeicher reicht für diese Datei nicht."
    if isinstance(error, OSError) and error.strerror:
        place = f" („{error.filename}“)" if error.filename else ""
        return f"Lesen oder Schreiben ist fehlgeschlagen{place}: {cause(error)}."
    said = " ".join(str(error).split())
    return (
        f"Interner Fehler ({type(error).__name__}): {said or 'ohne Text'}. "
        f"Bitte melden; mit {DEBUG_VARIABLE}=1 erscheinen Einzelheiten."
    )
