"""What stands in cells, attributes and parts when a program, a mail server or somebody else has damaged them."""

from __future__ import annotations

#: Texts of ``<v>``: numbers, near-numbers, and numbers at the ends of every range that the reader knows.
NUMBERS = (
    *("0", "-0", "1", "-1", "0.1", "0.01", "-0.01", "0.005", "12.345", "1234.56", "-1234.56", "1e2", "1E-2", "1.25E1"),
    *("1e308", "-1e308", "1e400", "-1e400", "1e-400", "5e-324", "NaN", "nan", "inf", "-INF", "Infinity", "1.#INF"),
    *("0x10", "1_000", " 5", "5 ", "\n5", "+5", "1,5", "1.234,56", "1.5.2", "--1", "9" * 15, "9" * 16, "9" * 400),
    *("0." + "0" * 400 + "1", "9007199254740993", "9999999999999.99", "-9999999999999.99", "10000000000000", "1e15"),
    *("92233720368547758.07", "92233720368547758.08", "9223372036854775807", "9223372036854775808", "1e19", "1e16"),
    *("18446744073709551616", "2147483648", "4294967296", "0.30000000000000004", "0.1000000000000000055511", "1e-3"),
    *("59", "60", "61", "0.5", "2958465", "2958466", "2958465.9999999", "2957003", "46022", "46022.5", "46022.999999"),
    *("1899", "1900", "1990", "2025", "2026", "2027", "2999", "3000", "9999", "10000", "2026.5", "100", "100.0001"),
    *("100.00001", "٣", "1e", "e5", "1d5", "1f", "½", ".", "-", "+", "5.", ".5", "1e+", "\u00a05", "1\u20092"),
)

#: Texts of cells of type ``d``.
DATES = (
    *("2026-01-01", "2026-12-31", "9999-12-31", "9999-12-31T23:59:59.999", "0001-01-01", "0000-00-00", "2026-13-45"),
    *("2026-01-01T25:00", "2026-W01", "2026-W01-1", "20260101", "2026-01-01T00:00:00Z", "2026-01-01T12:00:00+14:00"),
    *("-0044-03-15", "10000-01-01", "1582-10-10", "1900-02-29", "2026-02-29", "2026-01-01T00:00:00.0000000001", "x"),
)

#: Texts as people and programs leave them; the lists, keys and wildcards of the workbook among them.
TEXTS = (
    *("", " ", "\u00a0", "\u200b", "\t", "\n", "=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "'=1"),
    *("#BEZUG!", "#REF!", "1.234,56", "1.234", "(5,00)", "5,00-", "\u22125", "€ 5", "5 EUR", "12.50", "1e5", "5 %"),
    *("31.12.2026", "31.02.2026", "2026-12-31", "1. Januar 2026", "1.1.26", "00.00.0000", "31.12.9999", "01.01.0001"),
    *("A" * 40_000, "Zeile\n" * 500, "\u202eabc", "_x0000_", "_xD800_", "_xD83D__xDE00_", "_x000D_", "_x001B_[31m"),
    *("&", "<b>", "]]>", '"', "'", "\x7f", "\x85", "\u2028", "e\u0301", "ß", "ﬁ", "𝟙𝟚", "١٢٣", "½", "\ufeff", "\ud7ff"),
    *("{", "}", "{code}", "{0}", "{value.__class__}", "%s", "%(x)s", "\\", "..\\..\\x", "*", "~*", "?", "|", "::", ";"),
    *("ja", "nein", "JA", "intern", "Überweisung", "Ausgabe", "Einnahme", "offen", "geprüft", "abgeschlossen", "Rat"),
    *("Eigenanteil", "Partnerbeitrag", "Fördermittel", "Erstattung", "Rückzahlung Fördermittel", "Zusatzmittel"),
    *("DUS", "ME", "IHK", "F-001", "P-01", "1", "2", "319", "2025", "2026", "2027", "0001", "1.0", "2026.0", "26"),
    *("nan", "NaN", "NaT", "None", "null", "<NA>", "inf", "True", "WAHR", "31.01.", "30.02.", "29.02.", "Journal"),
    *("bewilligt", "Festbetrag", "Vollfinanzierung", "Übertragung", "Prüfung Jahresabschluss", "Nachforderung"),
    *("DE89370400440532013000", "DE00", "JRN01", "JRN", "PER03", "INT01", "BEI01", "FOE01", "0" * 64, "f" * 64),
)

ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NUM!", "#DIV/0!", "#NAME?", "#NULL!", "#SPILL!", "#CALC!", "#BEZUG!", "#", "x")
FORMULAS = (
    "1+1",
    "SUM(A1:A9)",
    "[1]Blatt!A1",
    "cmd|'/c calc'!A0",
    "A1",
    'HYPERLINK("http://x.invalid","x")',
    "",
    "&amp;",
)

#: Values of attributes, whatever the attribute is.
ATTRIBUTES = (
    *("", " ", "0", "-1", "1", "2", "3", "17", "65535", "65536", "2147483648", "4294967296", "99999999999999999999"),
    *("9" * 5000, "NaN", "1.5", "1e3", "true", "false", "on", "TRUE", "²", "٣", "A1", "a1", "XFD1048576", "XFE1"),
    *("A1048577", "A0", "AAAA1", "$A$1", "A1:B2", "B2:A1", "A5:C99999999", "A1:XFD1048576", "A1 B2", "#REF!", "Z5"),
    *("A5", "A4:X4", "A4:X5", "s", "str", "inlineStr", "b", "e", "d", "n", "x", " 1 ", "&#10;", "&lt;", "&amp;", "ü"),
    *(
        "General",
        "yyyy",
        "[h]:mm",
        "[$-407]d. mmm yyyy",
        "0.00%",
        "[Red",
        "&quot;x",
        "\\",
        "[$CHF] 0.00",
        "@",
        "0" * 300,
    ),
    *("rId1", "rId2", "rId99", "worksheets/sheet2.xml", "../../../x", "/xl/workbook.xml", "http://x.invalid/a", "."),
    *("..", "sharedStrings.xml", "hidden", "veryHidden", "visible", "External", "tblJournal", "Journal", "Partner"),
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)

#: Pieces of XML, well-formed or not.
TOKENS = (
    *(b"<![CDATA[x]]>", b"<![CDATA[", b"]]>", b"<!-- x -->", b"<!--", b"<?pi x?>", b"<?xml version='1.0'?>", b"&e;"),
    *(
        b"<!DOCTYPE a [<!ENTITY e 'x'>]>",
        b"<!DOCTYPE a SYSTEM 'file:///dev/null'>",
        b"&#0;",
        b"&#xD800;",
        b"&#x110000;",
    ),
    *(b"&#65;", b"&#x1F600;", b"&lt;", b"&nbsp;", b"&", b"<", b">", b"\x00", b"\x1b", b"\xff\xfe", b"\xef\xbb\xbf"),
    *(b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\r", b"\r\n", b"\t", b"</row>", b"<row>", b"<row/>", b"<c/>"),
    *(b"</c>", b"<c>", b"<v>1</v>", b"<v/>", b"<f/>", b"<f>1</f>", b"<is/>", b"<is><t>x</t></is>", b"<t/>", b"</v>"),
    *(
        b'<c r="A1"><v>1</v></c>',
        b'<row r="0"/>',
        b'<row r="7" hidden="1"/>',
        b"<sheetData/>",
        b"</sheetData>",
        b"<x/>",
    ),
    *(b"<is><r><t>a</t></r><r><t>b</t></r></is>", b"<rPh><t>x</t></rPh>", b"<extLst><ext uri='x'/></extLst>"),
    *(b"<mergeCells><mergeCell ref='A5:C6'/></mergeCells>", b"<x:y xmlns:x='u'/>", b"<x:y/>", b"<a" + b" b='1'" * 300),
    *(b"<a>" * 300, b"<a>" * 300 + b"</a>" * 300, b"</worksheet>", b"<!ELEMENT a ANY>", b"\xe2\x80\xa8", b"_xFFFF_"),
)

#: What a part holds that is of another kind.
OTHER_KINDS = (
    *(b"", b"\x00" * 64, b"\x89PNG\r\n\x1a\n" + bytes(32), b"PK\x03\x04" + bytes(40), b"\x1f\x8b\x08" + bytes(32)),
    *(b"<html><body>x</body></html>", b"<a/>", b"{}", b"x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), b"<"),
    b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
)

NAMES = (
    *("xl/worksheets/sheet1.xml", "XL/WORKBOOK.XML", "/xl/workbook.xml", "xl\\workbook.xml", "../x.xml", "xl/../a.xml"),
    *("xl/workbook.bin", "mimetype", "EncryptedPackage", "x" * 300, "a\u0308.xml", " ", "xl/worksheets/", "C:/x.xml"),
    *("[Content_Types].xml", "xl/sharedStrings.xml", "xl/styles.xml", "_xmlsignatures/sig1.xml", "xl/vbaProject.bin"),
)
ENCODINGS = ("utf-16", "utf-16-le", "utf-8-sig", "latin-1", "cp1252", "utf-32", "cp037")
SAID_ENCODINGS = ("UTF-16", "utf-8", "latin-1", "ascii", "utf-7", "x-unknown", "cp037", "big5", "", "UTF-8'", "idna")
