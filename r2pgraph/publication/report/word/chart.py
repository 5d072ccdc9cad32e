"""A small chart of the areas, drawn by Word itself: no picture, no font of this machine, its words read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from r2pgraph.publication.report.word.elements import el
from r2pgraph.publication.report.word.styles import FONT

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from r2pgraph.publication.report.contents import Report

_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_CHART: Final = f"{_DRAWING}/chart"
_CENTIMETRE: Final = 360_000
"""What a centimetre is in the units of drawings."""

_WIDTH: Final = 17.0
_BAR: Final = 0.85
_BAR_COLOUR: Final = "2F6F9F"
_TEXT: Final = (
    '<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900"><a:solidFill><a:srgbClr val="1A1D21"/></a:solidFill>'
    f'<a:latin typeface="{FONT}"/></a:defRPr>'
    '</a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
)
_HIDDEN: Final = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"


def by_area(document: Document, report: Report, words: str) -> Element:
    """Return a run that holds the chart of the areas, and add the chart to the document.

    Args:
        document: the document that keeps the chart as a part.
        report: what is drawn.
        words: what a reader hears who does not see it.
    """
    part = Part(
        PackURI("/word/charts/chart1.xml"), CONTENT_TYPE.DML_CHART, _chart(report).encode(), document.part.package
    )
    name = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    width, height = round(_WIDTH * _CENTIMETRE), round((len(report.areas) * _BAR + 1.2) * _CENTIMETRE)
    inline = parse_xml(
        f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main" distT="0" distB="0" '
        f'distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="1" name="Chart by area" descr={quoteattr(words)}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        f'r:id="{name}"/></a:graphicData></a:graphic></wp:inline>'
    )
    return el("r", el("drawing", inline))


def _chart(report: Report) -> str:
    points = list(enumerate(report.areas))
    names = "".join(
        f'<c:pt idx="{place}"><c:v>{area.number}. {escape(area.title)}</c:v></c:pt>' for place, area in points
    )
    values = "".join(f'<c:pt idx="{place}"><c:v>{area.percent:.1f}</c:v></c:pt>' for place, area in points)
    count = f'<c:ptCount val="{len(points)}"/>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_DRAWING}/main"><c:roundedCorners val="0"/><c:chart>'
        '<c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/>'
        '<c:grouping val="clustered"/><c:varyColors val="0"/><c:ser><c:idx val="0"/><c:order val="0"/>'
        "<c:tx><c:v>Per cent of the maximum</c:v></c:tx>"
        f'<c:spPr><a:solidFill><a:srgbClr val="{_BAR_COLOUR}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>'
        f'<c:dLbls><c:numFmt formatCode="0.0" sourceLinked="0"/>{_TEXT}<c:dLblPos val="outEnd"/>'
        '<c:showLegendKey val="0"/>'
        '<c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strLit>{count}{names}</c:strLit></c:cat>"
        f"<c:val><c:numLit><c:formatCode>0.0</c:formatCode>{count}{values}</c:numLit></c:val></c:ser>"
        '<c:gapWidth val="45"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'{_TEXT}<c:crossAx val="2"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="100"/>'
        '<c:min val="0"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="b"/><c:majorGridlines><c:spPr><a:ln><a:solidFill><a:srgbClr val="C8CDD3"/>'
        '</a:solidFill></a:ln></c:spPr></c:majorGridlines><c:numFmt formatCode="0" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'{_HIDDEN}{_TEXT}<c:crossAx val="1"/><c:crosses val="max"/><c:majorUnit val="25"/></c:valAx>'
        '</c:plotArea><c:plotVisOnly val="1"/></c:chart></c:chartSpace>'
    )
