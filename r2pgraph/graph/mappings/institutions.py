"""Triples of national institutions and their accreditations."""

from __future__ import annotations

from typing import Final

from r2pgraph.graph.mappings.words import (
    NOTE,
    SOURCE,
    TYPE,
    Chosen,
    Date,
    Individual,
    Mapping,
    Term,
    Text,
    Typed,
    describe,
)

_CLASSES: Final = {
    "focal-point": "r2p:FocalPoint",
    "memory-institution": "r2p:MemoryInstitution",
    "national-human-rights-institution": "r2p:NationalInstitution",
    "training-centre": "r2p:TrainingCentre",
}

MAPPINGS: Final = (
    Mapping(
        "institutions",
        "institutions",
        (
            describe(
                "institution:{key}",
                (TYPE, Chosen("kind", _CLASSES)),
                ("rdfs:label", Text("label", "en")),
                ("r2p:state", Individual("state:{state}")),
                ("r2p:validFrom", Date("opened")),
                ("schema:url", Typed("homepage", "xsd:anyURI")),
                SOURCE,
                NOTE,
            ),
        ),
    ),
    Mapping(
        "accreditations",
        "institutions",
        (
            describe(
                "accreditation:{key}",
                (TYPE, Term("r2p:Accreditation")),
                ("r2p:accredits", Individual("institution:{institution}")),
                ("r2p:hasStatus", Individual("status:{status}")),
                ("prov:wasAttributedTo", Individual("organisation:{accredited_by}")),
                ("r2p:asOf", Date("as_of")),
                SOURCE,
                NOTE,
            ),
        ),
    ),
)
