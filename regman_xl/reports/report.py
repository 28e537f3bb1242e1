"""The document model: a report is a value first, and every target renders the same value.

Amounts are whole cents. Nothing here is German, has a font or a place on a page: texts are keys of
`regman_xl.schema.wording` with values. Totals, differences and percentages carry their value, as the engine
gave it, *and* the relation that it follows from, so that a sheet can hold a live formula that shows the same
figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import datetime as dt
    from fractions import Fraction


class Amount(NamedTuple):
    """An amount of money inside a sentence, in cents."""

    cents: int


class Words(NamedTuple):
    """An amount of money inside a sentence, in cents, to be written in words."""

    cents: int


class Percent(NamedTuple):
    """A ratio inside a sentence: one half is 50 %."""

    ratio: Fraction


class Count(NamedTuple):
    """A number of things inside a sentence; a bare integer is a year."""

    number: int


class CellRef(NamedTuple):
    """A place in the workbook that was checked: a cell, or a sheet where no cell exists."""

    sheet: str
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text by its key in the wording, with the values that it names."""

    key: str
    values: tuple[tuple[str, Word], ...] = ()


Word: TypeAlias = "str | int | Fraction | dt.date | Amount | Words | Percent | Count | Phrase | tuple[Word, ...]"

#: A cell: user's text, cents or a count, an exact ratio or exact cents, a date, a phrase, a place to jump to; None
#: where there is no data.
Value: TypeAlias = "str | int | Fraction | dt.date | Phrase | CellRef | None"


def phrase(key: str, **values: Word) -> Phrase:
    """Build a phrase."""
    return Phrase(key, tuple(values.items()))


class Form(Enum):
    """What the values of a field are, and so how they are shown."""

    LABEL = auto()
    TEXT = auto()
    PROSE = auto()
    MONEY = auto()
    EXACT = auto()
    PERCENT = auto()
    DATE = auto()
    YEAR = auto()
    COUNT = auto()
    PLACE = auto()
    NUMBER = auto()


#: What rows add up.
SUMMED = (Form.MONEY, Form.COUNT)


class Role(Enum):
    """What a row is in its table."""

    BODY = auto()
    GROUP = auto()
    SUBTOTAL = auto()
    TOTAL = auto()
    MEMO = auto()


class Term(NamedTuple):
    """One part of a sum: a sign and the name of a row or field."""

    sign: int
    name: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Signed sum of rows or fields; `not_negative` replaces a negative result by zero."""

    terms: tuple[Term, ...]
    not_negative: bool = False


@dataclass(frozen=True, slots=True)
class Ratio:
    """`part / whole`, two fields; the whole may stand in another row. None where the whole is zero."""

    part: str
    whole: str
    whole_row: str | None = None


@dataclass(frozen=True, slots=True)
class Smaller:
    """The smaller of two rows or fields, and never less than zero."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Prorated:
    """`amount * weight / whole weight`: amount and whole weight stand in one row, the total."""

    amount: str
    weight: str
    row: str


@dataclass(frozen=True, slots=True)
class SameAs:
    """The same figure as a cell of a table further up."""

    table: str
    row: str
    field: str


Relation: TypeAlias = Sum | Ratio | Smaller | Prorated | SameAs


def plus(*names: str) -> Sum:
    """Sum of rows or fields."""
    return Sum(tuple(Term(1, name) for name in names))


def difference(first: str, *others: str) -> Sum:
    """The first row or field less the others."""
    return Sum((Term(1, first), *(Term(-1, name) for name in others)))


def excess(first: str, *others: str) -> Sum:
    """The first row or field less the others, never less than zero."""
    return Sum(difference(first, *others).terms, not_negative=True)


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table.

    Attributes:
        name: Its name; also the key of its heading unless `title` says otherwise.
        form: What its values are.
        relation: How its values follow from other fields of the row.
        title: A heading with values, or a text of the user (a partner's id).
        adds: False where neither row relations nor totals apply although it is money.
    """

    name: str
    form: Form = Form.MONEY
    relation: Relation | None = None
    title: Phrase | str | None = None
    adds: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: cells in the order of the fields.

    Attributes:
        cells: One value per field.
        id: Its name, by which relations, other tables and charts mean it.
        role: What it is.
        relation: How its amounts follow from other rows; it goes before the relation of the field.
    """

    cells: tuple[Value, ...]
    id: str = ""
    role: Role = Role.BODY
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; a statement is a table with one field of money."""

    name: str
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]
    title: Phrase | None = None
    _by_id: dict[str, Row] = dataclass_field(init=False, repr=False, compare=False)
    _places: dict[str, int] = dataclass_field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # A table may have a hundred thousand rows: a search for each of its cells would never end.
        object.__setattr__(self, "_places", {item.name: place for place, item in enumerate(self.fields)})
        object.__setattr__(self, "_by_id", {row.id: row for row in reversed(self.rows)})

    def index(self, field: str) -> int:
        """Return the place of a field."""
        return self._places[field]

    def row(self, row_id: str) -> Row:
        """Return a row by its name."""
        return self._by_id[row_id]

    def value(self, row_id: str, field: str) -> Value:
        """Return one cell."""
        return self.row(row_id).cells[self.index(field)]

    def relation_of(self, row: Row, field: Field) -> Relation | None:
        """Return the relation that a cell follows from, None for a plain value."""
        cell = row.cells[self.index(field.name)]
        if cell == "" or (cell is None and not isinstance(field.relation, Ratio)):
            return None
        if row.relation is not None and field.form in SUMMED and field.adds:
            return row.relation
        return field.relation if row.role is not Role.GROUP else None


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section; sections are numbered in order."""

    text: Phrase


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside a section, without a number; it may be a name of the user's."""

    text: Phrase | str


@dataclass(frozen=True, slots=True)
class Part:
    """The title of a part that is handed out by itself, a letter for example: it begins on a new page."""

    text: Phrase


@dataclass(frozen=True, slots=True)
class Note:
    """One or more sentences of ours; a warning stands out."""

    text: Phrase
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """A text of the user; `title` names the section of Berichtstexte where the document has no heading for it."""

    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class MissingText:
    """A visible prompt for a text that the document needs and the user has not written."""

    report: str
    section: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of rows of a table; it shows no figure that the table does not hold.

    Attributes:
        name: Key of its title and of its description for people who cannot see it.
        table: Name of the table.
        categories: Field with the names along the axis.
        series: Fields with the figures.
        rows: Names of the rows, which stand one below the other in the table.
        title: Its title.
    """

    name: str
    table: str
    categories: str
    series: tuple[str, ...]
    rows: tuple[str, ...]
    title: Phrase


@dataclass(frozen=True, slots=True)
class Resolution:
    """A resolution to be taken, or one taken: an opening and its points."""

    opening: Phrase
    points: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """The foot: who signs, by role and name, and whether the audit office certifies."""

    signers: tuple[tuple[str, str], ...]
    audit: bool


Block: TypeAlias = Heading | Subheading | Part | Note | Prose | MissingText | Table | Chart | Resolution | Signatures


class Version(Enum):
    """How binding a document is; the keys of the wording."""

    DRAFT = "draft"
    PROVISIONAL = "provisional"
    CHECKED = "checked"
    EXAMINED = "examined"
    ADOPTED = "adopted"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above every document.

    Attributes:
        cooperation: Name of the cooperation.
        version: How binding it is.
        as_of: The day that it speaks for.
        legal_basis: The contract.
        checksum: SHA-256 in hex over the data that it was made from.
        errors: Findings of severity error at the time; more than zero only in a draft.
        warnings: Open warnings at the time.
        seal: The year's seal, ``""`` where it has none; None in a document that a seal does not belong to.
        first_year: First budget year of a document about several, whose last is that of the report.
    """

    cooperation: str
    version: Version
    as_of: dt.date
    legal_basis: str
    checksum: str
    errors: int = 0
    warnings: int = 0
    seal: str | None = None
    first_year: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A document: its kind, year, head and blocks; `subject` tells two of a kind apart (a grant, a partner).

    The year is None where the document speaks of all years.
    """

    kind: str
    year: int | None
    head: Head
    blocks: tuple[Block, ...]
    subject: str = ""

    @property
    def tables(self) -> dict[str, Table]:
        """The tables by name."""
        return {block.name: block for block in self.blocks if isinstance(block, Table)}
