"""Texts of the sample's reports on 2025."""

from __future__ import annotations

from regman_xl.schema.lists import Section

CLOSING: dict[Section, str] = {
    Section.GOALS: "Die finanziellen Ziele des Jahres wurden erreicht. Die Vorhaben blieben zusammen im Rahmen "
    "des Budgets, und ein Teil der Mittel steht für das Jahr 2026 zur Verfügung.",
    Section.STARTING_POINT: "Das Jahr begann ohne Kassenbestand. Das vereinbarte Budget betrug 120.000 EUR; Stadt und "
    "Kreis haben vollständig gezahlt, die IHK hat zunächst 15.000 EUR überwiesen.",
    Section.COORDINATION: "Für die innerregionale Abstimmung fielen nur geringe Sachkosten an. Sie sind in den "
    "Veranstaltungen und Gremiensitzungen enthalten.",
    Section.STRUCTURAL_FUNDING: "Die Fortschreibung des Handlungskonzeptes kostete rund 19.500 EUR. Der Eigenanteil "
    "von 9.000 EUR fällt wegen der Fehlbedarfsfinanzierung ganz im ersten Jahr an.",
    Section.FLAGSHIPS: "Für die Mobilstationen wurden rund 38.400 EUR ausgegeben; davon trägt das Land 60 Prozent der "
    "zuwendungsfähigen Ausgaben. Die Machbarkeitsstudie zur Kreislaufwirtschaft ist vollständig gefördert.",
    Section.SPATIAL: "Der Gewerbeflächenmonitor wurde mit knapp 19.700 EUR abgerechnet und blieb leicht unter dem "
    "Ansatz.",
    Section.INTERREGIONAL: "Der Anteil am Standortfilm und das Standortprofil kosteten zusammen rund 4.800 EUR. Eine "
    "Rechnung vom Dezember wurde im Januar 2026 für das alte Jahr gebucht.",
    Section.STATE: "Die Kooperation mit dem Land verursachte nur Reisekosten.",
    Section.ECONOMY: "Die Unternehmensfrühstücke wurden mit rund 1.250 EUR durchgeführt. Weitere Ausgaben entstanden "
    "in diesem Aufgabenfeld nicht.",
    Section.OFFICE: "Die Ausgaben der Geschäftsstelle lagen mit rund 21.600 EUR unter dem Ansatz. Eine falsch "
    "erfasste Druckrechnung wurde storniert und richtig gebucht.",
    Section.PLAN_ACTUAL: "Der Ideenfonds wurde nicht in Anspruch genommen, weil das Begleitgremium noch keine "
    "Vorschläge gemacht hat. Die Veranstaltungen waren günstiger als geplant, und Einsparungen bei Technik und "
    "Reisen kamen hinzu.",
    Section.RISKS: "Zum Jahresende standen rund 10.900 EUR an Zuwendungen aus, die das Regionalmanagement "
    "vorfinanziert hat. Die Restzahlung der IHK von 5.000 EUR ist für das erste Quartal 2026 zugesagt.",
    Section.PUBLICITY: "Newsletter und Imagebroschüre wurden im Rahmen des Ansatzes finanziert.",
    Section.OUTLOOK: "Es wird vorgeschlagen, 8.000 EUR in das Jahr 2026 zu übertragen und den Rest nach dem "
    "Zahlungsschlüssel zurückzuführen.",
}

ACTIVITY: dict[Section, str] = {
    Section.GOALS: "Im Mittelpunkt standen der Auftakt des Gewerbeflächendialogs, die Planung der Mobilstationen und "
    "die Fortschreibung des Handlungskonzeptes. Alle drei Vorhaben haben die Ziele des Jahres erreicht.",
    Section.STARTING_POINT: "Die Geschäftsstelle nahm das Jahr mit drei abgeordneten Beschäftigten auf. Zwei "
    "Bewilligungen gingen bis März ein, eine dritte folgte im April. Damit konnten die Vorhaben früh beginnen.",
    Section.COORDINATION: "Die Runde der Wirtschaftsförderungen hat sich viermal getroffen. Sie einigte sich auf "
    "gemeinsame Kriterien für Gewerbeflächen und bereitete die Standortgespräche auf der Expo Real vor.",
    Section.STRUCTURAL_FUNDING: "Bestandsaufnahme, Fachgespräche und Stärken-Schwächen-Analyse des Handlungskonzeptes "
    "liegen vor. Ein Antrag beim Bundesinstitut für Bau-, Stadt- und Raumforschung wurde abgelehnt; die Idee wird "
    "aus eigenen Mitteln kleiner verwirklicht.",
    Section.FLAGSHIPS: "Die Standorte der Mobilstationen sind mit den Städten abgestimmt, in Ratingen wurden die "
    "ersten Anlagen geliefert. Die Machbarkeitsstudie zeigt, dass sich ein regionales Bauteillager trägt, wenn sich "
    "mindestens vier Städte beteiligen.",
    Section.SPATIAL: "Der Gewerbeflächenmonitor erfasst 86 Standorte und benennt zwölf mit besonderem Potenzial. In "
    "drei Werkstätten haben 74 Personen die Ergebnisse beraten.",
    Section.INTERREGIONAL: "Mit der Metropolregion Rheinland entstand ein Standortfilm in zwei Sprachen. Auf der Expo "
    "Real teilte sich die Region die Fläche mit dem Rhein-Kreis Neuss.",
    Section.STATE: "Die Geschäftsstelle hat an den Treffen der Regionalmanagements in NRW teilgenommen und die "
    "Stellungnahme zur EFRE-Vereinfachung mitverfasst.",
    Section.ECONOMY: "Drei Unternehmensfrühstücke erreichten 118 Personen. Aus dem Austausch entstand der Antrag "
    "„Fachkräfte für die Region“, der im September gestellt wurde.",
    Section.OFFICE: "Die Geschäftsstelle hat ihre Abläufe auf eine gemeinsame digitale Ablage umgestellt. Alle "
    "Beschäftigten haben sich fortgebildet.",
    Section.PLAN_ACTUAL: "Gegenüber der Planung entfielen die Vorhaben aus dem Ideenfonds. Alle übrigen Maßnahmen "
    "wurden wie geplant durchgeführt.",
    Section.RISKS: "Die Lieferzeiten für Ladepunkte haben sich verlängert. Der Bau in Langenfeld wurde deshalb in das "
    "Jahr 2026 gelegt.",
    Section.PUBLICITY: "Sechs Newsletter gingen an rund 1.400 Empfängerinnen und Empfänger. Das Regionalforum in "
    "Ratingen zählte 140 Gäste; die Presse berichtete fünfmal über die Mobilstationen.",
    Section.OUTLOOK: "Im Jahr 2026 werden die Mobilstationen gebaut, das Handlungskonzept beschlossen und die "
    "gemeinsame Datengrundlage aufgebaut.",
}
