"""The way to a running LibreOffice, for the scripts of this folder.

They are run by the Python that has LibreOffice's bridge (`tests.libreoffice.scripted`), not by that of the tests.
"""

import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

#: Macros may run, or not, both without asking.
ALWAYS, NEVER = 4, 0


def connect(pipe):
    """Wait for the office to listen and return its desktop."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(1500):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            time.sleep(0.1)
        else:
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    raise SystemExit("LibreOffice does not answer")


def open_document(desktop, path, **options):
    """Open a file; options by their names in LibreOffice."""
    values = tuple(PropertyValue(name, 0, value, 0) for name, value in options.items())
    return desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, values)
