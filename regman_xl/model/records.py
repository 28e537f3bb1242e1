"""Frozen records of the small tables.

Field names equal the column names of the schema (a test holds this). Amounts are whole cents, rates are
ten-thousandths of a percent (60 % is 600 000). A blank text is ``""``, any other blank is None. A record exists
only for a row that the figures can use: its essential cells are filled and every cell fits its column.
"""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict

from regman_xl.schema.lists import (
    Applicant,
    Body,
    Category,
    DecisionKind,
    Direction,
    FundingKind,
    GrantStatus,
    LegalForm,
    Outcome,
    PaymentRoute,
    ProjectStatus,
    ReportKind,
    ResolutionKind,
    Section,
    TaskField,
    YearStatus,
    YesNo,
)


class Record(BaseModel):
    """One row of an input sheet; `row` is its 1-based sheet row."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    row: int = 0


class Partner(Record):
    """A contract partner."""

    id: str
    name: str = ""
    legal_form: LegalForm | None = None
    valid_from: int | None = None
    valid_to: int | None = None
    payment_route: PaymentRoute | None = None
    address: str = ""
    iban: str = ""


class Contribution(Record):
    """What a partner has agreed to pay for a year."""

    partner: str
    budget_year: int
    amount: int
    due_on: dt.date | None = None
    basis: str = ""


class BudgetYear(Record):
    """A budget year and how far it has come."""

    budget_year: int
    status: YearStatus | None = None
    plan_date: dt.date | None = None
    report_date: dt.date | None = None
    confirmed_cash: int | None = None
    seal: str = ""


class Account(Record):
    """An account of the chart of accounts."""

    account: str
    name: str = ""
    direction: Direction | None = None
    category: Category | None = None
    blocked: YesNo | None = None


class Project(Record):
    """A project, funded or not."""

    id: str
    title: str = ""
    task_field: TaskField | None = None
    goal: str = ""
    responsible: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    status: ProjectStatus | None = None
    flagship: YesNo | None = None


class Grant(Record):
    """A grant decision for one project; `cap` is the Höchstbetrag in cents."""

    id: str
    project: str = ""
    funder: str = ""
    programme: str = ""
    applicant: Applicant | None = None
    status: GrantStatus
    applied_on: dt.date | None = None
    granted_on: dt.date | None = None
    file_number: str = ""
    kind: FundingKind | None = None
    rate: int | None = None
    cap: int | None = None
    start_allowed_from: dt.date | None = None
    period_from: dt.date | None = None
    period_to: dt.date | None = None
    statement_due: dt.date | None = None
    statement_submitted: dt.date | None = None
    conditions: str = ""


class GrantDecision(Record):
    """A decision about a grant: the latest one up to the year's end gives the terms."""

    grant: str
    date: dt.date
    kind: DecisionKind
    cap: int
    rate: int | None = None
    file_number: str = ""


class FundingPlanLine(Record):
    """One year of a grant's financing plan."""

    grant: str
    budget_year: int
    total_cost: int
    eligible_cost: int | None = None
    grant_amount: int
    third_party: int | None = None
    own_contribution: int | None = None


class PlanPosition(Record):
    """One position of the annual plan."""

    budget_year: int
    category: Category
    project: str = ""
    title: str = ""
    amount: int
    month: int | None = None
    explanation: str = ""


class Commitment(Record):
    """An order that is not paid yet."""

    id: str
    budget_year: int
    date: dt.date | None = None
    contractor: str = ""
    category: Category
    project: str = ""
    grant: str = ""
    amount: int
    settled_on: dt.date | None = None


class Resolution(Record):
    """A resolution of a body; only adopted ones count."""

    id: str
    date: dt.date | None = None
    body: Body | None = None
    kind: ResolutionKind
    budget_year: int
    partner: str = ""
    grant: str = ""
    amount: int | None = None
    result: Outcome | None = None
    vote: str = ""
    file_number: str = ""
    remark: str = ""

    @property
    def counts(self) -> bool:
        """Adopted (or blank), and not of the advisory board, which decides nothing."""
        return self.result in (None, Outcome.ADOPTED) and self.body is not Body.ADVISORY_BOARD


class Activity(Record):
    """Something that the office did."""

    date: dt.date
    task_field: TaskField | None = None
    project: str = ""
    title: str = ""
    description: str = ""
    result: str = ""
    participants: str = ""
    attendance: int | None = None


class ReportText(Record):
    """Prose of one section of a report."""

    budget_year: int
    report: ReportKind
    section: Section
    text: str = ""


class BoardMember(Record):
    """A member of a body."""

    body: Body | None = None
    name: str = ""
    function: str = ""
    sent_by: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


class StaffMember(Record):
    """A seconded person: for information only, no money."""

    partner: str = ""
    name: str = ""
    function: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    share: int | None = None
    remark: str = ""


class Waiver(Record):
    """An accepted warning."""

    rule: str
    sheet: str
    row_key: str
    value: str = ""
    reason: str = ""
    name: str = ""
    date: dt.date | None = None
    valid_until: dt.date | None = None
