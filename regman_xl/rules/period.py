"""Rules of the group PER: which budget year an entry belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.finding import Severity
from regman_xl.rules.registry import rule
from regman_xl.schema import JOURNAL

if TYPE_CHECKING:
    import pandas as pd

    from regman_xl.model.books import Books
    from regman_xl.rules.registry import Rows


@rule(
    "PER09",
    Severity.ERROR,
    JOURNAL,
    "budget_year",
    title="Haushaltsjahr passt nicht zum Buchungsdatum",
    message="Das Haushaltsjahr {budget_year} passt nicht zum Buchungsdatum {booked_on}.",
    hint="Bitte Haushaltsjahr oder Buchungsdatum berichtigen. Für das alte Jahr darf nur bis zur Einstellung "
    "Buchungsschluss gebucht werden (Vorgabe: 31.01. des Folgejahres).",
    depends_on=("booked_on",),
)
def booked_in_another_year(journal: pd.DataFrame, books: Books) -> Rows:
    """An entry names a budget year other than that of its date, and is not within the closing of the books.

    Because: Einnahmen und Ausgaben gehören in das Haushaltsjahr, in dem gezahlt wird; nach dem Buchungsschluss
    wird für das alte Jahr nicht mehr gebucht (Grundsatz der Jährlichkeit, § 78 GO NRW).
    """
    on = journal["booked_on"]
    later = on.dt.year - journal["budget_year"]
    day, month = books.settings.booking_deadline
    in_time = (on.dt.month * 100 + on.dt.day).le(month * 100 + day)
    misdated: pd.Series = on.notna() & journal["budget_year"].notna() & later.ne(0) & ~(later.eq(1) & in_time)
    return misdated
