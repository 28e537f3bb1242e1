"""A filled workbook to try everything on, and its twin with deliberate faults."""
