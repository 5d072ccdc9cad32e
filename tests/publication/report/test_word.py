"""The Word document has true footnotes, tables that can be read on every page, and text that is only text."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from r2pgraph.publication.report.word import word
from r2pgraph.publication.report.word.styles import LEVELS

if TYPE_CHECKING:
    from lxml.etree import _Element

    from r2pgraph.publication.report.contents import Report

HEADS = ["Thematic Area", "Indicator", "Assessment", "Notes"]


@cache
def parts(file: bytes) -> dict[str, bytes]:
    """Return the parts of a document by name."""
    with zipfile.ZipFile(io.BytesIO(file)) as found:
        return {name: found.read(name) for name in found.namelist()}


def read(file: bytes, name: str = "word/document.xml") -> _Element:
    """Return one part, parsed strictly."""
    return etree.fromstring(parts(file)[name])


def every(root: _Element, tag: str) -> list[_Element]:
    """Return the elements of a tag, such as ``w:p``, in order."""
    return list(root.iter(qn(tag)))


def said(element: _Element) -> str:
    """Return the words of an element."""
    return "".join(text.text or "" for text in every(element, "w:t"))


def tables(file: bytes, heads: list[str]) -> list[_Element]:
    """Return the tables with these column heads."""
    found = every(read(file), "w:tbl")
    return [table for table in found if heads == [said(cell) for cell in every(every(table, "w:tr")[0], "w:tc")]]


def styled(file: bytes, style: str) -> list[str]:
    """Return the words of the paragraphs in a style."""
    found = every(read(file), "w:p")
    return [said(each) for each in found if style in [name.get(qn("w:val")) for name in every(each, "w:pStyle")]]


@pytest.fixture(scope="module")
def file(timor_leste: Report) -> bytes:
    """Return the document on Timor-Leste in 2023."""
    return word(timor_leste)


def test_the_chapters_follow_each_other_as_in_the_printed_report(file: bytes) -> None:
    """Title and summary first, then score and table, then what is ours; Word lists all in its navigation."""
    assert ["Timor-Leste"] == styled(file, "Title")
    assert [
        "Summary",
        "Score",
        "The 36 ratings",
        "The listed resolutions, as read and as they are",
        "How far to trust this",
        "Appendix: errata",
        "Appendix: the assessment against the record",
        "Method, citation, licence",
    ] == styled(file, "Heading1")


def test_the_table_has_the_columns_and_rows_of_the_printed_report(file: bytes, timor_leste: Report) -> None:
    """Six tables of four columns hold 36 rows: the level over the trend, each in words."""
    found = tables(file, HEADS)
    rows = [row for table in found for row in every(table, "w:tr")[1:]]
    arrows = {"up": "↗ ", "down": "↘ ", "same": "→ "}

    assert 6 == len(found)
    assert [f"{rating.number}. " for rating in timor_leste.ratings] == [
        said(every(row, "w:tc")[1])[: len(str(number)) + 2] for number, row in enumerate(rows, start=1)
    ]
    assert [[rating.level, arrows[rating.direction] + rating.trend] for rating in timor_leste.ratings] == [
        [said(line) for line in every(every(row, "w:tc")[2], "w:p")] for row in rows
    ]


def test_every_table_repeats_its_head_and_keeps_its_rows_whole(file: bytes) -> None:
    """The first row of each table, and no other, is a head; no row splits."""
    for table in every(read(file), "w:tbl"):
        rows = every(table, "w:tr")
        assert [True] + [False] * (len(rows) - 1) == [bool(every(row, "w:tblHeader")) for row in rows]
        assert all(every(row, "w:cantSplit") for row in rows)
        assert every(table, "w:tblCaption")


def test_every_footnote_is_a_true_one_under_its_printed_number(file: bytes) -> None:
    """31 notes are counted by Word itself, each referred to once, in the order of their numbers."""
    numbers = [str(number) for number in range(1, 32)]
    notes = every(read(file, "word/footnotes.xml"), "w:footnote")
    settings = every(read(file, "word/settings.xml"), "w:footnotePr")[0]

    assert numbers == [mark.get(qn("w:id")) for mark in every(read(file), "w:footnoteReference")]
    assert ["-1", "0", *numbers] == [note.get(qn("w:id")) for note in notes]
    assert ["separator", "continuationSeparator"] == [note.get(qn("w:type")) for note in notes[:2]]
    assert all(every(note, "w:footnoteRef") for note in notes[2:])
    assert ["-1", "0"] == [note.get(qn("w:id")) for note in every(settings, "w:footnote")]


def test_a_note_that_is_cited_again_is_referred_to(file: bytes) -> None:
    """Each further citation is a cross reference to the bookmark of the first, never a second note."""
    root = read(file)
    marks = {mark.get(qn("w:name")) for mark in every(root, "w:bookmarkStart")}
    again = [found for code in every(root, "w:instrText") if (found := re.findall("NOTEREF (\\S+)", code.text or ""))]
    lead = next(row for row in every(root, "w:tr") if "Dealing with past atrocities" in said(row))

    assert 3 == sum("_RefNote1" in (code.text or "").split() for code in every(lead, "w:instrText"))
    assert {name for names in again for name in names} <= marks
    assert len(every(root, "w:bookmarkStart")) == len(marks)


def test_the_links_of_the_footnotes_lead_out(file: bytes, timor_leste: Report) -> None:
    """Every address that is safe to follow is a relation of the part that holds the notes."""
    relations = etree.fromstring(parts(file)["word/_rels/footnotes.xml.rels"])
    targets = {each.get("Id"): each.get("Target") for each in relations if each.get("TargetMode") == "External"}
    used = {link.get(qn("r:id")) for link in every(read(file, "word/footnotes.xml"), "w:hyperlink")}
    known = {reference.url for note in timor_leste.footnotes for reference in note.references if reference.url}

    assert set(targets) == used
    assert known == set(targets.values())


def test_every_inner_link_has_its_bookmark(file: bytes) -> None:
    """Rows of the summary and errata of a row are a click away."""
    root = read(file)
    names = {mark.get(qn("w:name")) for mark in every(root, "w:bookmarkStart")}
    anchors = {link.get(qn("w:anchor")) for link in every(root, "w:hyperlink")} - {None}

    assert {"row3", "erratum1"} <= anchors <= names


def test_a_level_is_named_on_a_ground_that_it_can_be_read_on(file: bytes) -> None:
    """Words on the colour of each level have a contrast of at least 4.5 to 1, and each level is a word."""
    assert {"Very Strong", "Strong", "Fair", "Weak", "Very Weak"} == {
        words for name, _, _ in LEVELS for words in styled(file, name)
    }
    for _, ground, ink in LEVELS:
        lighter, darker = sorted((luminance(ground), luminance(str(ink))), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour such as ``2F6F9F``, as WCAG defines it."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_chart_says_its_figures_to_those_who_do_not_see_it(file: bytes) -> None:
    """Six bars with the percentages of the areas, and the same in words."""
    (drawing,) = every(read(file), "wp:docPr")
    chart = read(file, "word/charts/chart1.xml")
    figures = [each.text for each in chart.iter("{*}v")][-6:]

    assert ["83.3", "50.0", "83.3", "55.0", "60.7", "57.1"] == figures
    assert all(figure in drawing.get("descr", "") for figure in figures)


def test_the_document_says_what_it_is_and_counts_its_pages(file: bytes) -> None:
    """Title, author and language are properties; the footer has two fields; headings leave no step out."""
    core = docx.Document(io.BytesIO(file)).core_properties
    footer = [code.text for code in every(read(file, "word/footer1.xml"), "w:instrText")]
    language = every(read(file, "word/styles.xml"), "w:lang")[0]
    levels = [
        int(name.get(qn("w:val"), "")[-1])
        for name in every(read(file), "w:pStyle")
        if name.get(qn("w:val"), "").startswith("Heading")
    ]

    assert "Timor-Leste: Updated Assessment of R2P Implementation 2023" == core.title
    assert ("Asia Pacific Centre for the Responsibility to Protect", "en-GB") == (core.author, core.language)
    assert "en-GB" == language.get(qn("w:val"))
    assert [" PAGE ", " NUMPAGES "] == footer
    assert all(later - earlier <= 1 for earlier, later in pairwise([0, *levels]))


def test_the_same_report_gives_the_same_bytes(timor_leste: Report, file: bytes) -> None:
    """No hour, no machine and no order of chance is in the file."""
    with zipfile.ZipFile(io.BytesIO(file)) as found:
        assert {(1980, 1, 1, 0, 0, 0)} == {entry.date_time for entry in found.infolist()}
    assert file == word(timor_leste)


def test_the_audit_names_what_the_record_contradicts(file: bytes) -> None:
    """A wrong symbol of the list stands in the appendix, with the source of the record."""
    rows = [
        said(row) for table in tables(file, ["Verdict", "What was found", "Source"]) for row in every(table, "w:tr")
    ]

    assert any(row.startswith("Contradicts") and "A/RES/76/177" in row and "undgacm-ga-76" in row for row in rows)


def test_a_hostile_text_is_neither_field_nor_link_nor_markup(hostile: Report) -> None:
    """Every field is of our making, and every address outside is http or https."""
    made = word(hostile)
    kinds = {(code.text or "").split()[0] for name in ("word/document.xml", "word/footer1.xml")
             for code in every(read(made, name), "w:instrText")}  # fmt: skip
    relations = [etree.fromstring(text) for name, text in parts(made).items() if name.endswith(".rels")]
    outside = [each.get("Target") for part in relations for each in part if each.get("TargetMode") == "External"]

    assert {"NOTEREF", "PAGE", "NUMPAGES"} >= kinds
    assert [] == every(read(made), "w:fldSimple")
    assert all(target.startswith("https://") for target in outside)
    assert "<script>" in said(read(made))
    assert "\u202e" not in said(read(made))


def test_a_report_that_is_hard_to_write_is_written(difficult: Report) -> None:
    """Foreign letters, forbidden characters, texts of 40,000 letters and missing chapters break nothing."""
    made = word(difficult)
    words = said(read(made))
    right_to_left = [said(run) for run in every(read(made), "w:r") if every(run, "w:rtl")]

    assert docx.Document(io.BytesIO(made)).tables
    assert "nul \ufffd bell \ufffd \ufffd \ufffd" in words
    assert "保护责任评估" in words
    assert right_to_left
    assert all(re.search("[\u0600-\u06ff]", text) for text in right_to_left)
    assert not any("A/RES" in text for text in right_to_left)
    assert "Summary" not in styled(made, "Heading1")
    assert "Appendix: errata" not in styled(made, "Heading1")


def test_notes_out_of_order_keep_their_printed_numbers(difficult: Report) -> None:
    """Where the rows cite note 3 before note 1, Word does not count: each note bears its own number."""
    made = word(difficult)
    marks = every(read(made), "w:footnoteReference")

    assert ["3", "1"] == [said(mark.getparent()) for mark in marks]
    assert ["1", "1"] == [mark.get(qn("w:customMarkFollows")) for mark in marks]
    assert any(text.startswith("2. ") for text in styled(made, "FootnoteText"))


def test_a_row_longer_than_a_page_may_split(difficult: Report) -> None:
    """What cannot stand on one page is not kept whole, or it would be cut off."""
    (table,) = tables(word(difficult), HEADS)

    assert [True, True, True, False, False] == [bool(every(row, "w:cantSplit")) for row in every(table, "w:tr")]
