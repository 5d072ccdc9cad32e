"""The styles of the report in Word: letters, headings, cells, levels, footnotes, the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document

LANGUAGE: Final = "en-GB"
FONT: Final = "Calibri"
INK: Final = RGBColor(0x1A, 0x1D, 0x21)
SOFT: Final = RGBColor(0x55, 0x5C, 0x66)
LINK: Final = RGBColor(0x17, 0x56, 0x8A)
PAPER: Final = RGBColor(0xFF, 0xFF, 0xFF)
RULE: Final = "79818C"
PANEL: Final = "F5F6F7"
LEVELS: Final = (
    ("LevelNotRated", "FFFFFF", INK), ("LevelVeryWeak", "D9E6F0", INK), ("LevelWeak", "A9C8DE", INK),
    ("LevelFair", "6B9FC4", INK), ("LevelStrong", "2F6F9F", PAPER), ("LevelVeryStrong", "123D63", PAPER),
)  # fmt: skip
"""The paragraph style of each rank of a level, with its ground and the colour of its word."""


@dataclass(frozen=True)
class _Look:
    name: str
    base: str
    size: float
    colour: RGBColor = INK
    before: float = 0
    after: float = 0
    is_bold: bool = False
    keeps_with_next: bool = False


_LOOKS: Final = (
    _Look("Kicker", "Normal", 10, SOFT, after=2, is_bold=True),
    _Look("About", "Normal", 9, SOFT, before=4, after=4, keeps_with_next=True),
    _Look("Score", "Normal", 10.5, keeps_with_next=True),
    _Look("ScoreFigure", "Score", 30, is_bold=True, keeps_with_next=True),
    _Look("Cell", "Normal", 9, after=2),
    _Look("CellHead", "Cell", 9, before=2, after=2, is_bold=True, keeps_with_next=True),
    _Look("CellSmall", "Cell", 8, SOFT, after=1),
    _Look("Evidence", "Cell", 8.5, after=1),
    _Look("FootnoteText", "Normal", 8, after=1),
)
_WORDS_OWN: Final = {
    "FootnoteText": "footnote text", "FootnoteReference": "footnote reference", "Hyperlink": "Hyperlink",
}  # fmt: skip
"""The styles that Word knows itself, by the names under which it knows them."""


def dress(document: Document) -> None:
    """Give a document our styles, and English of Britain as its language."""
    styles = document.styles
    styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}").set(qn("w:val"), LANGUAGE)
    _headings(document)
    for look in _LOOKS:
        _paragraph(document, look)
    evidence = styles["Evidence"].paragraph_format
    evidence.left_indent, evidence.first_line_indent = Cm(0.3), Cm(-0.3)
    for name in ("Score", "ScoreFigure"):
        _boxed(styles[name], PANEL, space=5, indent=0.25)
    for name, ground, ink in LEVELS:
        _paragraph(document, _Look(name, "Cell", 9, ink, after=3, is_bold=True))
        _boxed(styles[name], ground, space=1, indent=0.08)
    styles.add_style("FootnoteReference", WD_STYLE_TYPE.CHARACTER).font.superscript = True
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = LINK, True
    _table(document)
    for style in styles.element.iter(qn("w:style")):
        known = _WORDS_OWN.get(style.get(qn("w:styleId")))
        if known:
            style.find(qn("w:name")).set(qn("w:val"), known)
            style.attrib.pop(qn("w:customStyle"), None)


def _headings(document: Document) -> None:
    styles = document.styles
    _letters(styles["Normal"], 10.5, INK)
    styles["Normal"].paragraph_format.space_after = Pt(5)
    for name, size, before in (("Title", 30, 0), ("Subtitle", 13, 0), ("Heading 1", 15, 16), ("Heading 2", 11.5, 12)):
        style = styles[name]
        _letters(style, size, SOFT if name == "Subtitle" else INK)
        style.font.bold = name != "Subtitle"
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(4)
        style.paragraph_format.keep_with_next = True
    for border in list(styles["Title"].element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)


def _paragraph(document: Document, look: _Look) -> None:
    style = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles[look.base]
    _letters(style, look.size, look.colour)
    style.font.bold = look.is_bold
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(look.before), Pt(look.after), 1.0
    spacing.keep_with_next = look.keeps_with_next


def _letters(style: Any, size: float, colour: RGBColor) -> None:  # noqa: ANN401 - any of Word's styles
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), colour
    fonts = style.element.rPr.rFonts
    for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{attribute}"), None)
    fonts.set(qn("w:cs"), "Arial")


def _boxed(style: Any, ground: str, space: int, indent: float) -> None:  # noqa: ANN401 - any of Word's styles
    """Draw a frame around the paragraphs of a style, and colour their ground."""
    line = f'w:val="single" w:sz="4" w:space="{space}" w:color="{RULE}"'
    sides = "".join(f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right"))
    properties = style.element.get_or_add_pPr()
    for made in (
        f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>",
        f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{ground}"/>',
    ):
        properties.insert_element_before(parse_xml(made), "w:tabs", "w:spacing", "w:ind")
    style.paragraph_format.left_indent = style.paragraph_format.right_indent = Cm(indent)


def _table(document: Document) -> None:
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{RULE}"'
    sides = "".join(f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 40), ("left", 85), ("bottom", 30), ("right", 85))
    )
    document.styles.element.append(parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable">'
        '<w:name w:val="Report Table"/><w:uiPriority w:val="99"/>'
        f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E4E8EC"/></w:tcPr>'
        "</w:tblStylePr></w:style>"
    ))  # fmt: skip
