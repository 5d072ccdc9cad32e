"""``r2pgraph template``: the form in which an assessment is written."""

from __future__ import annotations

from pathlib import Path

import click

from r2pgraph.cli.options import home_option
from r2pgraph.cli.show import open_store
from r2pgraph.errors import StoreError

ENDINGS = (".xlsx", ".zip", ".jsonld", "")
"""What the name of the form may end in; one without ending is a folder of CSV files."""


@click.command(
    "template",
    short_help="Write the form for an assessment.",
    epilog="Example: r2pgraph template FJI 2024 -o fiji-2024.xlsx",
)
@click.argument("state")
@click.argument("year")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="A .xlsx, .zip or .jsonld file, or a folder for CSV files.",
)
@click.option("--empty", is_flag=True, help="Leave out the assessment of that year, where there is one.")
@click.option("--force", is_flag=True, help="Write over a form that stands there already, with all that is filled in.")
@home_option
def command(state: str, year: str, output: Path, *, empty: bool, force: bool) -> None:
    """Write the form for an assessment of STATE in YEAR, with last year's ratings and the evidence beside.

    Where that year is assessed already, the form holds the whole assessment, so that a revision is one edit away.
    """
    from r2pgraph.submission import templates

    if output.suffix.lower() not in ENDINGS:
        message = f"{output} ends in none of .xlsx, .zip and .jsonld, and a folder has no ending."
        raise click.BadParameter(message, param_hint="-o")
    refuse_written_over(output, force=force)
    with open_store() as store:
        contents = templates.gather(store, state, year, empty=empty)
    templates.write(contents, output)
    held = "with the assessment on record" if contents.is_revision else "empty"
    click.echo(f"Form for {contents.label} {contents.year}, {held}: {output}")


def refuse_written_over(output: Path, *, force: bool) -> None:
    """Raise StoreError where a form stands in the place already: somebody may have spent a week on it."""
    if output.is_dir() and output.suffix:
        raise click.BadParameter(f"{output} is a folder. Name a file in it.", param_hint="-o")
    stands = any(output.glob("*.csv")) if output.is_dir() else output.exists()
    if stands and not force:
        reason = f"{output} is there already, and may be filled in."
        raise StoreError(reason, "Name another file, or write over it with --force.")
