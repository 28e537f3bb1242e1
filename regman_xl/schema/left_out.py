"""Why the figures leave a row out, in the words of the user; keyed by `finance.ledger.Reason`."""

LEFT_OUT_WORDS = {
    "does_not_fit": "mindestens ein Wert fehlt oder passt nicht in seine Spalte",
    "before_first_year": "das Haushaltsjahr liegt vor dem ersten Haushaltsjahr der Mappe",
    "direction": "Art und Kategorie passen nicht zusammen",
    "no_partner": "der Partner fehlt oder ist unbekannt",
    "no_grant": "die Förderung fehlt oder ist unbekannt",
    "doubled": "derselbe Partner hat für dieses Jahr schon eine Zeile",
    "no_origin_year": "das Herkunftsjahr der Erstattung fehlt oder liegt nach dem Haushaltsjahr",
}
