"""Why a file cannot be read or written, in German."""

from __future__ import annotations

import errno

_CAUSES = {
    errno.EACCES: "der Zugriff ist verweigert",
    errno.EPERM: "der Zugriff ist verweigert",
    errno.EROFS: "der Datenträger ist schreibgeschützt",
    errno.ENOSPC: "der Datenträger ist voll",
    errno.EDQUOT: "das Speicherkontingent ist erschöpft",
    errno.ENAMETOOLONG: "der Name ist zu lang",
    errno.EEXIST: "dort liegt eine Datei dieses Namens",
    errno.ENOTDIR: "ein Teil des Pfads ist kein Ordner",
    errno.EIO: "der Datenträger meldet einen Fehler",
}


def cause(error: OSError) -> str:
    """Return the cause as a German clause; an unknown one in the words of the system."""
    return _CAUSES.get(error.errno or 0) or error.strerror or type(error).__name__
