"""The workbook as values: frozen records of the small tables, typed frames, and what the package says."""
