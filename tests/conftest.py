"""What tests of several folders share."""

from __future__ import annotations

import os

import hypothesis
import pytest

from tests import libreoffice

# Laws are checked on the same examples in every run, so that a red test stays red until it is mended; whoever
# wants to look further sets REGMAN_EXPLORE. No test looks at the clock.
hypothesis.settings.register_profile("regman", deadline=None, derandomize="REGMAN_EXPLORE" not in os.environ)
hypothesis.settings.load_profile("regman")


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
