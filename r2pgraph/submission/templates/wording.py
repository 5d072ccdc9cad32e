"""The page that comes with every template: what it is, how to fill it in, and whom to ask."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from r2pgraph import __version__
from r2pgraph.submission.form import KNOWN, form

if TYPE_CHECKING:
    from r2pgraph.submission.templates.contents import Contents

_SHEETS: Final = {
    "Assessment": "which state and year are assessed, by whom, and under which title",
    "Summary": "the sentences of the summary, one a row",
    "Ratings": "one row for each indicator: its level, its trend and the reason",
    "Findings": "what the sources say, one sentence a row; a rating rests on findings",
    "Footnotes": "which footnote leads to which source, and where in it",
    "Sources": "the sources that are new: those on the sheet Known need no row",
    "Organisations": "the organisations that are new: those on the sheet Known need no row",
    "Resolutions": "the list of resolutions as the report prints it",
    "Omissions": "resolutions that the list should hold and does not",
    "Absences": "where evidence was looked for and not found, or where no source is named",
    "Inferences": "where a rating rests on other ratings",
    "Errata": "faults of a printed report and what is right",
    KNOWN: "the keys of sources and organisations, and the names of treaties and commitments; nothing is to be written",
}
"""What each sheet holds, in the order of the form."""

_HOW: Final = (
    (
        "Begin with the sheet Assessment, then fill in Ratings from top to bottom. All other sheets may stay"
        " empty, or be filled as far as the report needs them."
    ),
    (
        "A rating needs something to rest on. The short way: write one sentence under Claim and its footnotes"
        " beside it, in the same row. The long way: write any number of rows on the sheet Findings and name"
        " the indicator in each. Where nothing was found, say so on the sheet Absences."
    ),
    (
        "Each footnote that you name has a row on the sheet Footnotes, and each source a key: choose one from"
        " the sheet Known, or describe a new source on the sheet Sources."
    ),
    (
        "Columns with a dark header are needed in every row; those with a light one where they apply. Grey"
        " columns are there to be read: the year before, and what the facts of the graph say by the end of the"
        " year."
    ),
    (
        "A cell with a list shows an arrow when you enter it. Where a cell takes several values, put a"
        " semicolon between them. Dates are written as 2023-09-05, 2023-09 or 2023."
    ),
    (
        "Leave the names of sheets and columns as they are. The order of rows does not matter, and rows may"
        " be added at the end of every sheet but Assessment and Ratings."
    ),
    "Formulas are not read. Write the value itself.",
    ("To see what is missing or odd, run `r2pgraph check FILE`: it tells all at once, with the cell and the remedy."),
)
_WHOM: Final = (
    "Ask whoever gave you the form. What every column means, and how the form is read, stands in the documentation of"
    " r2pgraph under Submissions (docs/submissions.md)."
)


def read_me(contents: Contents) -> list[tuple[str, str]]:
    """Return the page as pairs: ``title``, ``heading``, ``text`` or ``item``, and the words."""
    return [
        ("title", f"Assessment of {contents.label}, {contents.year}"),
        ("text", "The Responsibility to Protect: a form for those who assess a state."),
        ("heading", "What stands in it already"),
        *(("text", sentence) for sentence in _already(contents)),
        ("heading", "How to fill it in"),
        *(("item", sentence) for sentence in _HOW),
        ("heading", "The sheets"),
        *(("item", f"{name}: {said}.") for name, said in _SHEETS.items()),
        ("heading", "Whom to ask"),
        ("text", _WHOM),
        ("heading", "Edition"),
        ("text", edition(contents)),
    ]  # fmt: skip


def edition(contents: Contents) -> str:
    """Return which template this is: the same contents have the same mark."""
    told = sorted(str(cell) for rows in contents.filled.sheets.values() for row in rows.rows for cell in row.values())
    declared = [str(sheet) for sheet in form().sheets]
    mark = hashlib.sha256("\n".join([*declared, *told, *map(str, contents.known)]).encode()).hexdigest()[:12]
    latest = f" Its latest fact is of {contents.reaches}." if contents.reaches else ""
    return f"r2pgraph {__version__}, template {mark}.{latest}"


def _already(contents: Contents) -> list[str]:
    said = []
    if contents.is_revision:
        said.append(
            f"This form holds the whole assessment of {contents.label} in {contents.year} as it is on record. Change"
            " what should change and hand it in: it becomes a revision, and the one on record is kept beside it. For an"
            " empty form, have it made with --empty."
        )
    else:
        said.append(f"This form is empty: nobody's judgement of {contents.label} in {contents.year} stands in it.")
    if contents.earlier:
        said.append(
            f"Beside each rating stand level, trend and rationale of {contents.earlier}, the latest year before."
        )
    else:
        said.append("There is no earlier assessment of this state, so the columns for it are empty.")
    return said
