"""Triples of the names of states in other languages; codes alone make none, since the curated table has them."""

from __future__ import annotations

from typing import Final

from r2pgraph.graph.mappings.words import SOURCE, TYPE, Individual, Mapping, Term, Text, describe
from r2pgraph.tables.imported.states import LANGUAGES

MAPPINGS: Final = (
    Mapping(
        "state_names",
        "states",
        (
            describe(
                "name:{key}",
                (TYPE, Term("r2p:StateName")),
                ("r2p:nameOf", Individual("state:{state}")),
                ("r2p:nameKind", Text("kind")),
                *(("r2p:text", Text(tag, tag)) for tag in LANGUAGES),
                SOURCE,
            ),
        ),
    ),
)
