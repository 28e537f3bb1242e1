"""Toolkit for the budget of a Regionalmanagement: check, compute, plan and close in one Excel workbook."""

__version__ = "0.1.0"
