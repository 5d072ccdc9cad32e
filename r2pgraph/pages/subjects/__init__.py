"""The views, one module a subject; what has no module of its own is drawn from its statements alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.pages.subjects import (
    assessments,
    changes,
    front,
    linking,
    ontology,
    queries,
    sources,
    states,
    treaties,
    trust,
    votes,
)
from r2pgraph.pages.subjects.assessments import indicators, ratings
from r2pgraph.pages.subjects.states import listing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from r2pgraph.pages.addresses import Address
    from r2pgraph.pages.facts import Statement
    from r2pgraph.pages.site import Site
    from r2pgraph.pages.views import View

PLACES: Final[Mapping[str, Callable[[Site, Mapping[str, str]], View]]] = {
    "": front.view,
    "assessment": assessments.listed,
    "indicator": indicators.listed,
    "changes": changes.view,
    "editor": queries.editor,
    "linking": linking.view,
    "ontology": ontology.whole,
    "query": queries.table,
    "resolution": votes.table,
    "source": sources.table,
    "state": listing.listed,
    "treaty": treaties.table,
    "trust": trust.view,
}
"""The pages that are about no single thing, by their path."""

THINGS: Final[Mapping[str, Callable[[Site, Address, list[Statement]], View]]] = {
    "assessment": assessments.view,
    "indicator": indicators.view,
    "rating": ratings.view,
    "resolution": votes.view,
    "source": sources.view,
    "state": states.view,
    "treaty": treaties.view,
    "vote": votes.vote,
}
"""The pages about one thing, by the segment of its IRI."""

ROOMS: Final[Mapping[str, Callable[[Site, Address], View]]] = {
    "ontology": ontology.module,
    "query": queries.view,
}
"""The pages below a path that are not drawn from statements of the graph, by their segment."""
