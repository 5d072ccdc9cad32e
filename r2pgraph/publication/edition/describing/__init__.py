"""What an edition says of itself: one description, and what catalogues, crawlers and tools of others read, made of it.

All of them are written from the same `Description`, so that none says otherwise than another.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from r2pgraph.publication.edition.describing import catalogue, counts, licences
from r2pgraph.publication.edition.describing.citation import citation
from r2pgraph.publication.edition.describing.crate import crate
from r2pgraph.publication.edition.describing.croissant import croissant
from r2pgraph.publication.edition.describing.description import CREATOR_NAME, PREFIXES, Description
from r2pgraph.publication.edition.describing.package import package
from r2pgraph.publication.jsonld import jsonld
from r2pgraph.publication.turtle import turtle

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from r2pgraph.publication.edition.folder import Draft
    from r2pgraph.store import Store

__all__ = ["CATALOGUE", "VOID", "Description", "croissant", "package", "write"]

CATALOGUE, VOID = "catalogue.ttl", "void.ttl"
"""Where the catalogue of an edition and the counts of its graph stand."""


def write(draft: Draft, about: Description, store: Store, graphs: Mapping[str, bytes]) -> None:
    """Write citation, catalogue, counts and descriptors.

    Args:
        draft: the folder, in which every file that ``about`` names stands.
        about: the edition.
        store: its graph.
        graphs: the same as sorted N-Triples by the IRI of each named graph.
    """
    draft.put(licences.PAGE, licences.page(about.licences, CREATOR_NAME), "text/markdown", "Licence of each part")
    draft.put("CITATION.cff", citation(about), "application/yaml", "How to cite this edition")
    said = catalogue.dcat(about)
    draft.put(CATALOGUE, turtle(said, PREFIXES), "text/turtle", "Catalogue: files, origin and checks (DCAT, PROV, DQV)")
    draft.put("catalogue.jsonld", jsonld(said), "application/ld+json", "The catalogue as JSON-LD")
    counted = counts.void(about, store, graphs)
    draft.put(VOID, turtle(counted), "text/turtle", "How much there is of what, and links to others (VoID)")
    draft.put("ro-crate-metadata.json", _json(crate(about)), "application/ld+json", "Descriptor: RO-Crate")
    draft.put("datapackage.json", _json(package(about)), "application/json", "Descriptor: Data Package")
    draft.put("croissant.json", _json(croissant(about)), "application/ld+json", "Descriptor: Croissant")


def _json(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
