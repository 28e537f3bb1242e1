"""`python -m regman_xl` is `regman`."""

from __future__ import annotations

from regman_xl.cli import main

main()
