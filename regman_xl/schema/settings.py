"""The keys of the sheet Einstellungen, their kinds, defaults and explanations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class SettingKind(Enum):
    """What the value of a setting is."""

    TEXT = "Text"
    YEAR = "Jahr"
    COUNT = "ganze Zahl"
    MONEY = "Betrag"
    RATE = "Prozentsatz"
    DATE = "Datum"
    DAY_MONTH = "Tag und Monat"


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the sheet Einstellungen.

    Attributes:
        name: The code's word for it; the field of `regman_xl.model.settings.Settings`.
        title: The German key in the sheet.
        kind: What its value is.
        default: What a new master workbook holds and what counts where the line is missing; text as typed.
        help: German explanation.
        needed: Its line must be there and filled: the default would be a guess.
    """

    name: str
    title: str
    kind: SettingKind
    default: str
    help: str
    needed: bool = False


SETTING_LIST: tuple[Setting, ...] = (
    Setting(
        "cooperation",
        "Kooperation",
        SettingKind.TEXT,
        "",
        "Name des Regionalmanagements, wie er auf allen Berichten steht.",
    ),
    Setting("budget_year", "Haushaltsjahr", SettingKind.YEAR, "", "Das laufende Haushaltsjahr."),
    Setting(
        "opening_cash",
        "Anfangsbestand",
        SettingKind.MONEY,
        "0",
        "Kassenbestand zu Beginn des ersten Haushaltsjahres in EUR.",
        needed=True,
    ),
    Setting(
        "booking_deadline",
        "Buchungsschluss",
        SettingKind.DAY_MONTH,
        "31.01.",
        "Bis zu diesem Tag des Folgejahres darf noch für das alte Jahr gebucht werden.",
    ),
    Setting(
        "plan_deadline",
        "Frist Jahresplanung",
        SettingKind.DAY_MONTH,
        "31.03.",
        "Bis zu diesem Tag des Haushaltsjahres liegt die Jahres- und Finanzplanung vor.",
    ),
    Setting(
        "report_deadline",
        "Frist Abschlussbericht",
        SettingKind.DAY_MONTH,
        "31.03.",
        "Bis zu diesem Tag des Folgejahres liegt der Abschlussbericht vor.",
    ),
    Setting(
        "reference_date",
        "Stichtag",
        SettingKind.DATE,
        "",
        "Datum für alle Prüfungen, die auf heute schauen; leer = heute.",
    ),
    Setting(
        "variance_threshold",
        "Schwelle Abweichung",
        SettingKind.RATE,
        "10",
        "Abweichung vom Plan in Prozent, ab der eine Erläuterung nötig ist.",
    ),
    Setting("legal_basis", "Rechtsgrundlage", SettingKind.TEXT, "", "Vertrag, auf dem die Kooperation beruht."),
    Setting(
        "account_holder",
        "Kontoinhaber",
        SettingKind.TEXT,
        "",
        "Inhaber des Kontos, auf das die Beiträge eingehen.",
    ),
    Setting("iban", "IBAN", SettingKind.TEXT, "", "Konto, auf das die Beiträge eingehen."),
    Setting("head", "Leitung", SettingKind.TEXT, "", "Leitung des Regionalmanagements."),
    Setting("deputy", "Stellvertretung", SettingKind.TEXT, "", "Stellvertretende Leitung."),
    Setting(
        "schema_version",
        "Schemaversion",
        SettingKind.COUNT,
        "1",
        "Version des Aufbaus dieser Mappe. Bitte nicht ändern.",
        needed=True,
    ),
)
SETTING_BY_TITLE = {setting.title: setting for setting in SETTING_LIST}
SETTING_BY_NAME = {setting.name: setting for setting in SETTING_LIST}
