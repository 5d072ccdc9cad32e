"""What an edition has otherwise than the one before it: a page for people, a patch for stores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from r2pgraph.publication.changes import changes
from r2pgraph.publication.changes.patch import pieces
from r2pgraph.publication.changes.prose import first, prose
from r2pgraph.publication.edition.dumps import statements

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
        left_out: IRIs of its graphs that may not be passed on, and of what describes them; nothing is told of them.
    """

    name: str
    store: Store
    names: Callable[[Changes], Mapping[str, str]]
    left_out: frozenset[str] = frozenset()


def write(draft: Draft, name: str, store: Store, graphs: Mapping[str, bytes], former: Former | None) -> None:
    """Write the page, and, where there is an edition before, the patch that leads from its N-Quads to these.

    Args:
        draft: the folder.
        name: the edition.
        store: its graph.
        graphs: the same as sorted N-Triples by the IRI of each named graph.
        former: the edition before, None where there is none.
    """
    if former is None:
        draft.put("CHANGES.md", first(name).encode(), "text/markdown", "What changed")
        return
    texts = (statements(former.store, draft.place, former.left_out), graphs)
    found = changes(former.store, store, texts=texts)
    page = prose(found, former.name, name, former.names(found))
    draft.put("CHANGES.md", page.encode(), "text/markdown", f"What changed since {former.name}")
    steps = pieces(*texts, draft.place)
    draft.put("changes.rdfp", steps, "text/plain", f"RDF Patch from {former.name} to {name}")
