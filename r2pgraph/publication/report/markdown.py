"""Write a report as GitHub-flavoured Markdown, with real footnotes and nothing in the data taken for markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from r2pgraph.publication.report import remarks, words
from r2pgraph.publication.report.links import link
from r2pgraph.publication.report.page import templates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from r2pgraph.publication.report.contents import Mark, Reference, Report

_MARKUP: Final = re.compile(r"[\\`*_{}\[\]#|~$@]")
_HTML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_BLOCK: Final = re.compile(r"^(?:[-+=:]|[0-9]+(?=[.)]))")
_AUTOLINK: Final = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp|www)([:.])")
_SPACE: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")


def markdown(report: Report) -> str:
    """Return the report as a Markdown document."""
    environment = templates().overlay(autoescape=False)
    environment.filters = {
        **environment.filters, "md": text, "bar": bar, "notes": notes, "code": code, "address": address, "rows": rows,
    }  # fmt: skip
    return environment.get_template("report.md").render(
        report=report,
        citation=remarks.citation(report),
        doubts=remarks.doubts(report),
        drawing=remarks.drawing(report),
        method=remarks.method(report),
        restored=any(rating.title_origin != "printed" for rating in report.ratings),
        votes_in_words=remarks.votes_in_words(report),
    )


def text(data: str) -> str:
    """Return data on one line, every mark that could be markup, a table's edge, HTML or a link made inert."""
    line = _SPACE.sub(" ", data).strip()
    line = "".join(_HTML.get(character, character) for character in line)
    line = _MARKUP.sub(lambda found: "\\" + found[0], line)
    line = _AUTOLINK.sub(r"\1\\\2", line)
    return _BLOCK.sub(_unblocked, line)


def _unblocked(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0][0].isdigit() else f"\\{found[0]}"


def code(data: str) -> str:
    """Return data as a code span that stays one, in a table too."""
    line = _SPACE.sub(" ", data).strip().replace("|", "\\|")
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def bar(rank: int) -> str:
    """Return a level as five signs, empty ones for what is lacking."""
    return "▰" * rank + "▱" * (5 - rank) if rank else "▨▨▨▨▨"


def notes(marks: Sequence[Mark]) -> str:
    """Return references to footnotes, a part in brackets after its number."""
    return "".join(f"[^{mark.number}]" + (f"({mark.part})" if mark.part else "") for mark in marks)


def rows(numbers: Sequence[int]) -> str:
    """Return the numbers of indicators as a series."""
    return words.series([str(number) for number in numbers])


def address(reference: Reference) -> str:
    """Return the address of a reference, as a link where it is safe to follow."""
    url = link(reference.url)
    return f"<{url}>" if url else code(reference.url) if reference.url else ""
