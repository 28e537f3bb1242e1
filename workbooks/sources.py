"""The texts that the Excel shell is made of, from the registries of buttons and functions.

`texts` gives every generated source; ``python -m workbooks.build`` writes them, and a test fails when they are stale.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import quoteattr

import xlwings

import udfs
from regman_xl.schema.actions import ACTIONS, SHELL, TAB, Action
from regman_xl.schema.xlwings_settings import INTERPRETER
from udfs.registry import CATEGORY, FUNCTIONS, Argument, ExcelFunction

FOLDER = Path(__file__).parent
MACROS, WRAPPER, STANDALONE = "vba/Regionalmanagement.bas", "vba/Funktionen.bas", "vba/xlwings.bas"
RIBBON = "ribbon/customUI14.xml"
ENTRY = "regman_xl.hosts.excel"
GENERATED = "Erzeugt von python -m workbooks.build; bitte nicht von Hand ändern."
#: What a cell shows when Python cannot be reached.
UNREACHABLE = "#RM Python ist nicht erreichbar. Was fehlt, sagt der Befehl regman doctor (Anleitung zur Installation)."


def texts() -> dict[str, str]:
    """Return every generated source by its path in this folder, with the line ends of this system."""
    return {
        STANDALONE: standalone(),
        MACROS: macros(ACTIONS),
        WRAPPER: wrapper(tuple(FUNCTIONS.values())),
        RIBBON: ribbon(ACTIONS),
    }


def standalone() -> str:
    """Return the module of the pinned xlwings by which VBA starts Python, as xlwings ships it."""
    return (Path(xlwings.__file__).parent / "xlwings.bas").read_text("ascii").rstrip() + "\n"


def macros(actions: tuple[Action, ...]) -> str:
    """Return the module of the buttons."""
    parts = [_MACRO_HEAD]
    for action in actions:
        parts.append(f'Public Sub {action.macro}()\n    Starten "{action.key}"\nEnd Sub\n')
        parts.append(f"Public Sub {action.callback}(control As IRibbonControl)\n    {action.macro}\nEnd Sub\n")
    return "\n".join((*parts, _MACRO_FOOT))


_MACRO_HEAD = f"""Attribute VB_Name = "Regionalmanagement"
Option Explicit
' {GENERATED}
' Je Knopf ein Makro; der Aufruf aus dem Menüband führt auf dasselbe.

Private Const STAND As Long = {SHELL}
Private Const TITEL As String = "{TAB}"
"""

_MACRO_FOOT = f"""' Was Python in Excel umstellt, stellt dieses Makro auch dann zurück, wenn Python abgebrochen wird.
Private Sub Starten(ByVal Aktion As String)
    Static Laeuft As Boolean
    Dim Rechnen As Long, Ereignisse As Boolean
    If Laeuft Then Exit Sub
    On Error Resume Next
    Rechnen = Application.Calculation
    Ereignisse = Application.EnableEvents
    Application.EnableCancelKey = 0
    On Error GoTo Fehler
    Laeuft = True
    Rufen Aktion
Ende:
    On Error Resume Next
    Application.StatusBar = False
    Application.ScreenUpdating = True
    Application.DisplayAlerts = True
    Application.EnableEvents = Ereignisse
    If Application.Calculation <> Rechnen Then Application.Calculation = Rechnen
    Laeuft = False
    Exit Sub
Fehler:
    MsgBox "Python lässt sich aus Excel nicht starten: " & Err.Description & " (Fehler " & Err.Number & ")." & _
        vbCrLf & vbCrLf & "Was gesperrt sein kann, steht in der Anleitung zur Installation.", vbExclamation, TITEL
    Resume Ende
End Sub

Private Sub Rufen(ByVal Aktion As String)
    Dim Python As String
    Python = GetConfig("{INTERPRETER}", "", "user")
    If Python = "" Then
        MsgBox "Für diese Mappe ist noch kein Python eingerichtet." & vbCrLf & vbCrLf & _
            "Bitte regman einrichten (Befehl regman install, siehe Anleitung zur Installation) und Excel neu " & _
            "starten.", vbExclamation, TITEL
    ElseIf Python <> GetConfig("{INTERPRETER}", "") Then
        MsgBox "Neben der Mappe liegt eine Datei xlwings.conf, die ein anderes Python nennt als die Einrichtung." & _
            vbCrLf & vbCrLf & "Bitte die Datei entfernen oder die Mappe in einen anderen Ordner legen.", _
            vbExclamation, TITEL
    ElseIf Not FileExists(Python) Then
        MsgBox "Python liegt nicht mehr dort, wo es eingerichtet wurde:" & vbCrLf & Python & vbCrLf & vbCrLf & _
            "Bitte regman neu einrichten (Befehl regman install, siehe Anleitung zur Installation).", _
            vbExclamation, TITEL
    ElseIf RunPython("from {ENTRY} import run; " & _
            "run('" & Aktion & "', " & STAND & ", '" & XLWINGS_VERSION & "')") = -1 Then
        MsgBox "Der Knopf ist nicht zu Ende gekommen; was gefehlt hat, nannte die Meldung davor. Fehlt sie, so " & _
            "bitte nachsehen, ob neue Blätter da sind, sonst die Mappe ohne Speichern schließen." & vbCrLf & vbCrLf & _
            "Was der Einrichtung fehlt, sagt in der Eingabeaufforderung der Befehl" & vbCrLf & _
            Chr(34) & Python & Chr(34) & " -m regman_xl doctor", vbExclamation, TITEL
    End If
End Sub
"""


def wrapper(functions: tuple[ExcelFunction, ...]) -> str:
    """Return the module that makes our functions known to Excel, with their help texts."""
    head = f'Attribute VB_Name = "Funktionen"\nOption Explicit\n\' {GENERATED}\n'
    describe = "\n".join(
        ("Public Sub FunktionenBeschreiben()", *(f"    Hilfe{item.name}" for item in functions), "End Sub\n")
    )
    return "\n".join((head, *map(_function, functions), _SERVER, describe, *map(_description, functions)))


#: Python looks for modules in the folder that is current when it starts: that must not be one that others write to.
_SERVER = f"""Private Function Python() As Object
    Dim Vorher As String
    Vorher = CurDir
    If GetConfig("{INTERPRETER}", "", "user") <> GetConfig("{INTERPRETER}", "") Then Err.Raise 1
    On Error Resume Next
    ChDrive ParentFolder(GetConfig("{INTERPRETER}"))
    ChDir ParentFolder(GetConfig("{INTERPRETER}"))
    On Error GoTo 0
    Set Python = XLPy()
    On Error Resume Next
    ChDrive Vorher
    ChDir Vorher
End Function
"""


def _function(function: ExcelFunction) -> str:
    arguments = ", ".join(map(_parameter, function.arguments))
    called = f'"{udfs.__name__}", "{function.name}"'
    handed = ", ".join(argument.name for argument in function.arguments)
    return f"""Public Function {function.name}({arguments})
    If (Not Application.CommandBars("Standard").Controls(1).Enabled) Then Exit Function
    On Error GoTo failed
    {function.name} = Python().CallUDF({called}, Array({handed}), ThisWorkbook, Application.Caller)
    Exit Function
failed:
    {function.name} = "{UNREACHABLE}"
End Function
"""


def _parameter(argument: Argument) -> str:
    return f"Optional {argument.name}" if argument.optional else argument.name


def _description(function: ExcelFunction) -> str:
    """Return the procedure that tells Excel's function wizard what a function and its arguments are."""
    last = len(function.arguments) - 1
    lines = [f"Private Sub Hilfe{function.name}()", f"    Dim Texte(0 To {last}) As String"]
    lines += [f"    Texte({place}) = {_quoted(item.help)}" for place, item in enumerate(function.arguments)]
    lines += [
        f'    Application.MacroOptions Macro:="{function.name}", Description:={_quoted(function.help)}, _',
        f'        Category:="{CATEGORY}", ArgumentDescriptions:=Texte',
        "End Sub\n",
    ]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """Return a text as VBA writes it."""
    return '"' + text.replace('"', '""') + '"'


def ribbon(actions: tuple[Action, ...]) -> str:
    """Return the tab of the ribbon."""
    groups = []
    # A group is where its first button is; the order within it is that of the list.
    order = {name: place for place, name in enumerate(dict.fromkeys(action.group for action in actions))}
    for name, members in groupby(sorted(actions, key=lambda action: order[action.group]), lambda action: action.group):
        buttons = "\n".join(map(_button, members))
        groups.append(
            f'        <group id="gruppe{order[name] + 1}" label={quoteattr(name)}>\n{buttons}\n        </group>'
        )
    inside = "\n".join(groups)
    return f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui">
  <ribbon>
    <tabs>
      <tab id="regionalmanagement" label={quoteattr(TAB)}>
{inside}
      </tab>
    </tabs>
  </ribbon>
</customUI>
"""


def _button(action: Action) -> str:
    attributes = {
        "id": f"knopf{action.macro}",
        "label": action.label,
        "size": "large",
        "imageMso": action.icon,
        "onAction": action.callback,
        "screentip": action.label,
        "supertip": action.tip,
    }
    return "          <button " + " ".join(f"{name}={quoteattr(text)}" for name, text in attributes.items()) + "/>"
