"""What the user reads of the layer of Excel itself."""

from __future__ import annotations

from collections.abc import Callable

#: Shows a text in the status bar.
Say = Callable[[str], None]

NO_WORKBOOK = "Es ist keine Mappe geöffnet, aus der regman gestartet wurde. Bitte den Knopf in der Mappe drücken."
BUSY = (
    "Excel ist gerade beschäftigt, zum Beispiel weil eine Zelle bearbeitet wird. Bitte die Eingabe abschließen und den "
    "Knopf noch einmal drücken."
)
OTHER_VERSION = (
    "Die Makros dieser Mappe gehören zu einer anderen Version von regman (xlwings {workbook}; eingerichtet ist "
    "{package}). Es ist nichts geändert.\n\nWie beides wieder zusammenkommt, steht in der Anleitung zur Installation "
    "unter „Aktualisieren“."
)
FAILED = (
    "Dabei ist ein Fehler aufgetreten, den regman nicht vorhergesehen hat. Die Blätter der Mappe sind wie vorher.\n\n"
    "Was geschehen ist, steht in „{log}“; bitte melden. Im selben Ordner liegt unter Sicherungen der Stand vor der "
    "ersten Änderung des Tages."
)
UNFINISHED = (
    "Beim Schreiben ist ein Fehler aufgetreten, den regman nicht vorhergesehen hat. Ein Teil ist schon geschrieben.\n\n"
    "Bitte die Mappe ohne Speichern schließen und wieder öffnen. Was geschehen ist, steht in „{log}“; bitte melden. Im "
    "selben Ordner liegt unter Sicherungen der Stand vor der ersten Änderung des Tages."
)
READING = "regman liest die Mappe …"
WORKING = "regman: {action} …"
WRITING = "regman schreibt in die Mappe …"
NOTHING_DONE = "Es ist nichts geändert."
DRAFT = "Soll trotzdem ein gekennzeichneter Entwurf erstellt werden?"
FIRST_CHANGE = (
    "Hinweis: Was ein Knopf schreibt, lässt sich in Excel nicht mit „Rückgängig“ zurücknehmen. Der Stand vor der "
    "ersten Änderung des Tages liegt in „{backup}“."
)
LOCKED_STRUCTURE = (
    "Die Struktur der Mappe ist geschützt: es dürfen keine Blätter dazukommen oder ausgeblendet werden. Bitte in Excel "
    "den Schutz aufheben (Überprüfen, Arbeitsmappe schützen) und den Knopf noch einmal drücken."
)
SHARED = (
    "Die Mappe ist im alten Sinn freigegeben (Überprüfen, Arbeitsmappe freigeben): dann lassen sich keine Blätter "
    "ersetzen. Bitte die Freigabe beenden und den Knopf noch einmal drücken."
)
LOCKED_SHEET = (
    "Das Blatt {sheet} ist geschützt. Bitte in Excel den Blattschutz aufheben (Überprüfen, Blattschutz aufheben) und "
    "den Knopf noch einmal drücken."
)
FOREIGN_SHEET = (
    "In der Mappe gibt es schon ein Blatt „{sheet}“, das nicht von regman stammt. Bitte das Blatt umbenennen und den "
    "Knopf noch einmal drücken."
)
UNMARKED = "Das Blatt {sheet} ist geschützt; dort sind keine Zellen hervorgehoben."
NO_TABLE = "Auf dem Blatt {sheet} fehlt die Tabelle; Zeilen lassen sich so nicht anfügen."
NO_YEAR = (
    "Auf dem Blatt Start ist kein Haushaltsjahr gewählt, und in den Einstellungen steht keines. Bitte dort das "
    "Haushaltsjahr eintragen."
)
WHICH_GRANT = "Für welche Förderung soll der Verwendungsnachweis erstellt werden (zum Beispiel F-001)?"
WHICH_YEAR = "Welches Haushaltsjahr soll angelegt werden?"
NO_REPORTS = "Für {year} gibt es noch keine Berichtsblätter. Bitte zuerst einen Bericht erstellen."
PDF_WRITTEN = "Die Berichtsblätter für {year} sind ausgegeben:\n{path}"
IN_THE_CLOUD = (
    "Die Mappe liegt in OneDrive oder SharePoint; dorthin kann regman keine PDF-Datei schreiben. Bitte in Excel Datei, "
    "Exportieren wählen."
)
UNSAVED = "Die Mappe ist noch nie gespeichert worden. Bitte zuerst speichern; die PDF-Datei kommt in denselben Ordner."
