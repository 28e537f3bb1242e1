"""Tests of the workbook file: reading it, making it."""
