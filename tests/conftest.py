"""What tests of several folders share."""

from __future__ import annotations

import os

import pytest

from tests import libreoffice


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice; on a user's machine a test is skipped without it, in CI it fails."""
    office = libreoffice.command()
    if office is None:
        message = (
            "LibreOffice fehlt: bitte LibreOffice Calc installieren (Debian/Ubuntu: apt-get install libreoffice-calc). "
            "LibreOffice Calc is needed to recalculate and print the workbooks."
        )
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return office
