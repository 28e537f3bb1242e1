"""Workbook file to books and back: reader, master template, in-place changes."""
