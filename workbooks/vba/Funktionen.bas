Attribute VB_Name = "Funktionen"
Option Explicit
' Erzeugt von python -m workbooks.build; bitte nicht von Hand ändern.

Public Function RM_ANTEIL(betrag, schluessel, index)
    If (Not Application.CommandBars("Standard").Controls(1).Enabled) Then Exit Function
    On Error GoTo failed
    RM_ANTEIL = Python().CallUDF("udfs", "RM_ANTEIL", Array(betrag, schluessel, index), ThisWorkbook, Application.Caller)
    Exit Function
failed:
    RM_ANTEIL = "#RM Python ist nicht erreichbar. Was fehlt, sagt der Befehl regman doctor (Anleitung zur Installation)."
End Function

Public Function RM_ANTEILE(betrag, schluessel)
    If (Not Application.CommandBars("Standard").Controls(1).Enabled) Then Exit Function
    On Error GoTo failed
    RM_ANTEILE = Python().CallUDF("udfs", "RM_ANTEILE", Array(betrag, schluessel), ThisWorkbook, Application.Caller)
    Exit Function
failed:
    RM_ANTEILE = "#RM Python ist nicht erreichbar. Was fehlt, sagt der Befehl regman doctor (Anleitung zur Installation)."
End Function

Public Function RM_EIGENANTEIL(finanzierungsart, kosten, zuwendungsfaehig, drittmittel, foerdersatz, hoechstbetrag, Optional plankosten, Optional plandrittmittel)
    If (Not Application.CommandBars("Standard").Controls(1).Enabled) Then Exit Function
    On Error GoTo failed
    RM_EIGENANTEIL = Python().CallUDF("udfs", "RM_EIGENANTEIL", Array(finanzierungsart, kosten, zuwendungsfaehig, drittmittel, foerdersatz, hoechstbetrag, plankosten, plandrittmittel), ThisWorkbook, Application.Caller)
    Exit Function
failed:
    RM_EIGENANTEIL = "#RM Python ist nicht erreichbar. Was fehlt, sagt der Befehl regman doctor (Anleitung zur Installation)."
End Function

Public Function RM_ZUWENDUNG(finanzierungsart, kosten, zuwendungsfaehig, drittmittel, foerdersatz, hoechstbetrag, Optional plankosten, Optional plandrittmittel)
    If (Not Application.CommandBars("Standard").Controls(1).Enabled) Then Exit Function
    On Error GoTo failed
    RM_ZUWENDUNG = Python().CallUDF("udfs", "RM_ZUWENDUNG", Array(finanzierungsart, kosten, zuwendungsfaehig, drittmittel, foerdersatz, hoechstbetrag, plankosten, plandrittmittel), ThisWorkbook, Application.Caller)
    Exit Function
failed:
    RM_ZUWENDUNG = "#RM Python ist nicht erreichbar. Was fehlt, sagt der Befehl regman doctor (Anleitung zur Installation)."
End Function

Public Function RM_EIGENANTEILE(eigenanteile, schluessel)
    If (Not Application.CommandBars("Standard").Controls(1).Enabled) Then Exit Function
    On Error GoTo failed
    RM_EIGENANTEILE = Python().CallUDF("udfs", "RM_EIGENANTEILE", Array(eigenanteile, schluessel), ThisWorkbook, Application.Caller)
    Exit Function
failed:
    RM_EIGENANTEILE = "#RM Python ist nicht erreichbar. Was fehlt, sagt der Befehl regman doctor (Anleitung zur Installation)."
End Function

Public Function RM_ERSTATTUNG(ueberschuss, schluessel, Optional soll, Optional ist)
    If (Not Application.CommandBars("Standard").Controls(1).Enabled) Then Exit Function
    On Error GoTo failed
    RM_ERSTATTUNG = Python().CallUDF("udfs", "RM_ERSTATTUNG", Array(ueberschuss, schluessel, soll, ist), ThisWorkbook, Application.Caller)
    Exit Function
failed:
    RM_ERSTATTUNG = "#RM Python ist nicht erreichbar. Was fehlt, sagt der Befehl regman doctor (Anleitung zur Installation)."
End Function

Public Function RM_ZUSATZBEDARF(verfuegbar, verwendung, eigenanteile, schluessel)
    If (Not Application.CommandBars("Standard").Controls(1).Enabled) Then Exit Function
    On Error GoTo failed
    RM_ZUSATZBEDARF = Python().CallUDF("udfs", "RM_ZUSATZBEDARF", Array(verfuegbar, verwendung, eigenanteile, schluessel), ThisWorkbook, Application.Caller)
    Exit Function
failed:
    RM_ZUSATZBEDARF = "#RM Python ist nicht erreichbar. Was fehlt, sagt der Befehl regman doctor (Anleitung zur Installation)."
End Function

Public Function RM_SUMME(journal, jahr, Optional kategorie, Optional projekt, Optional foerderung)
    If (Not Application.CommandBars("Standard").Controls(1).Enabled) Then Exit Function
    On Error GoTo failed
    RM_SUMME = Python().CallUDF("udfs", "RM_SUMME", Array(journal, jahr, kategorie, projekt, foerderung), ThisWorkbook, Application.Caller)
    Exit Function
failed:
    RM_SUMME = "#RM Python ist nicht erreichbar. Was fehlt, sagt der Befehl regman doctor (Anleitung zur Installation)."
End Function

Public Function RM_PRUEFEN(tabelle, blatt)
    If (Not Application.CommandBars("Standard").Controls(1).Enabled) Then Exit Function
    On Error GoTo failed
    RM_PRUEFEN = Python().CallUDF("udfs", "RM_PRUEFEN", Array(tabelle, blatt), ThisWorkbook, Application.Caller)
    Exit Function
failed:
    RM_PRUEFEN = "#RM Python ist nicht erreichbar. Was fehlt, sagt der Befehl regman doctor (Anleitung zur Installation)."
End Function

Private Function Python() As Object
    Dim Vorher As String
    Vorher = CurDir
    If GetConfig("INTERPRETER_WIN", "", "user") <> GetConfig("INTERPRETER_WIN", "") Then Err.Raise 1
    On Error Resume Next
    ChDrive ParentFolder(GetConfig("INTERPRETER_WIN"))
    ChDir ParentFolder(GetConfig("INTERPRETER_WIN"))
    On Error GoTo 0
    Set Python = XLPy()
    On Error Resume Next
    ChDrive Vorher
    ChDir Vorher
End Function

Public Sub FunktionenBeschreiben()
    HilfeRM_ANTEIL
    HilfeRM_ANTEILE
    HilfeRM_EIGENANTEIL
    HilfeRM_ZUWENDUNG
    HilfeRM_EIGENANTEILE
    HilfeRM_ERSTATTUNG
    HilfeRM_ZUSATZBEDARF
    HilfeRM_SUMME
    HilfeRM_PRUEFEN
End Sub

Private Sub HilfeRM_ANTEIL()
    Dim Texte(0 To 2) As String
    Texte(0) = "Zu verteilender Betrag in EUR, auch negativ."
    Texte(1) = "Jahresbeiträge der Partner in EUR, eine Zeile oder Spalte in der Reihenfolge des Blatts Partner."
    Texte(2) = "Nummer des Partners im Schlüssel, von 1 an."
    Application.MacroOptions Macro:="RM_ANTEIL", Description:="Anteil eines Partners an einem Betrag, centgenau nach dem Zahlungsschlüssel.", _
        Category:="Regionalmanagement", ArgumentDescriptions:=Texte
End Sub

Private Sub HilfeRM_ANTEILE()
    Dim Texte(0 To 1) As String
    Texte(0) = "Zu verteilender Betrag in EUR, auch negativ."
    Texte(1) = "Jahresbeiträge der Partner in EUR, eine Zeile oder Spalte in der Reihenfolge des Blatts Partner."
    Application.MacroOptions Macro:="RM_ANTEILE", Description:="Anteile aller Partner an einem Betrag, centgenau nach dem Zahlungsschlüssel; sie ergeben zusammen den Betrag.", _
        Category:="Regionalmanagement", ArgumentDescriptions:=Texte
End Sub

Private Sub HilfeRM_EIGENANTEIL()
    Dim Texte(0 To 7) As String
    Texte(0) = "Anteil, Fehlbedarf, Festbetrag oder Vollfinanzierung, wie im Bescheid."
    Texte(1) = "Ausgaben des Projekts bis heute in EUR, von Beginn an zusammengezählt."
    Texte(2) = "Zuwendungsfähiger Teil der Kosten in EUR; leer heißt: alles."
    Texte(3) = "Einnahmen des Projekts von Dritten in EUR, ohne die Zuwendung; leer heißt: keine."
    Texte(4) = "In Prozent als Zahl von 0 bis 100 (60 für 60 %); nötig bei Anteil, sonst leer."
    Texte(5) = "Höchste Zuwendung in EUR laut Bescheid."
    Texte(6) = "Gesamtausgaben des Finanzierungsplans in EUR; nötig bei Fehlbedarf."
    Texte(7) = "Drittmittel des Finanzierungsplans in EUR; leer heißt: keine."
    Application.MacroOptions Macro:="RM_EIGENANTEIL", Description:="Eigenanteil eines Förderprojekts: was Zuwendung und Drittmittel von den Kosten offen lassen.", _
        Category:="Regionalmanagement", ArgumentDescriptions:=Texte
End Sub

Private Sub HilfeRM_ZUWENDUNG()
    Dim Texte(0 To 7) As String
    Texte(0) = "Anteil, Fehlbedarf, Festbetrag oder Vollfinanzierung, wie im Bescheid."
    Texte(1) = "Ausgaben des Projekts bis heute in EUR, von Beginn an zusammengezählt."
    Texte(2) = "Zuwendungsfähiger Teil der Kosten in EUR; leer heißt: alles."
    Texte(3) = "Einnahmen des Projekts von Dritten in EUR, ohne die Zuwendung; leer heißt: keine."
    Texte(4) = "In Prozent als Zahl von 0 bis 100 (60 für 60 %); nötig bei Anteil, sonst leer."
    Texte(5) = "Höchste Zuwendung in EUR laut Bescheid."
    Texte(6) = "Gesamtausgaben des Finanzierungsplans in EUR; nötig bei Fehlbedarf."
    Texte(7) = "Drittmittel des Finanzierungsplans in EUR; leer heißt: keine."
    Application.MacroOptions Macro:="RM_ZUWENDUNG", Description:="Zuwendung, die die Kosten bis heute verdient haben, auf den Cent abgerundet.", _
        Category:="Regionalmanagement", ArgumentDescriptions:=Texte
End Sub

Private Sub HilfeRM_EIGENANTEILE()
    Dim Texte(0 To 1) As String
    Texte(0) = "Eigenanteile der Projekte in EUR, eine Zeile oder Spalte."
    Texte(1) = "Jahresbeiträge der Partner in EUR, eine Zeile oder Spalte in der Reihenfolge des Blatts Partner."
    Application.MacroOptions Macro:="RM_EIGENANTEILE", Description:="Eigenanteile der Projekte nach Partnern: jede Zeile und jede Spalte geht auf den Cent auf.", _
        Category:="Regionalmanagement", ArgumentDescriptions:=Texte
End Sub

Private Sub HilfeRM_ERSTATTUNG()
    Dim Texte(0 To 3) As String
    Texte(0) = "Nicht verausgabte Mittel in EUR, nicht negativ."
    Texte(1) = "Jahresbeiträge der Partner in EUR, eine Zeile oder Spalte in der Reihenfolge des Blatts Partner."
    Texte(2) = "Was jeder Partner schuldet, in EUR, wie der Schlüssel angeordnet; leer heißt: sein Jahresbeitrag."
    Texte(3) = "Was jeder Partner gezahlt hat, in EUR, wie der Schlüssel angeordnet; leer heißt: alles."
    Application.MacroOptions Macro:="RM_ERSTATTUNG", Description:="Abrechnung je Partner: Anteil am Überschuss, weniger Rückstand, mehr Überzahlung; negativ: noch zu zahlen.", _
        Category:="Regionalmanagement", ArgumentDescriptions:=Texte
End Sub

Private Sub HilfeRM_ZUSATZBEDARF()
    Dim Texte(0 To 3) As String
    Texte(0) = "Verfügbare Mittel des Jahres in EUR."
    Texte(1) = "Geplante Verwendung des Jahres mit den Eigenanteilen in EUR."
    Texte(2) = "Darin enthaltene Eigenanteile der Förderprojekte in EUR."
    Texte(3) = "Jahresbeiträge der Partner in EUR, eine Zeile oder Spalte in der Reihenfolge des Blatts Partner."
    Application.MacroOptions Macro:="RM_ZUSATZBEDARF", Description:="Bedarf an Zusatzmitteln je Partner: der Fehlbetrag des Plans, höchstens die Eigenanteile.", _
        Category:="Regionalmanagement", ArgumentDescriptions:=Texte
End Sub

Private Sub HilfeRM_SUMME()
    Dim Texte(0 To 4) As String
    Texte(0) = "Der Bereich mit seinen Überschriften, also tblJournal[#Alle]."
    Texte(1) = "Haushaltsjahr der Buchungen."
    Texte(2) = "Nur diese Kategorie; leer heißt: alle."
    Texte(3) = "Nur dieses Projekt (Nr); leer heißt: alle."
    Texte(4) = "Nur diese Förderung (Nr); leer heißt: alle."
    Application.MacroOptions Macro:="RM_SUMME", Description:="Summe der Buchungen eines Jahres: Einnahmen weniger Ausgaben.", _
        Category:="Regionalmanagement", ArgumentDescriptions:=Texte
End Sub

Private Sub HilfeRM_PRUEFEN()
    Dim Texte(0 To 1) As String
    Texte(0) = "Der Bereich mit seinen Überschriften, zum Beispiel tblJournal[#Alle]."
    Texte(1) = "Name des Eingabeblatts, zum Beispiel Journal."
    Application.MacroOptions Macro:="RM_PRUEFEN", Description:="Befunde einer einzelnen Tabelle: Regel, Zelle, Meldung; die ganze Arbeitsmappe prüft der Befehl validate.", _
        Category:="Regionalmanagement", ArgumentDescriptions:=Texte
End Sub
