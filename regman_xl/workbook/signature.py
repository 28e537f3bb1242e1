"""The digital signature of a workbook file: it holds only as long as nothing in the file changes.

ECMA-376 part 2, clause 10: the signatures hang on an origin part that the package itself leads to. One that is left
in a changed file is shown as forged; therefore it goes as a whole, or the file is left alone. The signature of a VBA
project is a part of the project, which is not changed: it stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regman_xl.problems import Problem
from regman_xl.workbook.links import links_of, owned_parts
from regman_xl.workbook.package import relations_of

if TYPE_CHECKING:
    from regman_xl.workbook.splice import Splice

_ORIGIN = "/digital-signature/origin"
_FOLDER = "_xmlsignatures/"
_PACKAGE_LINKS = "_rels/.rels"
REMOVED = (
    "Die digitale Signatur ist entfernt, denn jede Änderung macht sie ungültig; bitte die Arbeitsmappe neu signieren."
)


def remove_signature(splice: Splice) -> None:
    """Take the signatures out of a workbook that has any, where that is allowed.

    Raises:
        Problem: The workbook is signed, and it was not said that the signature may go.
    """
    origins = [link for link in links_of(splice, "") if link.kind.endswith(_ORIGIN)]
    gone = {name for name in splice.parts() if name.casefold().startswith(_FOLDER)}
    for link in origins:
        gone |= {link.target, *owned_parts(splice, link.target)}
    if not gone and not origins:
        return
    if not splice.force:
        raise Problem(
            f"Die Datei „{splice.package.name}“ ist digital signiert; jede Änderung macht die Signatur ungültig.",
            "Bitte mit --force bestätigen, dass die Signatur entfernt wird, und danach in Excel neu signieren.",
        )
    for link in origins:
        splice.remove_elements(_PACKAGE_LINKS, "Id", link.key)
    for part in sorted(gone):
        splice.drop(part)
        splice.drop(relations_of(part))
    splice.forget_types()
    splice.notes.append(REMOVED)
