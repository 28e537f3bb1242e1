"""The module that xlwings loads for the Excel functions of the category Regionalmanagement."""

from udfs.functions import (
    RM_ANTEIL,
    RM_ANTEILE,
    RM_EIGENANTEIL,
    RM_EIGENANTEILE,
    RM_ERSTATTUNG,
    RM_PRUEFEN,
    RM_SUMME,
    RM_ZUSATZBEDARF,
    RM_ZUWENDUNG,
)

__all__ = [
    "RM_ANTEIL",
    "RM_ANTEILE",
    "RM_EIGENANTEIL",
    "RM_EIGENANTEILE",
    "RM_ERSTATTUNG",
    "RM_PRUEFEN",
    "RM_SUMME",
    "RM_ZUSATZBEDARF",
    "RM_ZUWENDUNG",
]
