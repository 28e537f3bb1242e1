Attribute VB_Name = "Regionalmanagement"
Option Explicit
' Erzeugt von python -m workbooks.build; bitte nicht von Hand ändern.
' Je Knopf ein Makro; der Aufruf aus dem Menüband führt auf dasselbe.

Private Const STAND As Long = 1
Private Const TITEL As String = "Regionalmanagement"

Public Sub Pruefen()
    Starten "check"
End Sub

Public Sub MenuePruefen(control As IRibbonControl)
    Pruefen
End Sub

Public Sub Jahresplan()
    Starten "plan"
End Sub

Public Sub MenueJahresplan(control As IRibbonControl)
    Jahresplan
End Sub

Public Sub Abschluss()
    Starten "close"
End Sub

Public Sub MenueAbschluss(control As IRibbonControl)
    Abschluss
End Sub

Public Sub Rueckerstattung()
    Starten "refund"
End Sub

Public Sub MenueRueckerstattung(control As IRibbonControl)
    Rueckerstattung
End Sub

Public Sub Mittelanforderung()
    Starten "call"
End Sub

Public Sub MenueMittelanforderung(control As IRibbonControl)
    Mittelanforderung
End Sub

Public Sub Foerdermittel()
    Starten "grants"
End Sub

Public Sub MenueFoerdermittel(control As IRibbonControl)
    Foerdermittel
End Sub

Public Sub Nachweis()
    Starten "statement"
End Sub

Public Sub MenueNachweis(control As IRibbonControl)
    Nachweis
End Sub

Public Sub JahrVersiegeln()
    Starten "seal"
End Sub

Public Sub MenueJahrVersiegeln(control As IRibbonControl)
    JahrVersiegeln
End Sub

Public Sub NeuesJahr()
    Starten "new_year"
End Sub

Public Sub MenueNeuesJahr(control As IRibbonControl)
    NeuesJahr
End Sub

Public Sub PdfErstellen()
    Starten "pdf"
End Sub

Public Sub MenuePdfErstellen(control As IRibbonControl)
    PdfErstellen
End Sub

' Was Python in Excel umstellt, stellt dieses Makro auch dann zurück, wenn Python abgebrochen wird.
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
    Python = GetConfig("INTERPRETER_WIN", "", "user")
    If Python = "" Then
        MsgBox "Für diese Mappe ist noch kein Python eingerichtet." & vbCrLf & vbCrLf & _
            "Bitte regman einrichten (Befehl regman install, siehe Anleitung zur Installation) und Excel neu " & _
            "starten.", vbExclamation, TITEL
    ElseIf Python <> GetConfig("INTERPRETER_WIN", "") Then
        MsgBox "Neben der Mappe liegt eine Datei xlwings.conf, die ein anderes Python nennt als die Einrichtung." & _
            vbCrLf & vbCrLf & "Bitte die Datei entfernen oder die Mappe in einen anderen Ordner legen.", _
            vbExclamation, TITEL
    ElseIf Not FileExists(Python) Then
        MsgBox "Python liegt nicht mehr dort, wo es eingerichtet wurde:" & vbCrLf & Python & vbCrLf & vbCrLf & _
            "Bitte regman neu einrichten (Befehl regman install, siehe Anleitung zur Installation).", _
            vbExclamation, TITEL
    ElseIf RunPython("from regman_xl.hosts.excel import run; " & _
            "run('" & Aktion & "', " & STAND & ", '" & XLWINGS_VERSION & "')") = -1 Then
        MsgBox "Der Knopf ist nicht zu Ende gekommen; was gefehlt hat, nannte die Meldung davor. Fehlt sie, so " & _
            "bitte nachsehen, ob neue Blätter da sind, sonst die Mappe ohne Speichern schließen." & vbCrLf & vbCrLf & _
            "Was der Einrichtung fehlt, sagt in der Eingabeaufforderung der Befehl" & vbCrLf & _
            Chr(34) & Python & Chr(34) & " -m regman_xl doctor", vbExclamation, TITEL
    End If
End Sub
