"""For every code of the catalogue the faults that are planted in the clean sample to try it."""

from __future__ import annotations

from tests.workbook.faults_of_cells import STRUCTURE, TYPES
from tests.workbook.faults_of_entries import JOURNAL, MASTER_DATA, WAIVERS
from tests.workbook.faults_of_grants import GRANTS
from tests.workbook.faults_of_years import PERIOD, PLAN, RESOLUTIONS

FAULTS = (*STRUCTURE, *TYPES, *MASTER_DATA, *JOURNAL, *GRANTS, *PERIOD, *RESOLUTIONS, *PLAN, *WAIVERS)
#: Codes that no workbook can bring about: INT01 is told where a rule itself breaks down.
NOT_PLANTABLE = frozenset({"INT01"})
