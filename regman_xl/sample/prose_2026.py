"""Texts of the sample's reports on 2026."""

from __future__ import annotations

from regman_xl.schema.lists import Section

CLOSING: dict[Section, str] = {
    Section.GOALS: "Das Jahr mit den bisher höchsten Eigenanteilen wurde ohne Fehlbetrag abgeschlossen. Zusatzmittel "
    "der Partner haben den Bau der Mobilstationen gesichert.",
    Section.STARTING_POINT: "Aus dem Jahr 2025 standen 8.000 EUR aus der Übertragung und die vorfinanzierten Mittel "
    "bereit. Alle Partner haben ihre Beiträge vollständig gezahlt; die IHK hat im März auch den Rest für 2025 "
    "überwiesen.",
    Section.COORDINATION: "Datenmodell und Internetauftritt „Region in Zahlen“ kosteten rund 12.400 EUR und blieben "
    "im Ansatz.",
    Section.STRUCTURAL_FUNDING: "Das Handlungskonzept ist abgerechnet. Der Schlussbescheid setzt die Zuwendung auf "
    "21.936,80 EUR fest; 281,60 EUR wurden im Dezember zurückgezahlt.",
    Section.FLAGSHIPS: "Für die Mobilstationen wurden rund 52.400 EUR ausgegeben. Die Änderung des Bescheides vom Mai "
    "erhöht die Zuwendung auf höchstens 57.000 EUR. Von den Zusatzmitteln über 12.000 EUR wurden rund 10.600 EUR "
    "gebraucht.",
    Section.SPATIAL: "Der Flächenpass und der Flächendialog kosteten zusammen rund 25.200 EUR.",
    Section.INTERREGIONAL: "Für die Standortkampagne wurden rund 6.500 EUR verwendet. Die erste Rate für das "
    "Wasserstoffnetz ging im Dezember ein und ist zum größten Teil noch nicht verbraucht.",
    Section.STATE: "In diesem Aufgabenfeld entstanden nur Reisekosten.",
    Section.ECONOMY: "Das Vorhaben „Fachkräfte für die Region“ wurde mit rund 21.400 EUR umgesetzt. Der Bund hat "
    "12.000 EUR gezahlt, weitere 3.000 EUR sind verdient.",
    Section.OFFICE: "Die Geschäftsstelle gab rund 21.400 EUR aus und damit weniger als geplant.",
    Section.PLAN_ACTUAL: "Der Ideenfonds blieb erneut ungenutzt, weil das Begleitgremium seine Empfehlung vertagt "
    "hat. Handlungskonzept und Mobilstationen waren günstiger als veranschlagt; deshalb fielen die Eigenanteile "
    "niedriger aus, und die Zusatzmittel wurden nicht ganz gebraucht. Bei Reisen und Fortbildung wurde gespart.",
    Section.RISKS: "Zum Jahresende sind rund 15.900 EUR an Zuwendungen vorfinanziert. Sie werden mit dem "
    "Verwendungsnachweis im Sommer 2027 abgerufen.",
    Section.PUBLICITY: "Newsletter, Beschilderung und der neue Internetauftritt wurden im Rahmen der Ansätze "
    "finanziert.",
    Section.OUTLOOK: "Nach der Prüfung können rund 10.700 EUR an die Partner zurückgeführt oder in das Jahr 2027 "
    "übertragen werden. Die nicht gebrauchten Zusatzmittel gehen an ihre Geber zurück.",
}

ACTIVITY: dict[Section, str] = {
    Section.GOALS: "Drei Mobilstationen, ein beschlossenes Handlungskonzept und eine gemeinsame Datengrundlage: Die "
    "Ziele des Jahres sind erreicht. Der Flächenpass liegt für alle zwölf Standorte vor.",
    Section.STARTING_POINT: "Zu Jahresbeginn liefen drei geförderte Vorhaben nebeneinander. Die drei Beschäftigten "
    "haben sich die Projektleitungen geteilt; im Sommer kam die Vorbereitung des Wasserstoffnetzes hinzu.",
    Section.COORDINATION: "Neun Städte und die Kammer haben sich auf ein Datenmodell geeinigt. Der Internetauftritt "
    "„Region in Zahlen“ zeigt 42 Kennzahlen auf Ebene der Städte.",
    Section.STRUCTURAL_FUNDING: "Das Handlungskonzept wurde im Juni übergeben und von allen Partnern zur Kenntnis "
    "genommen. Für das Vorhaben „Schnittstelle Schiene und Gewerbe“ wurde im November ein Antrag im "
    "EFRE/JTF-Programm gestellt.",
    Section.FLAGSHIPS: "Die Mobilstationen in Ratingen, Langenfeld und Monheim sind in Betrieb. Erste Zählungen "
    "zeigen im Mittel 65 Ausleihen und Ladevorgänge am Tag. Der zweite Abschnitt der Rad- und Wanderroute wurde im "
    "August eröffnet.",
    Section.SPATIAL: "Der Flächenpass beschreibt zwölf Standorte mit zusammen 148 Hektar. Drei Städte nutzen ihn "
    "bereits in der Beratung von Unternehmen.",
    Section.INTERREGIONAL: "Die Standortkampagne der Metropolregion lief von Mai bis September. Mit dem Bergischen "
    "Land wurde das Wasserstoffnetz gegründet; der Auftakt fand im November in Wuppertal statt.",
    Section.STATE: "Die Region hat an den Treffen der Regionalmanagements teilgenommen und sich an der Konsultation "
    "zur neuen Förderperiode beteiligt.",
    Section.ECONOMY: "Die Kampagne „Fachkräfte für die Region“ erreichte nach eigener Auswertung 310.000 Aufrufe. Am "
    "Fachkräfteforum in Heiligenhaus nahmen 92 Personen teil.",
    Section.OFFICE: "Die Geschäftsstelle hat zwei Verwendungsnachweise fristgerecht vorgelegt und ihre Vorlagen für "
    "Vergaben überarbeitet.",
    Section.PLAN_ACTUAL: "Die Maßnahmen wurden wie geplant umgesetzt. Abweichungen gab es nur beim Ideenfonds.",
    Section.RISKS: "Die Nutzung der Station in Monheim hängt vom Fortgang der Straßenbauarbeiten ab. Für das "
    "Wasserstoffnetz fehlt noch die Zusage eines großen Abnehmers.",
    Section.PUBLICITY: "Sechs Newsletter erschienen, das Regionalforum in Düsseldorf zählte 160 Gäste. Die Eröffnung "
    "der Mobilstationen fand ein breites Echo in der örtlichen Presse.",
    Section.OUTLOOK: "Im Jahr 2027 beginnt die Umsetzung des Handlungskonzeptes. Über den EFRE-Antrag wird im "
    "Frühjahr entschieden.",
}
