"""The parts of `feature_book` that no library writes, by hand after ECMA-376 and Microsoft's [MS-XLSX]."""

from __future__ import annotations

import struct
import zlib

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
ART = "http://schemas.openxmlformats.org/drawingml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_XDR = f'xmlns:xdr="{DRAWING}" xmlns:a="{ART}"'
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_XM = "http://schemas.microsoft.com/office/excel/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TITLE = "Eigene Auswertung"


def png() -> bytes:
    """Return a picture of one grey point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0\x80", 9)) + chunk(b"IEND", b"")


#: A chart over three cells; `{}` is a number that tells two charts apart.
CHART_XML = (
    f'{HEAD}<c:chartSpace xmlns:c="{CHART}" xmlns:a="{ART}" xmlns:r="{REL}"><c:chart><c:plotArea><c:layout/>'
    '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/>'
    f"<c:val><c:numRef><c:f>'{TITLE}'!$B$2:$B$4</c:f></c:numRef></c:val></c:ser>"
    '<c:axId val="{0}1"/><c:axId val="{0}2"/></c:barChart>'
    '<c:catAx><c:axId val="{0}1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:axPos val="b"/>'
    '<c:crossAx val="{0}2"/></c:catAx>'
    '<c:valAx><c:axId val="{0}2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:axPos val="l"/>'
    '<c:crossAx val="{0}1"/></c:valAx></c:plotArea></c:chart></c:chartSpace>'
)
_FRAME = (
    '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Diagramm 1"/><xdr:cNvGraphicFramePr/>'
    '</xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
    f'<a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}" xmlns:r="{REL}" r:id="rId1"/></a:graphicData>'
    "</a:graphic></xdr:graphicFrame><xdr:clientData/>"
)
DRAWING_XML = (
    f"{HEAD}<xdr:wsDr {_XDR}><xdr:twoCellAnchor><xdr:from><xdr:col>5</xdr:col><xdr:colOff>0</xdr:colOff>"
    "<xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff>"
    f"<xdr:row>12</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>{_FRAME}</xdr:twoCellAnchor></xdr:wsDr>"
)
CHART_SHEET_DRAWING = (
    f'{HEAD}<xdr:wsDr {_XDR}><xdr:absoluteAnchor><xdr:pos x="0" y="0"/><xdr:ext cx="9000000" cy="6000000"/>'
    f"{_FRAME}</xdr:absoluteAnchor></xdr:wsDr>"
)
CHART_SHEET = (
    f'{HEAD}<chartsheet xmlns="{MAIN}" xmlns:r="{REL}"><sheetPr/><sheetViews><sheetView workbookViewId="0"/>'
    '</sheetViews><pageMargins left="0.7" right="0.7" top="0.7" bottom="0.7" header="0.3" footer="0.3"/>'
    '<drawing r:id="rId1"/></chartsheet>'
)
_CELLS = (
    '<row r="1"><c r="A1" t="s"><v>{rich}</v></c><c r="B1" t="inlineStr"><is><t>Wert</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>eins</t></is></c><c r="B2"><v>1</v></c></row>'
    '<row r="3"><c r="A3" t="inlineStr"><is><t>zwei</t></is></c><c r="B3"><v>2</v></c></row>'
    '<row r="4"><c r="A4" t="inlineStr"><is><t>drei</t></is></c><c r="B4"><v>4</v></c></row>'
    '<row r="5"><c r="A5" t="inlineStr"><is><t>Ergebnis</t></is></c>'
    '<c r="B5"><f>SUBTOTAL(109,tblEigene[Wert])</f><v>7</v></c></row>'
    '<row r="7"><c r="A7" cm="1"><f t="array" ref="A7:A9">B2:B4*2</f><v>2</v></c></row>'
    '<row r="8"><c r="A8"><v>4</v></c></row><row r="9"><c r="A9"><v>8</v></c></row>'
)
_CONTROLS = (
    f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice Requires="x14"><controls><mc:AlternateContent>'
    '<mc:Choice Requires="x14"><control shapeId="1026" r:id="rId5" name="Kasten 1"><controlPr defaultSize="0" '
    'autoFill="0" autoLine="0" autoPict="0"><anchor moveWithCells="1"><from><xdr:col>2</xdr:col>'
    "<xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></from><to><xdr:col>3</xdr:col>"
    "<xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff></to></anchor></controlPr></control>"
    "</mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>"
)
_EXTENSIONS = (
    "<extLst>"
    f'<ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" xmlns:x14="{X14}"><x14:conditionalFormattings>'
    f'<x14:conditionalFormatting xmlns:xm="{_XM}">'
    '<x14:cfRule type="dataBar" id="{00000000-000E-0000-0000-00000000AB01}">'
    '<x14:dataBar minLength="0" maxLength="100"><x14:cfvo type="autoMin"/><x14:cfvo type="autoMax"/>'
    "</x14:dataBar></x14:cfRule><xm:sqref>B2:B4</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings>"
    "</ext>"
    f'<ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{X14}"><x14:dataValidations count="1" '
    f'xmlns:xm="{_XM}"><x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>Partner!$A$5:$A$7</xm:f>'
    "</x14:formula1><xm:sqref>D2</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
    f'<ext uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}" xmlns:x14="{X14}"><x14:sparklineGroups xmlns:xm="{_XM}">'
    "<x14:sparklineGroup><x14:sparklines><x14:sparkline>"
    f"<xm:f>'{TITLE}'!B2:B4</xm:f><xm:sqref>C5</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup>"
    "</x14:sparklineGroups></ext>"
    f'<ext uri="{{A8765BA9-456A-4dab-B4F3-ACF838C121DE}}" xmlns:x14="{X14}"><x14:slicerList>'
    '<x14:slicer r:id="rId8"/></x14:slicerList></ext></extLst>'
)
SHEET = (
    f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{REL}" xmlns:xdr="{DRAWING}"><dimension ref="A1:M9"/>'
    f'<sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetData>{_CELLS}</sheetData>'
    '<sheetProtection sheet="1" objects="1" scenarios="1"/>'
    '<pageMargins left="0.7" right="0.7" top="0.7" bottom="0.7" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="portrait" r:id="rId1"/><drawing r:id="rId2"/><legacyDrawing r:id="rId3"/>'
    f'{_CONTROLS}<tableParts count="1"><tablePart r:id="rId6"/></tableParts>{_EXTENSIONS}</worksheet>'
)
TABLE = (
    f'{HEAD}<table xmlns="{MAIN}" id="90" name="tblEigene" displayName="tblEigene" ref="A1:B5" totalsRowCount="1">'
    '<autoFilter ref="A1:B4"/><tableColumns count="2"><tableColumn id="1" name="Rubrik" totalsRowLabel="Ergebnis"/>'
    '<tableColumn id="2" name="Wert" totalsRowFunction="sum"/></tableColumns><tableStyleInfo name="TableStyleLight1" '
    'showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>'
)
NOTES = (
    f'{HEAD}<comments xmlns="{MAIN}"><authors><author>tc={{B1B1B1B1-0000-4000-8000-000000000001}}</author></authors>'
    '<commentList><comment ref="B2" authorId="0"><text><t>[Unterhaltung] Bitte prüfen.</t></text></comment>'
    "</commentList></comments>"
)
VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" '
    'o:spt="202" path="m,l,21600r21600,l21600,xe"/><v:shape id="_x0000_s1025" type="#_x0000_t202" '
    'style="position:absolute;visibility:hidden"><x:ClientData ObjectType="Note"><x:Row>1</x:Row><x:Column>1</x:Column>'
    '</x:ClientData></v:shape><v:shape id="_x0000_s1026" type="#_x0000_t202" style="position:absolute">'
    '<x:ClientData ObjectType="Checkbox"><x:Anchor>2,0,1,0,3,0,2,0</x:Anchor><x:Checked>1</x:Checked></x:ClientData>'
    "</v:shape></xml>"
)
CONTROL = f'{HEAD}<formControlPr xmlns="{X14}" objectType="CheckBox" checked="Checked" lockText="1" noThreeD="1"/>'
_TALK = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
PERSONS = (
    f'{HEAD}<personList xmlns="{_TALK}"><person displayName="A. Kaya" '
    'id="{A0A0A0A0-0000-4000-8000-000000000001}" userId="A. Kaya" providerId="None"/></personList>'
)
TALK = (
    f'{HEAD}<ThreadedComments xmlns="{_TALK}"><threadedComment ref="B2" dT="2026-11-02T08:00:00.00" '
    'personId="{A0A0A0A0-0000-4000-8000-000000000001}" id="{B1B1B1B1-0000-4000-8000-000000000001}">'
    "<text>Bitte prüfen.</text></threadedComment></ThreadedComments>"
)
CACHE = (
    f'{HEAD}<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{REL}" r:id="rId1" refreshedBy="A. Kaya" recordCount="3">'
    f'<cacheSource type="worksheet"><worksheetSource ref="A1:B4" sheet="{TITLE}"/></cacheSource><cacheFields count="2">'
    '<cacheField name="Rubrik" numFmtId="0"><sharedItems count="3"><s v="eins"/><s v="zwei"/><s v="drei"/>'
    '</sharedItems></cacheField><cacheField name="Wert" numFmtId="0"><sharedItems containsSemiMixedTypes="0" '
    'containsString="0" containsNumber="1" containsInteger="1" minValue="1" maxValue="4"/></cacheField>'
    "</cacheFields></pivotCacheDefinition>"
)
RECORDS = (
    f'{HEAD}<pivotCacheRecords xmlns="{MAIN}" count="3"><r><x v="0"/><n v="1"/></r><r><x v="1"/><n v="2"/></r>'
    '<r><x v="2"/><n v="4"/></r></pivotCacheRecords>'
)
PIVOT = (
    f'{HEAD}<pivotTableDefinition xmlns="{MAIN}" name="PivotTable1" cacheId="7" dataCaption="Werte">'
    '<location ref="L2:M6" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/><pivotFields count="2">'
    '<pivotField axis="axisRow" showAll="0"><items count="4"><item x="0"/><item x="1"/><item x="2"/><item t="default"/>'
    '</items></pivotField><pivotField dataField="1" showAll="0"/></pivotFields><rowFields count="1"><field x="0"/>'
    '</rowFields><rowItems count="4"><i><x/></i><i><x v="1"/></i><i><x v="2"/></i><i t="grand"><x/></i></rowItems>'
    '<colItems count="1"><i/></colItems><dataFields count="1"><dataField name="Summe von Wert" fld="1" baseField="0" '
    'baseItem="0"/></dataFields></pivotTableDefinition>'
)
SLICER = (
    f'{HEAD}<slicers xmlns="{X14}"><slicer name="Rubrik" cache="Datenschnitt_Rubrik" caption="Rubrik" '
    'rowHeight="241300"/></slicers>'
)
SLICER_CACHE = (
    f'{HEAD}<slicerCacheDefinition xmlns="{X14}" name="Datenschnitt_Rubrik" sourceName="Rubrik"><pivotTables>'
    '<pivotTable tabId="90" name="PivotTable1"/></pivotTables><data><tabular pivotCacheId="7"><items count="3">'
    '<i x="0" s="1"/><i x="1" s="1"/><i x="2" s="1"/></items></tabular></data></slicerCacheDefinition>'
)
METADATA = (
    f'{HEAD}<metadata xmlns="{MAIN}" xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray">'
    '<metadataTypes count="1"><metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1" '
    'pasteValues="1" merge="1" splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" '
    'coerce="1" cellMeta="1"/></metadataTypes><futureMetadata name="XLDAPR" count="1"><bk><extLst>'
    '<ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"><xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/>'
    '</ext></extLst></bk></futureMetadata><cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>'
)
EXTERNAL = (
    f'{HEAD}<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{REL}" r:id="rId1"><sheetNames>'
    '<sheetName val="Tabelle1"/></sheetNames></externalBook></externalLink>'
)
CUSTOM_PROPERTIES = (
    f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
    'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Aktenplan"><vt:lpwstr>20.21</vt:lpwstr></property>'
    "</Properties>"
)
ITEM_PROPERTIES = (
    f'{HEAD}<ds:datastoreItem ds:itemID="{{C2C2C2C2-0000-4000-8000-000000000001}}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs/></ds:datastoreItem>'
)
RIBBON = (
    f'{HEAD}<customUI xmlns="{{}}"><ribbon><tabs><tab id="eigen" label="Haushalt"><group id="g" label="Eigene">'
    '<button id="b" label="Zählen" image="bild" onAction="Zaehlen"/></group></tab></tabs></ribbon></customUI>'
)
CALC_CHAIN = f'{HEAD}<calcChain xmlns="{MAIN}"><c r="B5" i="90"/><c r="A7" i="90" a="1"/></calcChain>'
#: What stands in a cell in two fonts.
RICH = '<si><r><t>Rub</t></r><r><rPr><b/><sz val="11"/></rPr><t>rik</t></r></si>'
PATH_HINT = (
    f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice Requires="x15"><x15ac:absPath '
    'url="C:\\Haushalt\\" xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice>'
    "</mc:AlternateContent>"
)
SLICER_EXTENSION = (
    f'<extLst><ext uri="{{BBE1A952-AA13-448e-AADC-164F8A28A991}}" xmlns:x14="{X14}"><x14:slicerCaches>'
    '<x14:slicerCache r:id="rSlicerCache"/></x14:slicerCaches></ext></extLst>'
)
MACRO = 'Attribute VB_Name = "Eigenes"\r\nSub Zaehlen()\r\n    Range("A1").Value = Range("A1").Value\r\nEnd Sub\r\n'
#: No real signature: what counts is which parts there are, and that none is left behind.
SIGNATURE = f'{HEAD}<Signature xmlns="http://www.w3.org/2000/09/xmldsig#" Id="idPackageSignature"/>'
