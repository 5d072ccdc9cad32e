"""``r2pgraph publish``: write an edition that others cite, link to and load."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from r2pgraph.cli.options import home, home_option
from r2pgraph.cli.show import open_store, progress

if TYPE_CHECKING:
    from r2pgraph.pipeline import Tell
    from r2pgraph.publishing import Order


@click.command(
    "publish",
    short_help="Write an edition for others.",
    epilog="Example: r2pgraph publish --edition 2026.1 -o ./2026.1",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="A folder, new or empty.")
@click.option("--edition", metavar="YYYY.N", default="", help="Its name; the next one of the year of the data.")
@click.option("--votes", is_flag=True, help="Write every vote as a thing of its own, too.")
@click.option("--site", is_flag=True, help="Write all pages as files for any host, too; takes minutes.")
@home_option
def command(output: Path, edition: str, *, votes: bool, site: bool) -> None:
    """Write the store as an edition: one folder with everything that others need, and keep it.

    The same data give the same bytes on every machine. An edition is never overwritten: one that
    exists is written again only where the store still holds the same.
    """
    from r2pgraph import publishing
    from r2pgraph.cli.ending import tidied

    with open_store():
        pass
    with tidied(), progress("Publishing") as tell:
        published = publishing.publish(home(), output, _order(edition, tell, votes=votes, site=site), tell)
    size = sum(file.size for file in published.files)
    after = f", after {published.before}" if published.before else ""
    click.echo(f"Published: {published.name}{after}, {len(published.files)} files, {size / 1e6:.1f} MB.")
    click.echo(f"Folder: {published.directory}")
    if published.withheld:
        click.echo(f"Left out, for their terms: {', '.join(published.withheld)} (`r2pgraph sources` tells them).")
    if site:
        _tell_site(published.directory / publishing.SITE)


def _order(edition: str, tell: Tell, *, votes: bool, site: bool) -> Order:
    from r2pgraph import publishing

    return publishing.Order(edition, votes, (publishing.pages(tell),) if site else ())


def _tell_site(folder: Path) -> None:
    from r2pgraph.pages import statics

    click.echo(f"Pages: {folder}, to be copied to any host of files (docs/static-site.md).")
    if not statics.has_engine():
        click.echo("Queries are not answered on them: run `make assets` and publish again.")
