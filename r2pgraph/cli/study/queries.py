"""``r2pgraph queries``: the catalogue of saved queries."""

from __future__ import annotations

import click

from r2pgraph.cli.options import home_option
from r2pgraph.cli.show import write_out

HEADINGS = {
    "questions": "Questions that researchers ask",
    "scores": "Scores and what they are made of",
    "audit": "Audit of a published assessment",
    "checks": "Checks, which must return no row",
}
"""The folders of saved queries in the order in which people want them."""


@click.command(
    "queries", short_help="List the saved queries, or print one.", epilog="Example: r2pgraph queries ratings-by-level"
)
@click.argument("query_id", metavar="[QUERY-ID]", required=False)
@home_option
def command(query_id: str | None) -> None:
    """List the saved queries, or print QUERY-ID as it can be pasted into any engine."""
    from r2pgraph.queries import catalogue, find

    if query_id is not None:
        write_out(find(query_id).text)
        return
    for kind, heading in HEADINGS.items():
        click.secho(heading, underline=True)
        for query in catalogue().values():
            if query.kind == kind:
                names = " ".join(f"{parameter.name}={parameter.default}" for parameter in query.parameters)
                click.echo(f"  {click.style(query.id, bold=True)} {names}".rstrip())
                click.echo(f"      {query.question}")
