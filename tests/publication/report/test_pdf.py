"""The PDF is tagged, has bookmarks and links, asks for nothing, and is the same each time."""

from __future__ import annotations

import builtins
import os
import re
import zlib
from typing import TYPE_CHECKING, Any

import pytest

from r2pgraph.errors import MissingToolError
from r2pgraph.publication.report import document
from r2pgraph.publication.report import pdf as printing
from r2pgraph.publication.report.pdf import engine, pdf, printed

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Absent

    from r2pgraph.publication.report.contents import Report
    from r2pgraph.store import Store


@pytest.fixture(scope="module")
def pango(absent: Absent) -> None:
    """Skip where Pango is missing, but not in CI."""
    try:
        engine()
    except MissingToolError:
        absent("Pango is not installed; CI installs it", "PANGO")


@pytest.fixture(scope="module")
def file(pango: None, timor_leste: Report) -> bytes:
    """Return the PDF on Timor-Leste in 2023."""
    del pango
    return pdf(timor_leste)


def inside(file: bytes) -> str:
    """Return the objects of a PDF, its streams unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", file, re.DOTALL)
    unpacked = [zlib.decompressobj().decompress(each) for each in streams if each.startswith(b"\x78")]
    return b"\n".join([file, *unpacked]).decode("latin-1")


def told(words: str) -> str:
    """Return a text as a PDF may hold it."""
    return words.encode("utf-16-be").hex()


def test_the_pdf_is_tagged_and_says_its_language_and_title(file: bytes) -> None:
    """A screen reader finds a tree of headings, tables and links, in English."""
    found = inside(file)

    assert re.search(r"/Marked true", found)
    assert re.search(r"/Lang \(en-GB\)", found)
    assert "Timor-Leste: Updated Assessment of R2P Implementation 2023" in found
    for tag in ("H1", "H2", "H3", "Table", "TH", "TD", "Link", "L"):
        assert re.search(rf"/S /{tag}\b", found), tag


def test_typefaces_bear_no_time_of_making(timor_leste: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Python cuts them down, they ask what time it is; the variable is as it was afterwards."""
    from fontTools.misc.timeTools import timestampNow

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    times: list[int] = []
    monkeypatch.setattr(printing, "engine", lambda: _Told(lambda: times.append(timestampNow())))
    pdf(timor_leste)
    pdf(timor_leste)

    assert 1 == len(set(times))
    assert 2 == len(times)
    assert "SOURCE_DATE_EPOCH" not in os.environ


class _Told:
    """Stands for the engine, and does something when it writes."""

    def __init__(self, do: Callable[[], None]) -> None:
        self.do = do

    def HTML(self, **_: object) -> _Told:  # noqa: N802 - the engine's own name
        """Return a page."""
        return self

    def write_pdf(self, **_: object) -> bytes:
        """Write it."""
        self.do()
        return b""


def test_every_chapter_is_a_bookmark(file: bytes) -> None:
    """The outline leads to the summary, each area and the appendices."""
    titles = set(re.findall(r"/Title \(((?:[^()\\]|\\.)*)\)", inside(file)))

    assert {"Timor-Leste", "Summary", "Score", "2. Policy Mechanisms", "Footnotes", "Appendix: errata"} <= titles


def test_footnotes_are_reached_and_left_by_links(timor_leste: Report) -> None:
    """Each number in a row leads to its note, each note back to its rows, and no link inside leads nowhere."""
    text = printed(timor_leste)
    ids = set(re.findall(r' id="([^"]+)"', text))
    targets = set(re.findall(r' href="#([^"]+)"', text))

    assert targets <= ids
    assert {f"fn-{number}" for number in range(1, 32)} <= targets
    assert all(any(target.startswith(f"ref-{number}-") for target in targets) for number in range(1, 32))


def test_the_head_of_each_table_stands_on_every_page(timor_leste: Report) -> None:
    """Each table has a head of its own, which is repeated in print."""
    text = printed(timor_leste)

    assert text.count("<table") == text.count("<thead>") > 6
    assert "thead { display: table-header-group; }" in text


def test_the_same_report_gives_the_same_pdf(file: bytes, timor_leste: Report) -> None:
    """It bears no date, and its identifier is worked out from what it says."""
    assert b"/CreationDate" not in file
    assert file == pdf(timor_leste)


@pytest.mark.usefixtures("pango")
def test_nothing_is_fetched(hostile: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """No text of a hostile report makes the printer ask for anything."""
    asked: list[str] = []
    monkeypatch.setattr(printing, "_refuse", lambda url, *_, **__: asked.append(url))

    assert pdf(hostile).startswith(b"%PDF-")
    assert [] == asked


def test_what_is_asked_for_is_refused() -> None:
    """Whoever adds a picture by address is told which one was asked for."""
    with pytest.raises(ValueError, match=r"https://example\.org/a\.png"):
        printing._refuse("https://example.org/a.png")


def test_a_hostile_text_stays_text_in_print(hostile: Report) -> None:
    """No element and no link comes out of the data."""
    text = printed(hostile)

    assert "<script" not in text
    assert "<img" not in text
    assert "javascript:" not in "".join(re.findall(r'href="[^"]*"', text))


@pytest.mark.usefixtures("pango")
def test_a_report_that_is_hard_to_write_is_printed(difficult: Report) -> None:
    """Foreign letters, forbidden characters, texts of 40,000 letters and missing chapters break nothing."""
    made = pdf(difficult)

    assert made.startswith(b"%PDF-")
    assert len(re.findall(r"/Type /Page\b", inside(made))) > 10


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("w" * 199, 1),
        ("w" * 200, 7),
        ("a\N{NO-BREAK SPACE}" * 100, 7),
        ("&lt;" * 200, 7),
        (("w" * 29 + "e\N{COMBINING ACUTE ACCENT}") * 8, 8),
        ("\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}" * 70, 7),
    ],
)
def test_an_endless_word_may_be_broken_between_letters_alone(word: str, pieces: int) -> None:
    """A break each thirty letters, before no mark, in no entity, and the word itself stays."""
    broken = printing._ENDLESS.sub(printing._breakable, word)

    assert word == broken.replace("\N{ZERO WIDTH SPACE}", "")
    assert pieces == len(broken.split("\N{ZERO WIDTH SPACE}"))
    assert not re.search("\N{ZERO WIDTH SPACE}[\N{COMBINING ACUTE ACCENT}\N{ZERO WIDTH JOINER}]", broken)
    assert "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH SPACE}" not in broken


@pytest.mark.parametrize("fault", [OSError("cannot load library 'libpango-1.0-0'"), ImportError("no weasyprint")])
def test_without_pango_the_remedy_is_told(store: Store, fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody without the library reads what to install, and which forms need nothing."""
    known = builtins.__import__

    def fail(name: str, *rest: Any, **more: Any) -> Any:  # noqa: ANN401 - stands in for the built-in import
        if name.startswith("weasyprint"):
            raise fault
        return known(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", fail)

    with pytest.raises(MissingToolError) as told_fault:
        document(store, "TLS", "2023", "pdf")
    assert "Pango" in str(told_fault.value)
    assert "apt-get install libpango" in str(told_fault.value)
    assert ".docx" in str(told_fault.value)
