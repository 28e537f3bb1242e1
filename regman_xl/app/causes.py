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
    errno.EFBIG: "die Datei wird zu groß",
    errno.ENOENT: "den Ordner gibt es nicht",
    errno.EISDIR: "dort liegt ein Ordner dieses Namens",
    errno.ELOOP: "die Verknüpfungen verweisen im Kreis",
    errno.EBUSY: "die Datei ist in Gebrauch",
    errno.EINVAL: "der Name ist hier nicht erlaubt",
    errno.EIO: "der Datenträger meldet einen Fehler",
}


#: By these Windows tells that there is no such folder, or that a path is longer than it takes.
_NO_SUCH_PATH = frozenset({3, 206})
_LONGEST_ON_WINDOWS = 259


def cause(error: OSError) -> str:
    """Return the cause as a German clause; an unknown one with the number that the system gives it."""
    longest = max((len(str(name)) for name in (error.filename, error.filename2) if name), default=0)
    if getattr(error, "winerror", None) in _NO_SUCH_PATH and longest > _LONGEST_ON_WINDOWS:
        return "der Pfad ist zu lang"
    return _CAUSES.get(error.errno or 0) or f"das System meldet Fehler {error.errno or type(error).__name__}"
