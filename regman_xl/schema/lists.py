"""The choice lists of the workbook. The values are what finance staff see; the names are the code's words."""

from __future__ import annotations

from enum import StrEnum


class LegalForm(StrEnum):
    """Rechtsform of a partner; it decides which body resolves for it."""

    CITY = "kreisfreie Stadt"
    DISTRICT = "Kreis"
    MUNICIPALITY = "kreisangehörige Gemeinde"
    CHAMBER = "Kammer"
    OTHER = "Sonstige"


class PaymentRoute(StrEnum):
    """Zahlweg of a partner."""

    INTERNAL = "intern"
    TRANSFER = "Überweisung"


class YearStatus(StrEnum):
    """Status of a budget year."""

    OPEN = "offen"
    SUBMITTED = "vorgelegt"
    EXAMINED = "geprüft"
    CLOSED = "abgeschlossen"


class Direction(StrEnum):
    """Art of an entry: money in or money out."""

    INCOME = "Einnahme"
    EXPENSE = "Ausgabe"


class Category(StrEnum):
    """Kategorie of an entry."""

    PARTNER_CONTRIBUTION = "Partnerbeitrag"
    SUPPLEMENTARY = "Zusatzmittel"
    GRANT = "Fördermittel"
    THIRD_PARTY = "Drittmittel"
    OTHER_INCOME = "Sonstige Einnahme"
    PROJECT = "Projekt"
    EVENT = "Veranstaltung"
    OFFICE = "Geschäftsstelle"
    OWN_CONTRIBUTION = "Eigenanteil"
    REFUND = "Erstattung"
    SUPPLEMENTARY_REFUND = "Erstattung Zusatzmittel"
    GRANT_REPAYMENT = "Rückzahlung Fördermittel"

    @property
    def direction(self) -> Direction:
        """The direction that an entry of this category must have (JRN06)."""
        return Direction.INCOME if self in INCOME_CATEGORIES else Direction.EXPENSE


INCOME_CATEGORIES = (
    Category.PARTNER_CONTRIBUTION,
    Category.SUPPLEMENTARY,
    Category.GRANT,
    Category.THIRD_PARTY,
    Category.OTHER_INCOME,
)
#: Expenses that are the cost of the work: what the budget is for.
COST_CATEGORIES = (Category.PROJECT, Category.EVENT, Category.OFFICE, Category.OWN_CONTRIBUTION)
#: Entries that name a partner.
PARTNER_CATEGORIES = (
    Category.PARTNER_CONTRIBUTION,
    Category.SUPPLEMENTARY,
    Category.REFUND,
    Category.SUPPLEMENTARY_REFUND,
)
#: Entries that name a grant.
GRANT_CATEGORIES = (
    Category.GRANT,
    Category.THIRD_PARTY,
    Category.SUPPLEMENTARY,
    Category.SUPPLEMENTARY_REFUND,
    Category.GRANT_REPAYMENT,
)


class TaskField(StrEnum):
    """Aufgabenfeld: the tasks that the activity report must cover."""

    COORDINATION = "Innerregionale Abstimmung"
    STRUCTURAL_FUNDING = "Regionale Strukturförderung"
    FLAGSHIPS = "Leuchtturmprojekte"
    SPATIAL = "Raumentwicklung"
    INTERREGIONAL = "Interregionale Kooperation"
    STATE = "Kooperation mit dem Land"
    ECONOMY = "Regionalwirtschaft"
    OFFICE = "Geschäftsstelle"


class ProjectStatus(StrEnum):
    """Status of a project."""

    PLANNED = "geplant"
    RUNNING = "laufend"
    FINISHED = "abgeschlossen"
    STOPPED = "abgebrochen"


class YesNo(StrEnum):
    """Ja or nein."""

    YES = "ja"
    NO = "nein"


class Applicant(StrEnum):
    """Antragsteller of a grant."""

    OFFICE = "Regionalmanagement"
    OTHERS = "Andere"


class GrantStatus(StrEnum):
    """Status of a grant."""

    EXPLORED = "sondiert"
    APPLIED = "beantragt"
    GRANTED = "bewilligt"
    REJECTED = "abgelehnt"
    FINISHED = "abgeschlossen"


class FundingKind(StrEnum):
    """Finanzierungsart of a grant (VV to § 44 LHO, no. 2)."""

    SHARE = "Anteil"
    GAP = "Fehlbedarf"
    FIXED = "Festbetrag"
    FULL = "Vollfinanzierung"


class DecisionKind(StrEnum):
    """Art of a grant decision."""

    GRANT = "Bewilligung"
    CHANGE = "Änderung"
    REVOCATION = "Widerruf"
    FINAL = "Schlussbescheid"


class Body(StrEnum):
    """Gremium."""

    SUPERVISORY_BOARD = "Aufsichtsgremium"
    ADVISORY_BOARD = "Begleitgremium"
    CITY_COUNCIL = "Rat"
    DISTRICT_COUNCIL = "Kreistag"
    CHAMBER_ASSEMBLY = "Vollversammlung"
    OTHER = "Sonstiges"


class ResolutionKind(StrEnum):
    """Art of a resolution."""

    ANNUAL_PLAN = "Jahresplanung"
    EXAMINATION = "Prüfung Jahresabschluss"
    CARRY_OVER = "Übertragung"
    SUPPLEMENTARY = "Zusatzmittel"
    ACCESSION = "Beitritt"
    ADDITIONAL_CALL = "Nachforderung"
    RECOMMENDATION = "Empfehlung"
    OTHER = "Sonstiges"


class Outcome(StrEnum):
    """Ergebnis of a resolution."""

    ADOPTED = "angenommen"
    REJECTED = "abgelehnt"
    POSTPONED = "vertagt"


class ReportKind(StrEnum):
    """Bericht that a text belongs to."""

    ANNUAL_PLAN = "Jahresplan"
    CLOSING = "Abschlussbericht"
    ACTIVITY = "Sachbericht"


class Section(StrEnum):
    """Abschnitt of a report that a text fills."""

    GOALS = "Ziele und Schwerpunkte"
    STARTING_POINT = "Ausgangslage"
    COORDINATION = TaskField.COORDINATION.value
    STRUCTURAL_FUNDING = TaskField.STRUCTURAL_FUNDING.value
    FLAGSHIPS = TaskField.FLAGSHIPS.value
    SPATIAL = TaskField.SPATIAL.value
    INTERREGIONAL = TaskField.INTERREGIONAL.value
    STATE = TaskField.STATE.value
    ECONOMY = TaskField.ECONOMY.value
    OFFICE = TaskField.OFFICE.value
    PLAN_ACTUAL = "Erläuterung Plan-Ist"
    RISKS = "Risiken"
    PUBLICITY = "Öffentlichkeitsarbeit"
    OUTLOOK = "Ausblick"
