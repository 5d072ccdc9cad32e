"""How a view becomes HTML: the templates, and what they may call."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from r2pgraph.pages.within import within
from r2pgraph.publication.report import words
from r2pgraph.publication.report.links import link
from r2pgraph.vocab import BASE, compact, expand

if TYPE_CHECKING:
    from jinja2 import Environment

    from r2pgraph.pages.addresses import Address
    from r2pgraph.pages.site import Site
    from r2pgraph.pages.views import Asked, View


@cache
def templates() -> Environment:
    """Return the templates of the pages and, behind them, those of the report, whose small drawings they share."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=ChoiceLoader([PackageLoader("r2pgraph.pages"), PackageLoader("r2pgraph.publication")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        compact=compact, expand=expand, date=lambda value: words.date(str(value)), fixed=words.fixed, link=link,
        many=words.many, number=words.number, signed=words.signed, spoken=words.spoken,
    )  # fmt: skip
    return environment


def html(site: Site, view: View, address: Address, forms: tuple[str, ...]) -> bytes:
    """Return a view as an HTML document; ``forms`` are those in which the same is to be had as data."""
    iri = BASE + address.stem.removeprefix("/")
    values: dict[str, Any] = {
        **view.values,
        "view": view,
        "site": site,
        "address": address,
        "forms": forms,
        "iri": iri,
        "cited": _cited(site, view, iri),
        "question": _question,
    }
    page = templates().get_template(view.template).render(values)
    return (within(site.kept, site.root, page) if site.kept else page).encode()


def _cited(site: Site, view: View, iri: str) -> str:
    """Return the address that a citation names: that of just what is shown, in just the edition that is shown."""
    parameters = {**view.chosen, **({"edition": site.kept} if site.kept else {})}
    return iri + (f"?{urlencode(parameters)}" if parameters else "")


def _question(asked: Asked) -> str:
    """Return the path of a saved query with the values that it was asked with."""
    parameters = {name: compact(value.strip("<>")) for name, value in asked.parameters.items()}
    return f"/query/{asked.query}" + (f"?{urlencode(parameters)}" if parameters else "")
