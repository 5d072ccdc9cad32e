"""Each mapping turns a row into the triples written here by hand."""

from __future__ import annotations

from collections import Counter
from re import findall

import polars as pl
import pyoxigraph as ox
import pytest
import rdflib

from r2pgraph import graph, sources
from r2pgraph.errors import UnknownNameError
from r2pgraph.graph.mappings import MAPPINGS, words
from r2pgraph.tables import LINKS, TABLES
from r2pgraph.vocab import EXTERNAL, PREFIXES

IN_THE_TABLE_ONLY = {
    ("treaties", "place"), ("treaty_list_members", "note"), ("datasets", "shipped"), ("state_codes", "note"),
    ("reference_tests", "key"), ("reference_tests", "reads"), ("links", "subject_label"), ("datasets", "passed_on"),
    ("organisation_names", "kind"), ("organisation_names", "note"),
    ("organisation_names", "source"),
}  # fmt: skip
"""Columns that no triple is made of."""

HEADERS = {**{stem: table.header for stem, table in TABLES.items()}, "links": (*LINKS.header, "set")}
"""The columns of every table that becomes triples; the files of links are one, with the set that each is."""

CLOSED = ("adoption", "code", "confidence", "graph", "indicator", "r2p", "status", "test")
"""Segments of what no table describes: concepts of closed lists, and graphs."""

ROWS = {
    "states": {"iso3": "NAM", "iso2": "NA", "m49": "516", "label": "Namibia", "historic": "false", "source": "cc"},
    "names": {
        "key": "TUR-short-turkiye", "state": "TUR", "text": "Türkiye", "kind": "short", "valid_from": "2022",
        "confidence": "certain", "source": "un",
    },
    "abbreviations": {
        "key": "PRK-abbreviation-dprk", "state": "PRK", "text": "DPRK", "kind": "abbreviation",
        "confidence": "certain", "source": "un",
    },
    "state_codes": {"state": "TLS", "cow": "ETM", "source": "cow"},
    "labels": {
        "state": "FJI", "ar": "فيجي", "en": "Fiji", "es": "Fiji", "fr": "Fidji", "ru": "Фиджи", "zh": "斐济",
        "source": "unsd-m49", "note": "Short",
    },
    "memberships": {
        "key": "CSK-UN", "state": "CSK", "organisation": "UN", "kind": "member", "valid_from": "1945-10-24",
        "valid_to": "1992-12-31", "confidence": "probable", "source": "un", "note": "Gone",
    },
    "regions": {
        "key": "south-eastern-asia", "label": "South-eastern Asia", "kind": "m49", "m49": "035", "part_of": "asia",
        "confidence": "certain", "source": "cc",
    },
    "region_members": {"region": "south-eastern-asia", "state": "TLS", "source": "cc"},
    "organisations": {
        "key": "UNMISS", "label": "United Nations Mission in South Sudan", "kind": "un-mission", "part_of": "UN",
        "homepage": "https://unmiss.unmissions.org/", "interest": "None", "source": "apr2p",
    },
    "organisation_names": {
        "organisation": "UNSC", "text": "UN Security Council", "kind": "name", "source": "sdg", "note": "In a list",
    },
    "datasets": {
        "key": "undgacm-ga", "label": "Resolutions and votes", "publisher": "UN-DGACM", "files": "One file a session",
        "url": "https://github.com/UNxml/GAresolutions", "terms": "Name the source", "shipped": "true",
        "source": "undgacm-ga-78", "note": "Unofficial",
    },
    "evidence_gaps": {
        "indicator": "education", "reason": 'No "table"', "needs": "One", "source": "r2pgraph-reconstruction",
    },
    "treaties": {
        "key": "XVIII-10", "title": "Rome Statute of the International Criminal Court", "short": "Rome Statute",
        "dated": "1998-07-17", "place": "Rome", "entry_into_force": "2002-07-01",
        "in_force_source": "aba-icc-2021", "depositary": "organisation:UN-Secretary-General", "confidence": "certain",
        "source": "untc-2015",
    },
    "treaty_lists": {
        "key": "twelve-probable", "label": "Candidates", "part_of": "twelve", "confidence": "probable",
        "source": "r2p",
    },
    "treaty_list_members": {"list": "twelve", "treaty": "IV-1", "source": "r2p"},
    "treaty_registers": {"treaty": "IV-1", "source": "untc-2015"},
    "treaty_actions": {
        "key": "TLS-XVIII-10-accession", "state": "TLS", "treaty": "XVIII-10", "kind": "accession",
        "date": "2002-09-06", "mark": "a", "confidence": "certain", "source": "untc-2015",
    },
    "resolutions": {
        "key": "A-RES-75-277", "symbol": "A/RES/75/277", "title": "The responsibility to protect",
        "adopted_on": "2021-05-18", "adoption_mode": "recorded-vote", "yes_count": "115", "no_count": "15",
        "abstention_count": "28", "adopted_by": "UNGA", "source": "undgacm-ga-75",
    },
    "state_votes": {
        "state": "TLS", "resolution": "A-RES-75-277", "relation": "votedYes", "source": "undgacm-ga-75",
    },
    "references": {
        "key": "A-RES-75-277-exact-phrase", "resolution": "A-RES-75-277", "test": "exact-phrase",
        "confidence": "certain", "place": "title", "source": "undgacm-ga-text-75",
    },
    "reference_tests": {
        "key": "exact-phrase", "test": "exact-phrase", "reads": "phrase", "pattern": r"\bto protect\b",
        "source": "r2pgraph", "note": "The three words",
    },
    "institutions": {
        "key": "TLS-provedor", "label": "Provedor", "kind": "national-human-rights-institution", "state": "TLS",
        "opened": "2006", "homepage": "https://pdhj.tl/", "source": "ganhri",
    },
    "accreditations": {
        "key": "TLS-provedor-2023", "institution": "TLS-provedor", "accredited_by": "GANHRI", "status": "a",
        "as_of": "2023", "source": "ganhri",
    },
    "commitments": {
        "key": "focal-points-network", "label": "Network", "opened": "2010-09", "steward": "GCR2P",
        "homepage": "https://www.globalr2p.org/", "source": "gcr2p",
    },
    "endorsements": {
        "key": "TLS-act-code-of-conduct", "state": "TLS", "commitment": "act-code-of-conduct", "as_of": "2022",
        "source": "gcr2p",
    },
    "link_targets": {
        "key": "wikidata", "label": "Wikidata", "prefix": "wikidata", "uri_space": "http://www.wikidata.org/entity/",
        "pattern": r"^http://www\.wikidata\.org/entity/Q[0-9]+$", "homepage": "https://www.wikidata.org/",
        "source": "sdg", "note": "Large",
    },
    "link_sets": {
        "key": "states-wikidata", "label": "States to Wikidata", "subjects": "states", "target": "wikidata",
        "source": "sdg", "note": "Exact",
    },
    "links": {
        "record_id": "link:states-wikidata-TLS", "subject_id": "state:TLS", "subject_label": "Timor-Leste",
        "predicate_id": "skos:exactMatch", "object_id": "http://www.wikidata.org/entity/Q574",
        "object_label": "Timor", "mapping_justification": "semapv:MappingChaining",
        "author_id": "organisation:r2pgraph", "confidence": "0.8", "mapping_source": "source:sdg",
        "comment": "Alone", "set": "states-wikidata",
    },
    "sources": {
        "key": "belun-about", "title": "About Belun", "publisher": "Belun", "creator": "Ada; Bob", "issued": "2022-11",
        "undated": "false", "read": "false", "url": "https://www.belun.tl/en/belun/about/", "kind": "web page",
        "licence": "https://creativecommons.org/licenses/by/4.0/", "rights": "Credit it", "interest": 'Both "sides"',
        "note": "Short",
    },
}  # fmt: skip
"""One row a table; a column that is left out is empty."""

GOLDEN = {
    "states": """
        state:NAM rdf:type r2p:State
        state:NAM rdfs:label "Namibia"@en
        state:NAM r2p:isoAlpha3 "NAM"
        state:NAM r2p:isoAlpha2 "NA"
        state:NAM r2p:m49 "516"
        state:NAM prov:hadPrimarySource source:cc""",
    "names": """
        name:TUR-short-turkiye rdf:type r2p:StateName
        name:TUR-short-turkiye r2p:nameOf state:TUR
        name:TUR-short-turkiye r2p:text "Türkiye"@en
        name:TUR-short-turkiye r2p:nameKind "short"
        name:TUR-short-turkiye r2p:validFrom "2022"^^xsd:gYear
        name:TUR-short-turkiye r2p:hasConfidence confidence:certain
        name:TUR-short-turkiye prov:hadPrimarySource source:un""",
    "abbreviations": """
        name:PRK-abbreviation-dprk rdf:type r2p:StateName
        name:PRK-abbreviation-dprk r2p:nameOf state:PRK
        name:PRK-abbreviation-dprk r2p:text "DPRK"@en
        name:PRK-abbreviation-dprk r2p:nameKind "abbreviation"
        name:PRK-abbreviation-dprk r2p:hasConfidence confidence:certain
        name:PRK-abbreviation-dprk prov:hadPrimarySource source:un""",
    "state_codes": """
        state:TLS r2p:cowCode "ETM"
        state:TLS prov:hadPrimarySource source:cow""",
    "labels": """
        state:FJI skos:prefLabel "فيجي"@ar
        state:FJI skos:prefLabel "Fiji"@en
        state:FJI skos:prefLabel "Fiji"@es
        state:FJI skos:prefLabel "Fidji"@fr
        state:FJI skos:prefLabel "Фиджи"@ru
        state:FJI skos:prefLabel "斐济"@zh
        state:FJI prov:hadPrimarySource source:unsd-m49
        state:FJI skos:editorialNote "Short"@en
    """,
    "memberships": """
        membership:CSK-UN rdf:type r2p:Membership
        membership:CSK-UN org:member state:CSK
        membership:CSK-UN org:organization organisation:UN
        membership:CSK-UN dcterms:type "member"
        membership:CSK-UN r2p:validFrom "1945-10-24"^^xsd:date
        membership:CSK-UN r2p:validTo "1992-12-31"^^xsd:date
        membership:CSK-UN r2p:hasConfidence confidence:probable
        membership:CSK-UN prov:hadPrimarySource source:un
        membership:CSK-UN skos:editorialNote "Gone"@en""",
    "regions": """
        region:south-eastern-asia rdf:type r2p:Region
        region:south-eastern-asia skos:prefLabel "South-eastern Asia"@en
        region:south-eastern-asia dcterms:type "m49"
        region:south-eastern-asia r2p:m49 "035"
        region:south-eastern-asia skos:inScheme code:regions
        region:south-eastern-asia skos:broader region:asia
        region:south-eastern-asia r2p:hasConfidence confidence:certain
        region:south-eastern-asia prov:hadPrimarySource source:cc""",
    "region_members": """
        state:TLS r2p:inRegion region:south-eastern-asia
        region:south-eastern-asia prov:hadPrimarySource source:cc""",
    "organisations": """
        organisation:UNMISS rdf:type r2p:Organisation
        organisation:UNMISS rdf:type r2p:Mission
        organisation:UNMISS rdfs:label "United Nations Mission in South Sudan"@en
        organisation:UNMISS dcterms:type "un-mission"
        organisation:UNMISS dcterms:isPartOf organisation:UN
        organisation:UNMISS schema:url "https://unmiss.unmissions.org/"^^xsd:anyURI
        organisation:UNMISS r2p:interest "None"@en
        organisation:UNMISS prov:hadPrimarySource source:apr2p""",
    "organisation_names": """
        organisation:UNSC skos:altLabel "UN Security Council"@en""",
    "link_targets": r"""
        target:wikidata rdf:type void:Dataset
        target:wikidata dcterms:title "Wikidata"@en
        target:wikidata vann:preferredNamespacePrefix "wikidata"
        target:wikidata void:uriSpace "http://www.wikidata.org/entity/"
        target:wikidata void:uriRegexPattern "^http://www\\.wikidata\\.org/entity/Q[0-9]+$"
        target:wikidata schema:url "https://www.wikidata.org/"^^xsd:anyURI
        target:wikidata prov:hadPrimarySource source:sdg
        target:wikidata skos:editorialNote "Large"@en""",
    "link_sets": """
        linkset:states-wikidata rdf:type void:Linkset
        linkset:states-wikidata dcterms:title "States to Wikidata"@en
        linkset:states-wikidata void:subjectsTarget graph:states
        linkset:states-wikidata void:objectsTarget target:wikidata
        linkset:states-wikidata prov:hadPrimarySource source:sdg
        linkset:states-wikidata skos:editorialNote "Exact"@en""",
    "links": """
        state:TLS skos:exactMatch <http://www.wikidata.org/entity/Q574>
        linkset:states-wikidata void:linkPredicate skos:exactMatch
        link:states-wikidata-TLS rdf:type owl:Axiom
        link:states-wikidata-TLS owl:annotatedSource state:TLS
        link:states-wikidata-TLS owl:annotatedProperty skos:exactMatch
        link:states-wikidata-TLS owl:annotatedTarget <http://www.wikidata.org/entity/Q574>
        link:states-wikidata-TLS dcterms:isPartOf linkset:states-wikidata
        link:states-wikidata-TLS rdfs:label "Timor"
        link:states-wikidata-TLS sssom:mapping_justification semapv:MappingChaining
        link:states-wikidata-TLS r2p:hasConfidence confidence:probable
        link:states-wikidata-TLS prov:wasAttributedTo organisation:r2pgraph
        link:states-wikidata-TLS prov:hadPrimarySource source:sdg
        link:states-wikidata-TLS skos:editorialNote "Alone"@en""",
    "treaties": """
        treaty:XVIII-10 rdf:type r2p:Treaty
        treaty:XVIII-10 rdfs:label "Rome Statute"@en
        treaty:XVIII-10 dcterms:title "Rome Statute of the International Criminal Court"@en
        treaty:XVIII-10 r2p:date "1998-07-17"^^xsd:date
        treaty:XVIII-10 r2p:entryIntoForce "2002-07-01"^^xsd:date
        treaty:XVIII-10 r2p:depositary organisation:UN-Secretary-General
        treaty:XVIII-10 r2p:hasConfidence confidence:certain
        treaty:XVIII-10 prov:hadPrimarySource source:aba-icc-2021
        treaty:XVIII-10 prov:hadPrimarySource source:untc-2015""",
    "treaty_lists": """
        list:twelve-probable rdf:type r2p:TreatyList
        list:twelve-probable rdfs:label "Candidates"@en
        list:twelve-probable dcterms:isPartOf list:twelve
        list:twelve-probable r2p:hasConfidence confidence:probable
        list:twelve-probable prov:hadPrimarySource source:r2p""",
    "treaty_list_members": """
        treaty:IV-1 r2p:inList list:twelve
        list:twelve prov:hadPrimarySource source:r2p""",
    "treaty_registers": """
        treaty:IV-1 r2p:registeredIn source:untc-2015""",
    "treaty_actions": """
        action:TLS-XVIII-10-accession rdf:type r2p:Accession
        action:TLS-XVIII-10-accession r2p:actor state:TLS
        action:TLS-XVIII-10-accession r2p:treaty treaty:XVIII-10
        action:TLS-XVIII-10-accession r2p:date "2002-09-06"^^xsd:date
        action:TLS-XVIII-10-accession skos:notation "a"
        action:TLS-XVIII-10-accession r2p:hasConfidence confidence:certain
        action:TLS-XVIII-10-accession prov:hadPrimarySource source:untc-2015""",
    "resolutions": """
        resolution:A-RES-75-277 rdf:type r2p:Resolution
        resolution:A-RES-75-277 dcterms:identifier "A/RES/75/277"
        resolution:A-RES-75-277 dcterms:title "The responsibility to protect"@en
        resolution:A-RES-75-277 r2p:adoptedOn "2021-05-18"^^xsd:date
        resolution:A-RES-75-277 r2p:adoptionMode adoption:recorded-vote
        resolution:A-RES-75-277 r2p:yesCount "115"^^xsd:integer
        resolution:A-RES-75-277 r2p:noCount "15"^^xsd:integer
        resolution:A-RES-75-277 r2p:abstentionCount "28"^^xsd:integer
        resolution:A-RES-75-277 r2p:adoptedBy organisation:UNGA
        resolution:A-RES-75-277 prov:hadPrimarySource source:undgacm-ga-75""",
    "state_votes": """
        state:TLS r2p:votedYes resolution:A-RES-75-277
        resolution:A-RES-75-277 prov:hadPrimarySource source:undgacm-ga-75""",
    "references": """
        reference:A-RES-75-277-exact-phrase rdf:type r2p:R2PReference
        reference:A-RES-75-277-exact-phrase r2p:references resolution:A-RES-75-277
        reference:A-RES-75-277-exact-phrase r2p:byTest test:exact-phrase
        reference:A-RES-75-277-exact-phrase r2p:hasConfidence confidence:certain
        reference:A-RES-75-277-exact-phrase r2p:place "title"
        reference:A-RES-75-277-exact-phrase prov:hadPrimarySource source:undgacm-ga-text-75""",
    "reference_tests": r"""
        test:exact-phrase r2p:pattern "\\bto protect\\b"
        test:exact-phrase prov:hadPrimarySource source:r2pgraph
        test:exact-phrase skos:editorialNote "The three words"@en""",
    "institutions": """
        institution:TLS-provedor rdf:type r2p:NationalInstitution
        institution:TLS-provedor rdfs:label "Provedor"@en
        institution:TLS-provedor r2p:state state:TLS
        institution:TLS-provedor r2p:validFrom "2006"^^xsd:gYear
        institution:TLS-provedor schema:url "https://pdhj.tl/"^^xsd:anyURI
        institution:TLS-provedor prov:hadPrimarySource source:ganhri""",
    "accreditations": """
        accreditation:TLS-provedor-2023 rdf:type r2p:Accreditation
        accreditation:TLS-provedor-2023 r2p:accredits institution:TLS-provedor
        accreditation:TLS-provedor-2023 r2p:hasStatus status:a
        accreditation:TLS-provedor-2023 prov:wasAttributedTo organisation:GANHRI
        accreditation:TLS-provedor-2023 r2p:asOf "2023"^^xsd:gYear
        accreditation:TLS-provedor-2023 prov:hadPrimarySource source:ganhri""",
    "commitments": """
        commitment:focal-points-network rdf:type r2p:Commitment
        commitment:focal-points-network rdfs:label "Network"@en
        commitment:focal-points-network r2p:validFrom "2010-09"^^xsd:gYearMonth
        commitment:focal-points-network dcterms:publisher organisation:GCR2P
        commitment:focal-points-network schema:url "https://www.globalr2p.org/"^^xsd:anyURI
        commitment:focal-points-network prov:hadPrimarySource source:gcr2p""",
    "endorsements": """
        endorsement:TLS-act-code-of-conduct rdf:type r2p:Endorsement
        endorsement:TLS-act-code-of-conduct r2p:endorser state:TLS
        endorsement:TLS-act-code-of-conduct r2p:commitment commitment:act-code-of-conduct
        endorsement:TLS-act-code-of-conduct r2p:asOf "2022"^^xsd:gYear
        endorsement:TLS-act-code-of-conduct prov:hadPrimarySource source:gcr2p""",
    "sources": r"""
        source:belun-about rdf:type r2p:Source
        source:belun-about dcterms:title "About Belun"@en
        source:belun-about dcterms:publisher organisation:Belun
        source:belun-about dcterms:creator "Ada"
        source:belun-about dcterms:creator "Bob"
        source:belun-about dcterms:issued "2022-11"^^xsd:gYearMonth
        source:belun-about r2p:undated "false"^^xsd:boolean
        source:belun-about r2p:read "false"^^xsd:boolean
        source:belun-about schema:url "https://www.belun.tl/en/belun/about/"^^xsd:anyURI
        source:belun-about dcterms:type "web page"
        source:belun-about dcterms:license <https://creativecommons.org/licenses/by/4.0/>
        source:belun-about dcterms:rights "Credit it"@en
        source:belun-about r2p:interest "Both \"sides\""@en
        source:belun-about skos:editorialNote "Short"@en""",
    "datasets": """
        import:undgacm-ga a r2p:FileKind
        import:undgacm-ga rdfs:label "Resolutions and votes"@en
        import:undgacm-ga dcterms:publisher organisation:UN-DGACM
        import:undgacm-ga dcterms:description "One file a session"@en
        import:undgacm-ga schema:url "https://github.com/UNxml/GAresolutions"^^xsd:anyURI
        import:undgacm-ga dcterms:rights "Name the source"@en
        import:undgacm-ga prov:hadPrimarySource source:undgacm-ga-78
        import:undgacm-ga skos:editorialNote "Unofficial"@en""",
    "evidence_gaps": """
        gap:education a r2p:EvidenceGap
        gap:education r2p:indicator indicator:education
        gap:education r2p:reasoning "No \\"table\\""@en
        gap:education r2p:needs "One"@en
        gap:education prov:hadPrimarySource source:r2pgraph-reconstruction""",
}
"""The triples of each row, one a line, as Turtle without the full stop."""


def golden(stem: str) -> set[ox.Triple]:
    """Return the triples written by hand for the row of a table."""
    lines = [line.strip() for line in GOLDEN[stem].strip().splitlines()]
    prefixes = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
    data = prefixes + "".join(f"{line} .\n" for line in lines)
    return {quad.triple for quad in ox.parse(data, format=ox.RdfFormat.TURTLE)}


@pytest.fixture(scope="module")
def rendered() -> dict[str, bytes]:
    """Return the triples of every curated table."""
    frames = {**sources.tables(), "links": sources.links()}
    return {stem: graph.triples(stem, frame) for stem, frame in frames.items()}


@pytest.mark.parametrize("stem", list(graph.STEMS))
def test_a_row_becomes_the_triples_written_by_hand(stem: str) -> None:
    """Subject, predicate, object, datatype and language of each statement."""
    row = {name: ROWS[stem].get(name, "") for name in HEADERS[stem]}
    data = graph.triples(stem, pl.DataFrame([row]))

    assert golden(stem) == {quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)}


def test_every_table_has_its_triples() -> None:
    """No declared table is left out, and no mapping is without a table."""
    assert set(HEADERS) == set(graph.STEMS) == set(GOLDEN) == set(ROWS)


def columns(mapping: words.Mapping) -> set[str]:
    """Return every column of which a mapping makes a triple."""
    terms = [
        term
        for description in mapping.descriptions
        for term in (description.subject, *(term for pair in description.statements for term in pair))
    ]
    named = {term.column for term in terms if not isinstance(term, words.Individual | words.Term)}
    braced = {
        name for term in terms if isinstance(term, words.Individual) for name in findall(r"{(\w+)}", term.template)
    }
    return named | braced


def test_every_column_has_its_triple() -> None:
    """A column gives a triple, or is named here as one that gives none; no mapping asks for another."""
    declared = {(stem, name) for stem, header in HEADERS.items() for name in header}
    mapped = {(stem, name) for stem, mapping in MAPPINGS.items() for name in columns(mapping)}

    assert IN_THE_TABLE_ONLY == declared - mapped
    assert set() == mapped - declared


def test_a_historic_state_is_a_state_too() -> None:
    """Czechoslovakia voted and is gone."""
    row = {"iso3": "CSK", "iso2": "", "m49": "", "label": "Czechoslovakia", "historic": "true", "source": "un"}
    data = graph.triples("states", pl.DataFrame([{**row, "note": ""}])).decode()

    assert {"State", "HistoricState"} == {
        line.split("#")[-1].rstrip("> .") for line in data.splitlines() if "22-rdf-syntax-ns#type" in line
    }


@pytest.mark.parametrize(("part_of", "expected"), [("", 1), ("oceania", 0)])
def test_a_region_is_a_top_concept_unless_it_lies_in_another(part_of: str, expected: int) -> None:
    """A browser of the regions begins with Oceania and finds Melanesia below it."""
    row = dict.fromkeys(TABLES["regions"].header, "") | {"key": "melanesia", "part_of": part_of}
    data = graph.triples("regions", pl.DataFrame([row]))

    assert expected == data.count(b"#topConceptOf> <https://w3id.org/r2pgraph/code/regions>")


def test_no_triple_stands_in_two_graphs(rendered: dict[str, bytes]) -> None:
    """The union of all graphs counts each fact once."""
    graphs: dict[str, set[bytes]] = {}
    for stem, data in rendered.items():
        graphs.setdefault(graph.STEMS[stem], set()).update(data.splitlines())
    counts = Counter(line for lines in graphs.values() for line in lines)

    assert [] == [line for line, count in counts.items() if count > 1]


@pytest.mark.parametrize("stem", list(graph.STEMS))
def test_two_libraries_read_the_same_triples(stem: str, rendered: dict[str, bytes]) -> None:
    """Neither parser sees more, less or anything else."""
    oxigraph = {str(quad.triple) for quad in ox.parse(rendered[stem], format=ox.RdfFormat.N_TRIPLES)}
    second = rdflib.Graph().parse(data=rendered[stem], format="nt")
    again = {
        str(quad.triple) for quad in ox.parse(second.serialize(format="nt").encode(), format=ox.RdfFormat.N_TRIPLES)
    }

    assert len(rendered[stem].splitlines()) == len(oxigraph) == len(second)
    assert oxigraph == again


def test_only_known_namespaces_and_no_blank_node_occur(rendered: dict[str, bytes]) -> None:
    """Every predicate has a prefix of ours, and every thing has an IRI."""
    quads = [quad for data in rendered.values() for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)]
    spaces = (*EXTERNAL.values(), PREFIXES["r2p"])

    assert [] == [quad for quad in quads if isinstance(quad.subject, ox.BlankNode)]
    assert set() == {quad.predicate.value for quad in quads if not quad.predicate.value.startswith(spaces)}


def test_every_thing_that_is_spoken_of_is_described(rendered: dict[str, bytes]) -> None:
    """A state, organisation, treaty, resolution, list, region, pledge, institution or source has a type."""
    quads = [quad for data in rendered.values() for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)]
    described = {quad.subject for quad in quads if quad.predicate.value.endswith("#type")}
    closed = tuple(PREFIXES[name] for name in CLOSED)
    named = {
        quad.object
        for quad in quads
        if isinstance(quad.object, ox.NamedNode)
        and quad.object.value.startswith("https://w3id.org/r2pgraph/")
        and not quad.object.value.startswith(closed)
    }

    assert set() == named - described


def test_an_unknown_table_is_refused_with_the_nearest_name() -> None:
    """A slip of the pen finds the right stem."""
    with pytest.raises(UnknownNameError, match="treaties"):
        graph.triples("treatys", pl.DataFrame())


def test_the_words_of_a_mapping_are_plain() -> None:
    """A predicate may be given by its name alone."""
    description = words.describe("state:{iso3}", ("rdfs:label", words.Text("label", "en")))

    assert words.Individual("state:{iso3}") == description.subject
    assert ((words.Term("rdfs:label"), words.Text("label", "en")),) == description.statements
