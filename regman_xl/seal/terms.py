"""The terms that a year's figures rest on, as known at its end: what changes later is no change of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regman_xl.finance.grants import terms_at
from regman_xl.schema.lists import Applicant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regman_xl.finance.grants import Terms
    from regman_xl.model.books import Books
    from regman_xl.model.records import Grant, Partner

GRANT_TERMS, PARTNER_TERMS = "grant_terms", "partner_terms"


def grant_terms(books: Books, year: int) -> dict[str, dict[str, Any]]:
    """Return the terms of every grant on 31 December of a year, by grant.

    The status counts only as far as the grant earns at all: bewilligt that becomes abgeschlossen changes nothing,
    nor does a decision of a later year.
    """
    decisions = books.grant_decisions
    return {
        grant.id: _grant(grant, terms_at(grant, [item for item in decisions if item.grant == grant.id], year))
        for grant in reversed(books.grants)
    }


def partner_terms(books: Books) -> dict[str, dict[str, Any]]:
    """Return the terms of every partner: not its address, nor when it leaves."""
    return {partner.id: _partner(partner) for partner in reversed(books.partners)}


def _grant(grant: Grant, terms: Terms) -> dict[str, Any]:
    return _known(
        {
            "id": grant.id,
            "project": grant.project or None,
            "applicant": (grant.applicant or Applicant.OFFICE).value,
            "kind": terms.kind and terms.kind.value,
            "rate": terms.rate,
            "cap": terms.cap,
            "fixed": terms.fixed,
            "earns": terms.earns,
        }
    )


def _partner(partner: Partner) -> dict[str, Any]:
    form = partner.legal_form
    return _known({"id": partner.id, "legal_form": form and form.value, "valid_from": partner.valid_from})


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
