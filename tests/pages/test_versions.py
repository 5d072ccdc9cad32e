"""A version of an assessment that does not count stays to be seen beside the one that does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from r2pgraph import pipeline, receiving
from r2pgraph.pages import Site
from r2pgraph.pages.responding import respond
from r2pgraph.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

SHIPPED = Path(__file__).resolve().parents[2] / "data/assessments/TLS/2023.ttl"


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return the pages once a revision counts that rates access to justice fair, and another was withdrawn."""
    home = tmp_path_factory.mktemp("revised")
    pipeline.build(home)
    text = SHIPPED.read_text(encoding="utf-8")
    weak = "r2p:indicator indicator:access-to-justice ;\n    r2p:level level:weak"
    assert weak in text
    for name, level in (("withdrawn", "strong"), ("counts", "fair")):
        draft = home / f"{name}.ttl"
        draft.write_text(text.replace(weak, weak.replace("level:weak", f"level:{level}")), encoding="utf-8")
        assert receiving.submit(home, draft, "Ana <b>Example</b>", f"It is {level}.").accepted
        if name == "withdrawn":
            receiving.withdraw(home, "TLS", "2023", "Ana Example", "Too high.")
    with open_store(home) as store:
        yield Site(store)


def section(site: Site, path: str) -> str:
    """Return the words of the section on versions of a page; nothing where there is none."""
    page = respond(site, path, {}, "text/html").content.decode()
    found = re.search(r'<section id="versions".*?</section>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found.group()).split()) if found else ""


def test_a_rating_shows_what_the_versions_say_that_do_not_count(revised: Site) -> None:
    """The shipped one rated it weak, the withdrawn one strong; the level that counts is told above."""
    said = section(revised, "/rating/TLS-2023-access-to-justice")

    assert "Weak Unchanged" in said
    assert "Strong Unchanged" in said
    assert "Fair" not in said


def test_an_assessment_shows_all_of_its_versions(revised: Site) -> None:
    """Who handed each in, which counts, and why one does not."""
    said = section(revised, "/assessment/TLS-2023")

    assert "by Ana Example: Too high." in said
    assert "counts It is fair." in said
    assert "superseded" in said


def test_a_name_is_shown_as_it_was_given(revised: Site) -> None:
    """Marks in a name are letters."""
    page = respond(revised, "/assessment/TLS-2023", {}, "text/html").content.decode()

    assert "Ana &lt;b&gt;Example&lt;/b&gt;" in page


def test_what_nobody_revised_has_no_such_section(site: Site) -> None:
    """The shipped assessment stands alone."""
    assert "" == section(site, "/assessment/TLS-2023") + section(site, "/rating/TLS-2023-access-to-justice")
