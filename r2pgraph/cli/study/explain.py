"""``r2pgraph explain``: from a number down to the ratings, the evidence, the footnote and its address."""

from __future__ import annotations

import click

from r2pgraph.cli.options import home_option, store_option
from r2pgraph.cli.show import open_store


@click.command(
    "explain", short_help="Lead from a number down to its footnotes.", epilog="Example: r2pgraph explain TLS 2023 11"
)
@click.argument("state")
@click.argument("year")
@click.argument("indicator", required=False)
@click.option("--plan", default="percent-0-4", show_default=True, help="The scoring plan: `r2pgraph ask plans`.")
@home_option
@store_option
def command(state: str, year: str, indicator: str | None, plan: str) -> None:
    """Explain the index of STATE in YEAR, or one INDICATOR by number or name.

    Number, ratings, evidence, footnote, address: each line rests on the lines below it.
    """
    from r2pgraph import scores

    with open_store() as store:
        click.echo(scores.explain(store, state, year, indicator, plan=plan))
