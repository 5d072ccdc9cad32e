"""``r2pgraph report``: the assessment as analysts publish it."""

from __future__ import annotations

from pathlib import Path

import click

from r2pgraph.cli.options import home_option, store_option
from r2pgraph.cli.show import open_store, write_out


@click.command(
    "report",
    short_help="Write the assessment as analysts publish it.",
    epilog="Example: r2pgraph report TLS 2023 -o timor-leste-2023.docx",
)
@click.argument("state")
@click.argument("year")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A .docx, .pdf, .html or .md file."
)
@home_option
@store_option
def command(state: str, year: str, output: Path | None) -> None:
    """Write the assessment of STATE in YEAR: summary, score, the table with its footnotes, errata, audit, method.

    The ending of the file says the form: Word, PDF, one HTML page or Markdown. Without -o the
    report is printed as Markdown.
    """
    from r2pgraph.publication.export import replace
    from r2pgraph.publication.report import document

    form = form_of(output)
    with open_store() as store:
        written = document(store, state, year, form)
    if output is None:
        write_out(written.decode())
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    replace(output, written)
    click.echo(f"Report: {output}")


def form_of(output: Path | None) -> str:
    """Return the form by the file's ending, or refuse the ending."""
    from r2pgraph.publication.report import FORMS

    ending = output.suffix.lower().lstrip(".") if output else "md"
    if ending not in FORMS:
        known = ", ".join(f".{form}" for form in FORMS)
        message = f"{output} ends in none of {known}; these are the forms a report has."
        raise click.BadParameter(message, param_hint="-o")
    return ending
