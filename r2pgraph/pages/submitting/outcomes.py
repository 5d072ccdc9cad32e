"""The page to send a file from, and the page that says what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from r2pgraph.pages.addresses import Address
from r2pgraph.pages.drawing import html
from r2pgraph.pages.views import View
from r2pgraph.submission import telling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.pages.site import Site
    from r2pgraph.validation.report import Report

PLACE: Final = "/submit"
TRAIL: Final = (("Submit", PLACE),)


def door_page(site: Site) -> bytes:
    """Return the page to begin at: a template, the form as a page, or a file that is finished."""
    about = "Take a template, fill it in, see at once what must be mended, and hand it in."
    return drawn(site, View("submit.html", "Submit an assessment", about))


def outcome_page(site: Site, name: str, report: Report | None, entry: Mapping[str, Any] | None, *, new: bool) -> bytes:
    """Return the page that says what came of a file.

    Args:
        site: what pages are drawn with.
        name: what the file is called.
        report: what was found in it; None where it was not judged, since it counts already.
        entry: its line of the record; None where it was only checked.
        new: whether that line is new.
    """
    title, about = _said(name, report, entry, new=new)
    values = {**told(report), "entry": entry, "new": new, "name": name}
    return drawn(site, View("outcome.html", title, about, trail=TRAIL, values=values))


def told(report: Report | None) -> dict[str, Any]:
    """Return what a template needs to tell a report."""
    groups = telling.grouped(report) if report else []
    return {"report": report, "groups": groups, "marks": telling.MARKS, "words": telling.WORDS, "spot": telling.place}


def drawn(site: Site, view: View) -> bytes:
    """Return a view as an HTML document."""
    return html(site, view, Address("submit", ""), ())


def _said(name: str, report: Report | None, entry: Mapping[str, Any] | None, *, new: bool) -> tuple[str, str]:
    if entry is None:
        is_sound = report is not None and report.conforms
        return ("In order", f"Nothing keeps {name} from being taken in. Nothing was kept of it.") if is_sound else (
            "Not in order yet", f"{name} would not be taken in. Nothing was kept of it.")  # fmt: skip
    number = entry["number"]
    if not new:
        return "It counts already", f"{name} was submitted as number {number}; nothing changed."
    if entry["act"] == "accepted":
        return f"Accepted as number {number}", f"{entry['state']} {entry['year']}, by {entry['by']}. It is on disk."
    return "Not in order yet", f"{name} is refused. It is kept on record as number {number}, and counts for nothing."
