"""What stops a run: one German line for the user, exit code 2."""

from __future__ import annotations


class Problem(Exception):  # noqa: N818 - it is a problem of the input, told to the user, not a fault of the program
    """The run cannot go on, and the user can do something about it.

    Args:
        message: One German sentence that names what is wrong and with which file, sheet, year or value.
        remedy: One German sentence that says what to do; may be empty where the message says it.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        between = "\n" if "\n" in self.message else " "
        return f"{self.message}{between}{self.remedy}".strip()


class Refusal(Problem):
    """A document is not made because of findings; the run itself went well: exit code 1."""
