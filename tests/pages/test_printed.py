"""An assessment is to be had as Word and PDF where its page is; nothing else is."""

from __future__ import annotations

import io
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from r2pgraph.errors import MissingToolError
from r2pgraph.pages import Site, offers, respond
from r2pgraph.pages.addresses import FORMS, PRINTED
from r2pgraph.publication.report import document

if TYPE_CHECKING:
    from r2pgraph.store import EmbeddedStore

PATH = "/assessment/TLS-2023"


def test_the_page_leads_to_the_word_document_and_the_pdf(site: Site) -> None:
    """At its top and in its head, and each offers the other forms in its own."""
    page = respond(site, PATH, {}, "text/html")
    head = page.content.decode().partition("<nav")[0]
    for form in PRINTED:
        assert f'<a href="{PATH}.{form}" type="{FORMS[form]}">' in page.content.decode()
        assert f"{PATH}.{form}" in head
        assert FORMS[form] in {link.media_type for link in page.links if link.relation == "alternate"}


def test_the_word_document_is_the_report_that_the_command_writes(site: Site, embedded: EmbeddedStore) -> None:
    """Part by part, but for the time of writing."""
    page = respond(site, f"{PATH}.docx", {}, FORMS["docx"])

    def parts(content: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}

    assert (200, FORMS["docx"], f"{PATH}.docx") == (page.status, page.media_type, page.place)
    assert parts(document(embedded, "TLS", "2023", "docx")) == parts(page.content)


def test_the_pdf_is_one(site: Site) -> None:
    """From its beginning to its end, with some pages between."""
    page = respond(site, f"{PATH}.pdf", {}, FORMS["pdf"])
    assert (200, FORMS["pdf"], b"%PDF-") == (page.status, page.media_type, page.content[:5])
    assert page.content.rstrip().endswith(b"%%EOF")
    assert len(page.content) > 50_000


@pytest.mark.parametrize("form", PRINTED)
def test_nothing_else_is_printed(site: Site, form: str) -> None:
    """Neither another thing, nor the list of assessments, nor an assessment that there is none of."""
    for path in ("/state/TLS", "/assessment", "/assessment/TLS-1999", "/rating/TLS-2023-upr"):
        assert 404 == respond(site, f"{path}.{form}", {}, FORMS[form]).status
    assert FORMS[form] not in offers("/state/TLS")
    assert FORMS[form] in offers(PATH)


def test_a_machine_that_cannot_make_a_pdf_says_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """And names the form that it can make."""

    def lacking(*_: object) -> bytes:
        raise MissingToolError("Pango", "A report as PDF")

    monkeypatch.setattr(sys.modules["r2pgraph.publication.report"], "document", lacking)
    page = respond(site, f"{PATH}.pdf", {}, FORMS["pdf"])
    assert (404, True) == (page.status, b"docx" in page.content)
