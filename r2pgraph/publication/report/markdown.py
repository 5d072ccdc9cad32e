"""Write a report as GitHub-flavoured Markdown, with real footnotes and nothing in the data taken for markup."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from r2pgraph.publication.report import words
from r2pgraph.publication.report.drawing import templates, values
from r2pgraph.publication.report.legible import legible
from r2pgraph.publication.report.links import link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from r2pgraph.publication.report.contents import Known, Mark, Reference, Report

_MARKUP: Final = re.compile(r"[\\`*_{}\[\]#|~$@]")
_HTML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_BLOCK: Final = re.compile(r"^(?:[-+=:]|[0-9]+(?=[.)]))")
_AUTOLINK: Final = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp|www)([:.])")
_SPACE: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")


def markdown(report: Report) -> str:
    """Return the report as a Markdown document."""
    environment = templates().overlay(autoescape=False)
    environment.filters = {**environment.filters, **FILTERS}
    return environment.get_template("report.md").render(values(legible(report)))


def text(data: str) -> str:
    """Return data on one line, every mark that could be markup, a table's edge, HTML or a link made inert."""
    line = _SPACE.sub(" ", data).strip()
    line = "".join(_HTML.get(character, character) for character in line)
    line = _MARKUP.sub(lambda found: "\\" + found[0], line)
    return _AUTOLINK.sub(r"\1\\\2", line)


def opening(data: str) -> str:
    """Return data as `text` does, for the start of a line: what would begin a list or a heading does not."""
    return _BLOCK.sub(_unblocked, text(data))


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
    """Return references to footnotes, a part raised after its number."""
    return "".join(f"[^{mark.number}]" + (f"<sup>{mark.part}</sup>" if mark.part else "") for mark in marks)


def rows(numbers: Sequence[int]) -> str:
    """Return ``row 4`` or ``rows 3 and 32``."""
    return f"{'row' if len(numbers) == 1 else 'rows'} {words.series([str(number) for number in numbers])}"


def address(reference: Reference | Known) -> str:
    """Return the address of a document, as a link where it is safe to follow."""
    url = link(reference.url)
    return f"<{url}>" if url else code(reference.url) if reference.url else ""


FILTERS: Final = MappingProxyType({
    "address": address, "bar": bar, "code": code, "md": text, "notes": notes, "opening": opening, "rows": rows,
})  # fmt: skip
