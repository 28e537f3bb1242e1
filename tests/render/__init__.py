"""Tests of the renderers: sheets, text and JSON."""
