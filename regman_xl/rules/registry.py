"""The registry: how a rule is declared, and what it may return.

A rule over one table takes its frame (all rows, blanks are ``""`` or null) and the Books. It returns a mask over
the frame, or a frame whose index holds the rows hit and whose extra columns feed the message (``other_row``), so
that a message across rows or sheets names the other place. Three extra columns have a meaning of their own:
``column`` places the finding in another column of the table, ``case`` picks one of several wordings, ``year``
says the budget year where the row itself does not. A hit in a column that the sheet does not have is dropped.

A rule over the whole workbook (its table is None) takes the Books alone and returns `Hits` of several tables,
`Facts` of the package, or both.

A rule that needs more says so by the names of its further parameters: ``accounts`` (the YearAccounts), ``today``
(the day that rules look at), ``audit`` (the findings of all rules that do not ask for it: for rules about waivers).
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from regman_xl.finding import Severity
    from regman_xl.model.facts import CellFact
    from regman_xl.schema import Table

#: What a rule over one table returns: a mask over the frame, or the rows hit with what the message needs.
Rows: TypeAlias = "pd.Series | pd.DataFrame"

CODE = re.compile(r"[A-Z]{3}\d{2}")
#: Parameters that a rule may ask for beside the frame and the Books.
OFFERED = ("accounts", "today", "audit")
#: Codes that were given once and are gone: a code is never reused, because waivers name it.
RETIRED: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Hits:
    """Rows of one table that a rule over the whole workbook has hit.

    Attributes:
        table: The table.
        column: Name of the column that the findings point to.
        rows: As a rule over one table returns them.
        case: Which wording they get.
        whole_row: The row is no data at all: what other rules say about it would mislead and is left out.
    """

    table: Table
    column: str
    rows: Rows
    case: str = ""
    whole_row: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of the package that are findings as they stand; `case` picks the wording."""

    facts: Sequence[CellFact]
    case: str = ""


Found: TypeAlias = "Iterable[Hits | Facts]"


def with_and_without_detail(facts: Iterable[CellFact]) -> tuple[Facts, Facts]:
    """Split facts by whether they carry a detail (a suggestion, a range): those get the wording ``detail``."""
    listed = list(facts)
    plain = [fact for fact in listed if not fact.detail]
    return Facts(plain), Facts([fact for fact in listed if fact.detail], "detail")


@dataclass(frozen=True, eq=False)
class Rule:
    """One rule of the catalogue.

    Attributes:
        code: Its code, for example ``JRN09``; never reused.
        severity: How much its findings weigh.
        table: The table whose rows it judges; None for the whole workbook.
        column: Name of the column that its findings point to; ``""`` where the hits say it themselves.
        title: German title.
        wordings: German messages by case; ``""`` is the ordinary one. Placeholders are ``sheet``, ``row``,
            ``header``, ``value``, ``key`` of the finding, then extra columns of the hits and column names; where
            facts are told, ``detail`` and ``cell``.
        hint: German sentence that says what to do; may hold the same placeholders.
        function: What finds the hits.
        depends_on: Columns beside `column` without which the rule cannot judge: where one of these cells is bad,
            the row is not judged.
    """

    code: str
    severity: Severity
    table: Table | None
    column: str
    title: str
    wordings: Mapping[str, str]
    hint: str
    function: Callable[..., Rows | Found]
    depends_on: tuple[str, ...] = ()
    needs: tuple[str, ...] = field(init=False)
    summary: str = field(init=False)
    reason: str = field(init=False)

    def __post_init__(self) -> None:
        parameters = list(inspect.signature(self.function).parameters)
        expected = ["books"] if self.table is None else [parameters[0], "books"]
        extra = parameters[len(expected) :]
        if parameters[: len(expected)] != expected or not set(extra) <= set(OFFERED):
            raise ValueError(f"{self.code}: a rule takes {expected} and then only {OFFERED}, not {parameters}")
        summary, _, reason = inspect.cleandoc(self.function.__doc__ or "").partition("Because:")
        object.__setattr__(self, "needs", tuple(extra))
        object.__setattr__(self, "summary", summary.strip())
        object.__setattr__(self, "reason", " ".join(reason.split()))
        self._refuse_gaps()

    def _refuse_gaps(self) -> None:
        if not CODE.fullmatch(self.code):
            raise ValueError(f"not a code of three letters and two digits: {self.code!r}")
        texts = {"title": self.title, "hint": self.hint, "summary": self.summary, "reason": self.reason}
        missing = [name for name, value in texts.items() if not value]
        if not self.wordings or not all(self.wordings.values()):
            missing.append("message")
        if missing:
            raise ValueError(f"{self.code}: no {', '.join(missing)}")

    @property
    def group(self) -> str:
        """The letters of the code: the group of the catalogue."""
        return self.code[:3]

    @property
    def message(self) -> str:
        """The wordings, one per line, with their placeholders."""
        return "\n".join(self.wordings.values())

    @property
    def needs_accounts(self) -> bool:
        """Whether the rule needs the year's figures."""
        return "accounts" in self.needs


class Registry:
    """The rules by code, in the order of their declaration."""

    def __init__(self, retired: Iterable[str] = RETIRED) -> None:
        self.rules: dict[str, Rule] = {}
        self._retired = frozenset(retired)

    def rule(
        self,
        code: str,
        severity: Severity,
        table: Table | None,
        column: str = "",
        *,
        title: str,
        message: str | Mapping[str, str],
        hint: str,
        depends_on: tuple[str, ...] = (),
    ) -> Callable[[Callable[..., Rows | Found]], Callable[..., Rows | Found]]:
        """Declare a rule: the decorator of a rule's function; its arguments are the attributes of `Rule`.

        The function's docstring says in its first line what the rule finds, and after ``Because:`` in German why
        (clause of the agreement, statute, accounting practice): the users read that part. The message is one
        wording, or several by case.

        Raises:
            ValueError: The code is taken, retired or malformed, a text or the reason is missing, a column is
                unknown, or the function asks for something that is not offered.
        """
        wordings = {"": message} if isinstance(message, str) else dict(message)

        def register(function: Callable[..., Rows | Found]) -> Callable[..., Rows | Found]:
            if code in self.rules or code in self._retired:
                raise ValueError(f"code {code} is taken or retired")
            for name in (column, *depends_on):
                if table is not None and name not in table.by_name:
                    raise ValueError(f"{code}: no column {name!r} in {table.name}")
            made = Rule(code, severity, table, column, title, wordings, hint, function, depends_on)
            self.rules[code] = made
            return function

        return register


REGISTRY = Registry()
rule = REGISTRY.rule


def rows_with(frame: pd.DataFrame, mask: pd.Series, **extra: object) -> pd.DataFrame:
    """Return the rows of a mask as hits, with extra columns that are given for the whole frame or as one value."""
    index = frame.index[mask.fillna(False).astype(bool)]
    columns = {
        name: values.reindex(index) if isinstance(values, pd.Series) else values for name, values in extra.items()
    }
    return pd.DataFrame(columns, index=index)


def by_row(found: Mapping[int, Mapping[str, object]]) -> pd.DataFrame:
    """Return hits from what the message needs by sheet row; every row has the same names."""
    return pd.DataFrame.from_dict(dict(found), orient="index")
