"""The page of a state says what is on record, and calls no computed profile an assessment."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from r2pgraph import pipeline
from r2pgraph.pages import Site, respond
from r2pgraph.pages.subjects.states import drawings, record
from r2pgraph.store import EmbeddedStore
from r2pgraph.vocab import PREFIXES, iri

TLS = iri("state", "TLS")


def page_of(site: Site, path: str) -> str:
    """Return a page."""
    return respond(site, path, {}, "text/html").content.decode()


def text(page: str) -> str:
    """Return a page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def section(page: str, name: str) -> str:
    """Return a section with its tags."""
    found = re.search(rf'<section id="{name}".*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def test_a_state_is_introduced_by_what_it_is(site: Site) -> None:
    """Its membership of the United Nations, its formal name of today, its codes."""
    page = text(page_of(site, "/state/TLS"))

    assert "Timor-Leste, member of the United Nations since 27 September 2002." in page
    assert "The Democratic Republic of Timor-Leste" in page
    assert "ISO 3166 TLS TL UN M49 626" in page


def test_an_assessed_state_shows_its_index_and_all_its_ratings(site: Site) -> None:
    """The number, the thirty-six cells, and where the doubts stand."""
    shown = section(page_of(site, "/state/TLS"), "assessed")

    assert "<strong>63.19</strong>" in shown
    assert 36 == len(re.findall(r'href="/rating/TLS-2023-', shown))
    assert 'href="/assessment/TLS-2023#doubts"' in shown


def test_a_state_that_nobody_assessed_is_said_to_be_so(site: Site) -> None:
    """What facts suggest is no assessment, and says on how much it rests."""
    page = page_of(site, "/state/NOR")

    assert "No assessment of Norway is in the graph." in page
    assert "Facts held here speak to 7 of 36 indicators by the end of 2025." in text(section(page, "profile"))
    assert "This is no assessment" in section(page, "profile")


def test_every_fact_of_a_profile_leads_to_itself_and_to_its_source(site: Site) -> None:
    """As many sources as facts."""
    shown = section(page_of(site, "/state/NOR"), "profile")
    facts = re.findall(r"<li>(.*?)</li>", shown, re.DOTALL)

    assert len(facts) > 50
    assert [] == [fact for fact in facts if 'href="/source/' not in fact]


def test_a_signature_is_told_apart_from_consent(site: Site) -> None:
    """Timor-Leste signed two treaties that it is not bound by, and acceded to the Rome Statute without a signature."""
    acts = {row["label"]: row for row in record.acts(site, TLS)}

    assert ([], ["accession"]) == tuple(
        [act["kind"] for act in acts["Rome Statute"][each]] for each in ("signed", "bound")
    )
    assert ["ICESCR Optional Protocol", "OPCAT"] == sorted(name for name, row in acts.items() if not row["bound"])
    assert "A signature is no consent to be bound" in page_of(site, "/state/TLS")


def test_a_consent_without_a_kind_gives_way_to_one_with_a_kind(site: Site) -> None:
    """As the saved query on the status of treaties has it."""
    consents = [row["bound"] for state in ("NOR", "AUS", "FJI") for row in record.acts(site, iri("state", state))]
    kinds = [{act["kind"] for act in acts} for acts in consents]

    assert [] == [several for several in kinds if len(several) > 1 and "consent, of which no kind is told" in several]


def test_an_abstention_a_silence_and_a_text_without_a_vote_are_no_yes() -> None:
    """Each is counted for itself."""
    votes = [{"position": each} for each in ("yes", "no", "abstention", "abstention", "not-recorded", "without-vote")]

    said = drawings.votes_said("Erewhon", votes)

    assert said.startswith(
        "Erewhon voted yes on 1 of 4 recorded votes in which it is listed, voted no on 1, abstained on 2"
    )
    assert said.endswith("no list of 1 more; 1 text was adopted without a vote, which is nobody's yes.")


def test_the_votes_of_a_state_are_those_on_resolutions_that_refer_to_r2p(site: Site, embedded: EmbeddedStore) -> None:
    """Held against the graph itself."""
    tests = " ".join(f"<{iri('test', name)}>" for name in ("expert-list", "exact-phrase"))
    found = embedded.select(
        "PREFIX r2p: <https://w3id.org/r2pgraph/ontology#> SELECT (COUNT(DISTINCT ?one) AS ?yes) WHERE { "
        f"<{TLS}> r2p:votedYes ?one . ?reference r2p:references ?one ; r2p:byTest ?test . "
        f"VALUES ?test {{ {tests} }} }}"
    )
    votes = record.votes(site, TLS)

    assert found.rows[0][0] is not None
    assert int(found.rows[0][0].value) == sum(each["position"] == "yes" for each in votes)
    assert "Voted yes: 10" in section(page_of(site, "/state/TLS"), "votes")


def test_a_commitment_without_a_record_is_no_refusal(site: Site) -> None:
    """All commitments that are known are shown, and what silence means."""
    shown = text(section(page_of(site, "/state/TLS"), "commitments"))

    assert "one without a record is no refusal" in shown
    assert "Kigali Principles on the Protection of Civilians No record" in shown


@pytest.mark.parametrize("key", ["TLS", "NOR", "PRK", "VAT", "SUN", "YUG", "USA"])
def test_any_state_has_a_page_that_keeps_the_policy(site: Site, key: str) -> None:
    """Assessed or not, member or not, with votes or without, of today or of yesterday."""
    answer = respond(site, f"/state/{key}", {}, "text/html")
    page = answer.content.decode()
    anchors = re.findall(r' id="([^"]+)"', page)

    if answer.status == 200:
        assert not re.search(r"style=|<script", page)
        assert sorted(set(anchors)) == sorted(anchors)
        assert set() == set(re.findall(r'href="#([^"]+)"', page)) - set(anchors)
        assert page.count("<table") == page.count("<caption>")


def test_every_state_stands_in_the_list_once_with_its_region(site: Site) -> None:
    """A state is in the smallest region that is known of it."""
    page = page_of(site, "/state")
    states = re.findall(r'<th role="rowheader" scope="row"><a href="(/state/[A-Z]+)">', page)
    regions = re.findall(r'<h2 id="region-[0-9]+">(.*?)</h2>', page)

    assert sorted(set(states)) == sorted(states)
    assert len({row["state"] for row in site.records("states")}) == len(states)
    assert ["Other parts of the world", "States that are no more"] == regions[-2:]
    assert (
        page.index(">Southern Asia</a></h2>") < page.index('href="/state/BTN"') < page.index(">Western Asia</a></h2>")
    )


MEASURED = """
measurement:press-2022-TLS r2p:state state:TLS ; r2p:inIndex index:press ; r2p:year "2022"^^xsd:gYear ; r2p:value 71.5 .
measurement:press-2023-TLS r2p:state state:TLS ; r2p:inIndex index:press ; r2p:year "2023"^^xsd:gYear ; r2p:value 70.0 .
measurement:free-2023-TLS r2p:state state:TLS ; r2p:inIndex index:free ; r2p:year "2023"^^xsd:gYear ;
    r2p:givesStatus status:partly-free .
measurement:press-2024-FJI r2p:state state:FJI ; r2p:inIndex index:press ; r2p:year "2024"^^xsd:gYear ; r2p:value 1.0 .
"""


def test_an_index_that_was_imported_shows_what_it_gives_for_the_latest_year() -> None:
    """Of two years the later one; a class stands where the index gives no number; of other states nothing."""
    prefixes = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n"
                       for prefix in ("index", "measurement", "r2p", "state", "status", "xsd"))  # fmt: skip
    triples = ox.serialize(ox.parse(prefixes + MEASURED, format=ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES)
    store = EmbeddedStore(pipeline.in_memory({iri("graph", "indices"): triples or b""}))
    found = record.measurements(Site(store), TLS)

    assert [("free", "2023", "", "partly-free"), ("press", "2023", "70", "")] == [
        tuple(each[name].rpartition("/")[2] for name in ("index", "year", "value", "status")) for each in found
    ]
