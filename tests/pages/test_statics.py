"""The files that pages are drawn with."""

from __future__ import annotations

from r2pgraph.pages import statics
from r2pgraph.publication.report.drawing import templates


def test_the_styles_of_pages_begin_with_those_of_the_report() -> None:
    """A page shows parts of the report as the report does, and its styles stand in one file."""
    source, _, _ = templates().loader.get_source(templates(), "report.css")  # type: ignore[union-attr]
    own = statics.files()[statics.STYLE].read_text(encoding="utf-8")

    assert source + own == statics.content(statics.STYLE).decode()
    assert own not in source


def test_another_file_is_handed_out_as_it_is() -> None:
    """Only the styles are put together."""
    assert statics.files()["icon.svg"].read_bytes() == statics.content("icon.svg")
