"""The search for grants: how far it has come, what it asked for and what it got."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.finance.acquisition import STAGES, acquisition, volume
from regman_xl.reports.parts import ratio, total_row
from regman_xl.reports.report import Amount, Chart, Count, Field, Form, Note, Percent, Ratio, Row, Table, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regman_xl.finance.acquisition import Acquisition
    from regman_xl.reports.parts import Source
    from regman_xl.reports.report import Block, Word


def pipeline(source: Source) -> Iterator[Block]:
    """Yield the grants by stage with count, volume and quota, and a chart of the volumes."""
    found = acquisition(source.books, source.year)
    if not found.prospects:
        yield Note(phrase("pipeline.note.none", year=source.year))
        return
    yield Note(phrase("pipeline.note.stages", year=source.year))
    yield _table(source, found)
    if any(item.volume for item in found.prospects):
        title = phrase("pipeline.chart", year=source.year)
        yield Chart("pipeline", "pipeline", "stage", ("volume",), tuple(stage.name for stage in STAGES), title)
    yield _quota(found)
    if found.later:
        yield Note(phrase("pipeline.note.later", count=Count(found.later), year=source.year))


def _table(source: Source, found: Acquisition) -> Table:
    fields = (
        Field("stage", Form.LABEL),
        Field("count", Form.COUNT),
        Field("count_share", Form.PERCENT, Ratio("count", "count", "total")),
        Field("volume"),
        Field("moved_count", Form.COUNT, title=phrase("field.moved_count", year=source.year), adds=False),
        Field("moved_volume", title=phrase("field.moved_volume", year=source.year), adds=False),
    )
    rows = []
    for stage in STAGES:
        here, moved = found.at(stage), found.moved_to(stage)
        rows.append(
            Row(
                (
                    phrase(f"stage.{stage.name.lower()}"),
                    len(here),
                    ratio(len(here), len(found.prospects)),
                    volume(here),
                    None if moved is None else len(moved),
                    None if moved is None else volume(moved),
                ),
                stage.name,
            )
        )
    total = total_row(fields, rows, phrase("label.total"))
    return Table("pipeline", fields, (*rows, total), phrase("pipeline.table", year=source.year))


def _quota(found: Acquisition) -> Note:
    if found.quota is None:
        return Note(phrase("pipeline.note.no_decision", year=found.year))
    values: dict[str, Word] = {"decided": Count(len(found.decided)), "quota": Percent(found.quota)}
    if found.volume_quota is None:
        return Note(phrase("pipeline.note.quota", **values))
    amounts: dict[str, Word] = {"volume": Amount(volume(found.decided)), "volume_quota": Percent(found.volume_quota)}
    return Note(phrase("pipeline.note.quotas", **values, **amounts))
