"""The buttons as INTERFACES.md promises them, told apart from the registry that makes them."""

from __future__ import annotations

#: Caption, macro and what it starts. Workbooks that users have keep these macros: a new name needs a new number of
#: the interface (`regman_xl.schema.actions.SHELL`).
BUTTONS = (
    ("Prüfen", "Pruefen", "check"),
    ("Jahresplan", "Jahresplan", "plan"),
    ("Abschluss", "Abschluss", "close"),
    ("Rückerstattung", "Rueckerstattung", "refund"),
    ("Mittelanforderung", "Mittelanforderung", "call"),
    ("Fördermittel", "Foerdermittel", "grants"),
    ("Nachweis", "Nachweis", "statement"),
    ("Jahr versiegeln", "JahrVersiegeln", "seal"),
    ("Neues Jahr", "NeuesJahr", "new_year"),
    ("PDF", "PdfErstellen", "pdf"),
)
