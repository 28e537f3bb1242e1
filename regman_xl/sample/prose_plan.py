"""Texts of the sample's annual plans."""

from __future__ import annotations

from regman_xl.schema.lists import Section

PLAN_2025: dict[Section, str] = {
    Section.GOALS: "Das Jahr 2025 steht unter der Überschrift „Flächen, Wege, Fachkräfte“. Die Geschäftsstelle will "
    "den Gewerbeflächendialog eröffnen, die Mobilstationen an Gewerbestandorten auf den Weg bringen und das "
    "regionale Handlungskonzept fortschreiben.",
    Section.STARTING_POINT: "Die drei Vertragspartner haben das gemeinsame Budget von 120.000 EUR unverändert "
    "veranschlagt. Zwei Förderanträge aus dem Vorjahr sind bewilligungsreif, ein dritter ist gestellt. Die "
    "Geschäftsstelle ist mit drei abgeordneten Beschäftigten besetzt.",
    Section.COORDINATION: "Die Runde der Wirtschaftsförderungen trifft sich vierteljährlich, die Bürgermeisterinnen "
    "und Bürgermeister werden zweimal im Jahr unterrichtet. Das Begleitgremium tagt im Frühjahr und im Herbst.",
    Section.STRUCTURAL_FUNDING: "Das Handlungskonzept von 2014 wird mit einer Zuwendung des Landes fortgeschrieben. "
    "Daneben sondiert die Geschäftsstelle Programme des Bundes und der Europäischen Union für die Themen Daten und "
    "Kreislaufwirtschaft.",
    Section.FLAGSHIPS: "Leuchtturm des Jahres sind die Mobilstationen an Gewerbestandorten. Hinzu kommen die "
    "Machbarkeitsstudie zur Kreislaufwirtschaft im Bauwesen und der Anteil an der Rad- und Wanderroute Rhein – "
    "Neandertal.",
    Section.SPATIAL: "Ein gemeinsamer Gewerbeflächenmonitor soll zeigen, welche Flächen die Region bis 2030 braucht. "
    "Drei Werkstätten beteiligen Städte, Grundstückseigentümer und Unternehmen.",
    Section.INTERREGIONAL: "Mit der Metropolregion Rheinland entsteht ein Standortfilm. Die Zusammenarbeit mit dem "
    "Rhein-Kreis Neuss und dem Bergischen Land wird auf der Expo Real sichtbar.",
    Section.STATE: "Die Geschäftsstelle nimmt an der Runde der regionalen Entwicklungsorganisationen teil und bringt "
    "die Interessen der Region in die Vorbereitung der EFRE-Aufrufe ein.",
    Section.ECONOMY: "Das Unternehmensfrühstück wird mit drei Terminen fortgesetzt. Die IHK bereitet einen Antrag zur "
    "Gewinnung von Fachkräften vor, der 2026 wirksam werden soll.",
    Section.OFFICE: "Miete, Technik und Öffentlichkeitsarbeit bewegen sich auf dem Niveau des Vorjahres. Die "
    "Beschäftigten bilden sich im Zuwendungs- und im Vergaberecht fort.",
    Section.RISKS: "Das Land zahlt die Zuwendung für die Mobilstationen erst nach Vorlage bezahlter Rechnungen aus. "
    "Die Vorfinanzierung bindet zum Jahresende voraussichtlich rund 10.000 EUR.",
    Section.PUBLICITY: "Sechs Newsletter, eine neue Imagebroschüre und das Regionalforum im Mai informieren über die "
    "Arbeit. Die Internetseite wird laufend gepflegt.",
    Section.OUTLOOK: "Im Jahr 2026 werden die ersten Mobilstationen gebaut und das Handlungskonzept beschlossen. Der "
    "Bedarf an Eigenanteilen wird dann deutlich steigen.",
}

PLAN_2026: dict[Section, str] = {
    Section.GOALS: "Im Jahr 2026 sollen drei Mobilstationen in Betrieb gehen, der Flächenpass für zwölf Standorte "
    "vorliegen und das fortgeschriebene Handlungskonzept beschlossen werden. Mit „Region in Zahlen“ entsteht eine "
    "gemeinsame Datengrundlage.",
    Section.STARTING_POINT: "Drei Vorhaben werden gefördert, ein viertes wird vorbereitet. Die Eigenanteile erreichen "
    "mit rund 29.000 EUR ihren Höchststand. Ohne zusätzliche Mittel reicht das gemeinsame Budget dafür nicht aus.",
    Section.COORDINATION: "Der Aufbau von „Region in Zahlen“ steht im Mittelpunkt der Abstimmung. Städte und Kammer "
    "liefern ihre Daten nach einem gemeinsamen Modell.",
    Section.STRUCTURAL_FUNDING: "Das Handlungskonzept wird bis zur Jahresmitte abgeschlossen und abgerechnet. Für ein "
    "Vorhaben an der Schnittstelle von Schiene und Gewerbe wird ein Antrag vorbereitet.",
    Section.FLAGSHIPS: "Die Mobilstationen werden in Langenfeld, Monheim und Ratingen fertiggestellt. Die Rad- und "
    "Wanderroute erhält ihren zweiten Abschnitt.",
    Section.SPATIAL: "Aus dem Monitor wird ein Flächenpass: ein einheitlicher Steckbrief für zwölf Standorte mit "
    "Angaben zu Erschließung, Planungsrecht und Verfügbarkeit.",
    Section.INTERREGIONAL: "Die Region beteiligt sich an der Standortkampagne der Metropolregion Rheinland. Mit dem "
    "Bergischen Land wird ein gemeinsames Wasserstoffnetz vorbereitet.",
    Section.STATE: "Schwerpunkte sind die EFRE-Aufrufe und die Wasserstoffförderung des Landes. Die Geschäftsstelle "
    "vertritt die Region in der Runde der Entwicklungsorganisationen.",
    Section.ECONOMY: "Das geförderte Vorhaben „Fachkräfte für die Region“ beginnt im Februar. Geplant sind eine "
    "Kampagne, sechs kurze Filme und ein Fachkräfteforum am Campus Heiligenhaus.",
    Section.OFFICE: "Die Miete steigt leicht. Alle übrigen Ansätze der Geschäftsstelle bleiben nahezu unverändert.",
    Section.RISKS: "Der Auftrag für die Überdachungen ist die größte Einzelausgabe seit Gründung. Verzögert sich der "
    "Bau, verschieben sich Abrufe des Landes in das Jahr 2027.",
    Section.PUBLICITY: "Neben Newsletter und Regionalforum wird der Internetauftritt „Region in Zahlen“ vorgestellt. "
    "Die Mobilstationen erhalten eine einheitliche Beschilderung.",
    Section.OUTLOOK: "Ab 2027 sinken die Eigenanteile wieder. Der Spielraum soll für Flächen und neue Vorhaben aus "
    "dem Handlungskonzept genutzt werden.",
}

PLAN_2027: dict[Section, str] = {
    Section.GOALS: "Das Jahr 2027 dient der Umsetzung des neuen Handlungskonzeptes. Schwerpunkte sind der Flächenpass "
    "im Alltag der Städte, das Wasserstoffnetz mit dem Bergischen Land und das Vorhaben „Schnittstelle Schiene und "
    "Gewerbe“.",
    Section.STARTING_POINT: "Die Mobilstationen sind in Betrieb, das Handlungskonzept ist beschlossen. Die Beiträge "
    "der Partner bleiben bei 120.000 EUR. Die Eigenanteile sinken auf rund 12.400 EUR und sind ohne Zusatzmittel "
    "finanziert.",
    Section.COORDINATION: "„Region in Zahlen“ geht in den Regelbetrieb. Die Runde der Wirtschaftsförderungen nutzt "
    "die Daten für einen gemeinsamen Jahresbericht.",
    Section.STRUCTURAL_FUNDING: "Über den Antrag im EFRE/JTF-Programm wird im Frühjahr entschieden. Für ein "
    "Kleinprojekt mit niederländischen Partnern wird das Programm Interreg sondiert.",
    Section.FLAGSHIPS: "Der letzte Abschnitt der Rad- und Wanderroute wird gebaut. Die Mobilstationen werden bis zur "
    "Jahresmitte mit dem Land abgerechnet.",
    Section.SPATIAL: "Der Flächenpass wird auf zwanzig Standorte erweitert und zweimal im Jahr fortgeschrieben. Die "
    "Ergebnisse gehen in das Verfahren zur Änderung des Regionalplans ein.",
    Section.INTERREGIONAL: "Das Wasserstoffnetz bringt Erzeuger und Abnehmer beiderseits der Wupper zusammen. Es wird "
    "vollständig aus Mitteln des Landes finanziert.",
    Section.STATE: "Das Vorhaben „Schnittstelle Schiene und Gewerbe“ wird mit dem Land abgestimmt. Die "
    "Geschäftsstelle arbeitet an der Konsultation zur neuen Förderperiode mit.",
    Section.ECONOMY: "„Fachkräfte für die Region“ endet im März mit einer Auswertung. Das Unternehmensfrühstück wird "
    "um einen Termin im Norden des Kreises ergänzt.",
    Section.OFFICE: "Die Ausgaben der Geschäftsstelle bleiben stabil. Ein Teil der Fortbildung gilt dem neuen "
    "Vergaberecht.",
    Section.RISKS: "Die Bewilligung aus dem EFRE/JTF-Programm steht noch aus; ohne sie entfällt das Vorhaben. Bis zu "
    "den Schlusszahlungen von Land und Bund sind rund 16.000 EUR für die Vorfinanzierung gebunden.",
    Section.PUBLICITY: "Das neue Handlungskonzept wird auf dem Regionalforum vorgestellt. Der Newsletter erscheint "
    "weiterhin sechsmal.",
    Section.OUTLOOK: "In den Jahren 2028 und 2029 entsteht Spielraum für neue Leuchttürme. Das Aufsichtsgremium soll "
    "im Herbst 2027 über die Schwerpunkte beraten.",
}
