"""``r2pgraph report``: the assessment as analysts publish it."""

from __future__ import annotations

from pathlib import Path

import click

from r2pgraph.cli.options import home_option
from r2pgraph.cli.show import open_store, write_out


@click.command(
    "report",
    short_help="Write the assessment as analysts publish it.",
    epilog="Example: r2pgraph report TLS 2023 -o timor-leste-2023.html",
)
@click.argument("state")
@click.argument("year")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A .md or .html file.")
@home_option
def command(state: str, year: str, output: Path | None) -> None:
    """Write the assessment of STATE in YEAR: summary, scores, the table, footnotes, errata.

    Without -o the report is printed as Markdown.
    """
    from r2pgraph.publication import report
    from r2pgraph.publication.export import replace

    with open_store() as store:
        text = report(store, state, year, form=form_of(output))
    if output is None:
        write_out(text)
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    replace(output, text.encode())
    click.echo(f"Report: {output}")


def form_of(output: Path | None) -> str:
    """Return ``md`` or ``html`` by the file's ending, or refuse the ending."""
    ending = output.suffix.lower().lstrip(".") if output else "md"
    if ending not in {"md", "html"}:
        message = f"{output} ends in neither .md nor .html; these are the forms a report has."
        raise click.BadParameter(message, param_hint="-o")
    return ending
