"""An Excel for tests: an engine for xlwings over openpyxl, and what two worksheets differ in."""

from tests.excel.engine import live_excel

__all__ = ["live_excel"]
