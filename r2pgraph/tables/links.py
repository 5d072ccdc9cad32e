"""The tables of links to the things of others: what is linked to, which links belong together, and the links.

A file of links has the columns of SSSOM, the standard for mappings between vocabularies.
"""

from __future__ import annotations

from typing import Final

from r2pgraph.tables.column import LABEL, NOTE, SOURCE, Column, Reference, Table, key

PREDICATES: Final = (
    "skos:exactMatch",
    "skos:closeMatch",
    "skos:broadMatch",
    "skos:narrowMatch",
    "skos:relatedMatch",
)
"""How a thing of ours may be related to one of others: the mapping relations of SKOS."""

JUSTIFICATIONS: Final = ("semapv:LexicalMatching", "semapv:ManualMappingCuration", "semapv:MappingChaining")
"""Why two things are held to be related: the same code or name, a person's reading, or another mapping between."""

CONFIDENCE: Final = {"1.0": "certain", "0.8": "probable", "0.5": "possible"}
"""How sure we are of a link, as SSSOM counts it and as every other table says it."""

TABLES: Final = (
    Table(
        "link_targets",
        "links",
        "The data sets of others whose things ours are linked to.",
        (
            key("name of the data set in small letters"),
            LABEL,
            Column("prefix", "what stands before the colon in a file of links", "key"),
            Column("uri_space", "how every IRI of the data set begins", "address"),
            Column("pattern", "the regular expression of XPath that every IRI of it matches"),
            Column("homepage", "its own web site", "address", required=False),
            SOURCE,
            NOTE,
        ),
    ),
    Table(
        "link_sets",
        "links",
        "Which links belong together: those of one kind of thing to one data set of others, one file in `links/`.",
        (
            key("our things and the data set, which name the file"),
            LABEL,
            Column(
                "subjects",
                "the graph in which our things stand",
                "key",
                choices=("states", "treaties", "organisations", "schemes"),
            ),
            Column("target", "the data set linked to", "key", refers=(Reference("link_targets"),)),
            SOURCE,
            NOTE,
        ),
    ),
)

LINKS: Final = Table(
    "links",
    "links",
    "What a thing of ours is to a thing of others, in the columns of SSSOM.",
    (
        Column("record_id", "the link itself", "thing"),
        Column("subject_id", "our thing", "thing"),
        Column("subject_label", "what we call it"),
        Column("predicate_id", "what it is to the other thing", choices=PREDICATES),
        Column("object_id", "the other thing, by the prefix of its data set", "curie"),
        Column("object_label", "what the source calls the other thing", required=False),
        Column("mapping_justification", "why they are held to be related", choices=JUSTIFICATIONS),
        Column("author_id", "who says so", "thing", refers=(Reference("organisations", prefix="organisation"),)),
        Column("confidence", "1.0 is certain, 0.8 probable, 0.5 possible", choices=tuple(CONFIDENCE)),
        Column(
            "mapping_source",
            "the source in which the IRI was seen",
            "thing",
            refers=(Reference("sources", prefix="source"),),
        ),
        Column("comment", "what a reader should know, in our words", required=False),
    ),
    unique=("record_id",),
)
"""The columns of every file in ``data/links``."""
