"""German labels of the figures that `regman figures` prints, keyed by the attributes of the account."""

from __future__ import annotations

HEAD = "Haushaltsjahr {year}, {state}"
SEALED = "Siegel: {seal}"
SEAL_BROKEN = "Siegel: {seal}, aber gebrochen: Die Daten des Jahres passen nicht mehr dazu"
UNSEALED = "Siegel: nicht versiegelt"
KEY = "Zahlungsschlüssel"
GRANTS_REPAID = "Rückzahlung Fördermittel"
CLOSING_CASH = "Endbestand"

#: Groups of single figures. The first one is the cash; expenses and the closing cash follow it.
FIGURES = {
    "Kasse": {
        "opening_cash": "Anfangsbestand",
        "contributions_paid": "Beiträge der Partner",
        "supplementary_received": "Zusatzmittel",
        "grants_received": "Fördermittel",
        "third_party_funds": "Drittmittel",
        "other_income": "Sonstige Einnahmen",
    },
    "Ergebnis": {
        "contributions_due": "Beiträge geschuldet",
        "own_cost": "Kosten zulasten des gemeinsamen Budgets",
        "receivables": "Vorfinanzierung (Forderungen an Fördergeber)",
        "unspent_grants": "Nicht verbrauchte Förder- und Drittmittel",
        "unused_supplementary": "Nicht verbrauchte Zusatzmittel",
        "prepayments": "Vorauszahlungen der Partner",
        "deficit": "Fehlbetrag",
        "distributable": "Verteilbar",
        "carry_over": "Übertragung",
        "refund_total": "Rückerstattung",
        "open_settlements_total": "Offene Abrechnungen früherer Jahre",
        "liquidity_difference": "Differenz im Liquiditätsnachweis",
    },
}
LAYERS = (
    "Mittelschichten",
    {
        "origin": "Herkunftsjahr",
        "opening": "zu Beginn",
        "closing": "am Ende",
        "tied": "gebunden",
        "free": "verteilbar",
        "carried": "übertragen",
        "refund": "Rückerstattung",
    },
)
GRANTS = (
    "Förderungen",
    {
        "id": "Förderung",
        "cost": "Ausgaben",
        "third": "Drittmittel",
        "earned": "Zuwendung verdient",
        "own": "Eigenanteil",
        "supplementary_used": "aus Zusatzmitteln",
        "receivable": "Vorfinanzierung",
        "unspent": "nicht verbraucht",
    },
)
PARTNERS = (
    "Partner",
    {
        "id": "Partner",
        "due": "geschuldet",
        "paid": "gezahlt",
        "arrears": "Rückstand",
        "overpaid": "überzahlt",
        "cost_share": "Kostenanteil",
        "refund": "Rückerstattung",
        "settlement": "Abrechnung",
        "payable": "auszuzahlen",
    },
)
PLAN = (
    "Planung",
    {
        "year": "Jahr",
        "available": "verfügbar",
        "uses": "Verwendung",
        "own_contributions": "Eigenanteile",
        "shortfall": "Fehlbetrag",
        "supplementary_need": "Bedarf Zusatzmittel",
        "uncovered": "nicht gedeckt",
    },
)
