"""What the VBA of xlwings in a workbook reads before it starts Python.

Its function ``GetConfig`` asks the sheet of the workbook first, then a file ``xlwings.conf`` in the folder of the
workbook, then the user's; the first that knows a key counts. Keys are written as ``GetConfig`` is called with them: it
looks some up with blanks and some with underscores, and on the sheet every letter counts.
"""

from __future__ import annotations

#: The VBA in the workbook loads the library and the Python package of exactly this version.
XLWINGS_VERSION = "0.37.8"
#: The sheet of the workbook.
CONFIGURATION_SHEET = "xlwings.conf"
#: The interpreter differs from user to user: the only key that is never on the sheet.
INTERPRETER = "INTERPRETER_WIN"
#: What is the same on every machine, each as text; empty values keep settings of other projects of the user away.
SHEET_SETTINGS = (
    # A new process for every click: Excel waits 90 seconds at most for the one that computes the functions, and what
    # breaks there would take the functions with it.
    ("USE UDF SERVER", "False"),
    ("UDF MODULES", "udfs"),
    # The folder of a workbook in OneDrive is an address, and nothing may be loaded from beside a workbook.
    ("ADD_WORKBOOK_TO_PYTHONPATH", "False"),
    ("PYTHONPATH", ""),
    ("CONDA PATH", ""),
    ("CONDA ENV", ""),
    ("LICENSE_KEY", ""),
    ("SHOW CONSOLE", "False"),
    ("DEBUG UDFS", "False"),
    ("SHOW_ERROR_POPUPS", "True"),
)
