"""The form of an audit: one object for each thing checked, refusals, and the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from r2pgraph.errors import QueryError, UnknownNameError
from r2pgraph.evidence.auditing import GROUNDS, KINDS, LEVELS, ORDER, VERDICTS, WORDS, Audit, Checked, audit
from r2pgraph.publication.audit import html
from r2pgraph.queries import run
from r2pgraph.store import EmbeddedStore, Store

Ask = Callable[[str], Store]

FIELDS = ["item", "kind", "verdict", "says", "found", "source"]
LIST = """
assessment:AAA-2020 a r2p:Assessment ; r2p:state state:AAA ; r2p:year "2020"^^xsd:gYear ;
    prov:hadPrimarySource source:report .
line:one a r2p:ListedResolution ; r2p:inAssessment assessment:AAA-2020 ; r2p:number 1 ; r2p:printedSymbol "A/RES/70/1" ;
    r2p:printedTitle "%s" ; r2p:printedPosition position:yes .
resolution:A-RES-70-1 a r2p:Resolution ; dcterms:identifier "A/RES/70/1" ;
    dcterms:title "The \u201cresponsibility\u201d, to protect"@en ;
    r2p:adoptionMode adoption:recorded-vote ; prov:hadPrimarySource source:%s .
"""


class Tags(HTMLParser):
    """Collect the tags of a page and what they carry."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append(tag)
        self.attributes += attrs


def test_an_audit_is_one_object_for_each_thing_checked(embedded: EmbeddedStore) -> None:
    """The six fields, known kinds and verdicts, and a rating of each indicator."""
    found = audit(embedded, "timor-leste", 2023).to_json()

    assert [FIELDS] * len(found) == [list(each) for each in found]
    assert set(ORDER) == {each["kind"] for each in found}
    assert {each["verdict"] for each in found} <= set(VERDICTS)
    assert 36 == sum(each["kind"] == LEVELS for each in found)


@pytest.mark.parametrize(("state", "year"), [("TLS", "1999"), ("FJI", "2023"), ("TLX", "2023")])
def test_what_was_not_assessed_is_not_audited(embedded: EmbeddedStore, state: str, year: str) -> None:
    """An error that names what there is, never an empty audit."""
    with pytest.raises(UnknownNameError):
        audit(embedded, state, year)


@pytest.mark.parametrize(("state", "year"), [("any", "2023"), ("TLS", "any"), ("TLS", "twenty")])
def test_one_state_and_one_year_are_needed(embedded: EmbeddedStore, state: str, year: str) -> None:
    """Anything else is refused."""
    with pytest.raises(QueryError):
        audit(embedded, state, year)


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [
        ("The \u201cresponsibility\u201d, to protect", "agrees"),
        ("RESPONSIBILITY TO PROTECT", "agrees"),
        ("Responsibility", "agrees"),
        ("Protection/Responsibility", "agrees"),
        ("Responsibility to protect and more", "contradicts"),
        ("Ability to protect", "contradicts"),
        ("Zone of peace", "contradicts"),
    ],
)
def test_a_title_is_compared_by_its_words(world: Ask, printed: str, verdict: str) -> None:
    """Case, marks and a leading article do not count; the record's title may be longer, not the printed one."""
    store = world(LIST % (printed, "record"))
    rows = run(store, "listed-title", {"state": "AAA", "year": "2020"}).records()

    assert [verdict] == [row["verdict"].value for row in rows]


@pytest.mark.parametrize("kind", ["listed-symbol", "listed-title", "listed-position"])
def test_a_record_that_was_taken_from_the_report_confirms_nothing(world: Ask, kind: str) -> None:
    """A witness cannot vouch for itself."""
    store = world(LIST % ("Responsibility to protect", "report"))
    rows = run(store, kind, {"state": "AAA", "year": "2020"}).records()

    assert ["unresolvable"] == [row["verdict"].value for row in rows]


@pytest.mark.parametrize("kind", ORDER)
def test_an_assessment_without_list_and_findings_gives_no_row(world: Ask, kind: str) -> None:
    """Neither engine makes a row of nothing."""
    store = world('assessment:AAA-2020 a r2p:Assessment ; r2p:state state:AAA ; r2p:year "2020"^^xsd:gYear .')

    assert [] == run(store, kind, {"state": "AAA", "year": "2020"}).records()


def judged(*verdicts: tuple[str, str]) -> Audit:
    """Return an audit in which things of these kinds were judged so."""
    return Audit("AAA", "Aland", "2020", tuple(Checked("line:x", *each, "", None, None) for each in verdicts))


def test_a_rating_that_a_rule_gives_otherwise_is_no_fault_of_the_record() -> None:
    """Two faults of print and one rating are no three contradictions."""
    found = judged(
        (KINDS[0], "contradicts"), (KINDS[1], "contradicts"), (LEVELS, "contradicts"), (LEVELS, "agrees"),
        (WORDS, "silent"),
    )  # fmt: skip

    assert {"contradicts": 2} == found.counts("record")
    assert {"contradicts": 1, "agrees": 1} == found.counts("rule")
    assert {"silent": 1} == found.counts("words")
    assert [2, 2, 1] == [total for _, total, _ in found.tallies()]


@pytest.mark.parametrize("kind", [KINDS[0], LEVELS, WORDS])
def test_where_one_ground_has_nothing_the_others_keep_their_counts(kind: str) -> None:
    """A ground without anything is told with nought, in figures and on the page."""
    found = judged((kind, "silent"))

    assert sorted([0, 0, 1]) == sorted(total for _, total, _ in found.tallies())
    assert list(GROUNDS.values()) == [words for words, _, _ in found.tallies()]
    assert sorted(["0", "0", "1"]) == sorted(
        re.findall(r'class="n" data-label="[^"]*">(\d)</td>', html(found).split("Together")[1])
    )


def test_an_audit_of_nothing_counts_nothing() -> None:
    """No verdict, three grounds with nought."""
    assert [(0, {})] * 3 == [(total, counts) for _, total, counts in judged().tallies()]


def test_the_page_has_no_script_and_asks_for_nothing(embedded: EmbeddedStore) -> None:
    """One file, a policy that forbids all else, and every thing checked."""
    found = audit(embedded, "TLS", "2023")
    page = html(found)
    read = Tags()
    read.feed(page)

    assert not {"script", "iframe", "img", "object", "embed", "form"} & set(read.tags)
    assert [] == [name for name, value in read.attributes if name.startswith("on") or (name == "src" and value)]
    assert "default-src 'none'" in page
    assert len(found.checked) == len(
        re.findall(r"<code>(?:line|finding|resolution|rating|absence|inference|statement):", page)
    )
    assert page == html(found)


def test_the_page_shows_words_and_never_markup_of_the_data() -> None:
    """What a file says stays text."""
    found = Audit(
        "AAA", "<b>Aland</b>", "2020", (Checked("line:one", KINDS[0], "agrees", "<script>x</script>", "<i>", None),)
    )
    page = html(found)

    assert "<script>" not in page
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "&lt;b&gt;Aland&lt;/b&gt;" in page
