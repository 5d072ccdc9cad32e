"""What an edition has otherwise than the one before it: a page for people, a patch for stores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from r2pgraph.publication.changes import changes, patch
from r2pgraph.publication.changes.prose import first, prose

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from r2pgraph.publication.changes import Changes
    from r2pgraph.publication.edition.folder import Draft
    from r2pgraph.store import Store


@dataclass(frozen=True)
class Former:
    """The edition before.

    Attributes:
        name: such as ``2026.1``.
        store: its graph.
        names: returns what each thing that the changes speak of is called, by IRI.
    """

    name: str
    store: Store
    names: Callable[[Changes], Mapping[str, str]]


def write(draft: Draft, name: str, store: Store, former: Former | None) -> None:
    """Write the page, and, where there is an edition before, the patch that leads from its N-Quads to these."""
    if former is None:
        draft.put("CHANGES.md", first(name).encode(), "text/markdown", "What changed")
        return
    found = changes(former.store, store)
    page = prose(found, former.name, name, former.names(found))
    draft.put("CHANGES.md", page.encode(), "text/markdown", f"What changed since {former.name}")
    draft.put("changes.rdfp", patch(former.store, store), "text/plain", f"RDF Patch from {former.name} to {name}")
