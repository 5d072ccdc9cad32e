"""What no form can carry is replaced where it is seen, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from r2pgraph.errors import UnknownNameError
from r2pgraph.publication import report
from r2pgraph.publication.report.contents import Report, Statement
from r2pgraph.publication.report.legible import legible
from r2pgraph.publication.report.markdown import markdown
from r2pgraph.publication.report.page import html
from r2pgraph.store import Store


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=60))
def test_any_text_can_stand_in_xml(text: str) -> None:
    """No character at all makes a document that cannot be read."""
    element = etree.Element("t")
    element.text = legible(text)

    assert legible(text) == legible(legible(text))
    assert legible(text).encode().decode() == legible(text)


@pytest.mark.parametrize(
    "text", ["保护", "تقييم", "Žižek\u2019s \u201cnote\u201d\tand\nmore", "\U0001d54f \U0001f600", "", "e\u0301"]
)
def test_what_can_be_written_stays(text: str) -> None:
    """Letters of every script, marks, tabs and line breaks are text."""
    assert text == legible(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\x00b", "a\ufffdb"), ("\x1b[1m", "\ufffd[1m"), ("\ud800", "\ufffd"), ("\uffff", "\ufffd"), ("a\u202eb", "ab")],
)
def test_what_cannot_be_written_is_seen_to_be_lost(text: str, expected: str) -> None:
    """A forbidden character leaves a mark; what turns the words after it leaves none."""
    assert expected == legible(text)


def test_a_text_is_found_however_deep_it_stands() -> None:
    """Texts in tuples and in the fields of a report are reached, numbers are left."""
    assert (Statement(1, "\ufffd", (2,)),) == legible((Statement(1, "\x00", (2,)),))


def test_a_report_that_is_hard_to_write_is_written_as_text(difficult: Report) -> None:
    """Page and Markdown are UTF-8 and have every row."""
    for text in (html(difficult), markdown(difficult)):
        assert b"nul" in text.encode()
        assert "\x00" not in text


@pytest.mark.parametrize("form", ["md", "html"])
def test_every_form_has_the_stated_change_and_the_audit(store: Store, form: str) -> None:
    """The change that the report states, what the record contradicts, and how to cite."""
    text = report(store, "TLS", "2023", form).replace("\\", "")

    assert "Stated change on 2022: +4." in text
    assert "Line 13 prints A/RES/76/17" in text
    assert "Cite this:" in text


def test_a_form_that_is_no_text_is_asked_for_by_another_name(store: Store) -> None:
    """The function that answers with text says which forms are text."""
    with pytest.raises(UnknownNameError, match="md"):
        report(store, "TLS", "2023", "mdx")
