"""Renderers: from a report, an account or findings to sheets, text and JSON."""
