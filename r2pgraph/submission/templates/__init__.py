"""Write the form of a state and a year, empty or with the assessment on record: workbook, CSV or JSON-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2pgraph.submission.templates.contents import Contents, gather

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Contents", "document", "gather", "write"]


def write(contents: Contents, output: Path) -> None:
    """Write the form as the ending of ``output`` says: ``.xlsx``, ``.zip``, ``.jsonld``, or a folder without ending.

    Each file appears whole or not at all; other files of a folder stay as they are.

    Raises:
        OSError: the place cannot be written to.
    """
    from r2pgraph.publication.export import replace
    from r2pgraph.submission.templates import folder

    ending = output.suffix.lower()
    if not ending:
        output.mkdir(parents=True, exist_ok=True)
        for name, data in folder.files(contents).items():
            replace(output / name, data)
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    replace(output, document(contents, ending))


def document(contents: Contents, ending: str) -> bytes:
    """Return the form as one file: ``.xlsx``, ``.jsonld``, or CSV files in a ``.zip`` for any other ending."""
    if ending == ".xlsx":
        from r2pgraph.submission.templates.workbook import workbook

        return workbook(contents)
    if ending == ".jsonld":
        from r2pgraph.submission.templates import jsonld

        return jsonld.document(contents)
    from r2pgraph.submission.templates.folder import archive

    return archive(contents)
