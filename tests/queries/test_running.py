"""Hold the parameters of saved queries to one meaning: a value, and never a piece of a query."""

from __future__ import annotations

import gc
import re
import sys
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2pgraph import queries
from r2pgraph.errors import QueryError, UnknownNameError
from r2pgraph.queries.catalogue import Parameter
from r2pgraph.queries.values import term
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from r2pgraph.store import EmbeddedStore
    from r2pgraph.store.second_opinion import GraphStore

HOSTILE = (
    "TLS } SERVICE <http://127.0.0.1/> { ?s ?p ?o } #",
    "state:TLS> } UNION { ?s ?p ?o } #",
    "<https://w3id.org/r2pgraph/state/TLS> } DELETE WHERE { ?s ?p ?o",
    'TLS"^^xsd:string } #',
    "TLS\nVALUES ?year { UNDEF }",
    "https://example.org/a}b",
    "https://example.org/a b",
    "https://example.org/\\u003E",
    "\u202eTLS",
    "TLS\x00",
    "",
    " ",
    "../TLS",
)
STRING = Parameter("word", "xsd:string", "a")
STATE = Parameter("state", "r2p:State", "state:TLS")


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["state", "year", "plan"])
def test_a_hostile_value_never_becomes_a_query(name: str, value: str, embedded: EmbeddedStore) -> None:
    """It is refused as a name that nobody has or as a value of no type, and says so in our own error."""
    with pytest.raises((QueryError, UnknownNameError)):
        queries.run(embedded, "index-score", {name: value})


@given(st.text())
def test_any_text_is_one_literal(value: str) -> None:
    """Whatever text is given, the engine reads back exactly that text, or the value is refused."""
    try:
        written = term(STRING, value)
    except QueryError:
        return
    (row,) = pyoxigraph.Store().query(f"SELECT ?x WHERE {{ VALUES ?x {{ {written} }} }}")

    assert value == row["x"].value


@given(st.text() | st.from_regex(re.compile(r"[a-z]+:[^\s]*"), fullmatch=True))
def test_any_name_is_one_iri(value: str) -> None:
    """Whatever name is given, it becomes one IRI term without a mark that could end it, or is refused."""
    try:
        written = term(STATE, value)
    except QueryError:
        return

    assert re.fullmatch(r"<[^<>\"{}|^`\\\x00-\x20]+>", written)


@pytest.mark.parametrize(
    "value", ["TLS", "tls", "TL", "Timor-Leste", "timor-leste", "state:TLS", "<https://w3id.org/r2pgraph/state/TLS>"]
)
def test_a_state_is_known_by_code_name_and_iri(value: str, embedded: EmbeddedStore) -> None:
    """Case does not matter, nor does the kind of name."""
    assert 36 == len(queries.run(embedded, "ratings", {"state": value}).rows)


@pytest.mark.parametrize("value", ["11", "upr", "UPR", "Peer review", "indicator:upr"])
def test_an_indicator_is_known_by_number_key_and_name(value: str, embedded: EmbeddedStore) -> None:
    """The number of the printed table will do."""
    assert 4 == len(queries.run(embedded, "evidence-of-rating", {"indicator": value}).rows)


@pytest.mark.parametrize(
    ("query_id", "parameters", "nearest"),
    [
        ("ratings", {"state": "TLX"}, "TLS"),
        ("ratings", {"state": "Timor-Lest"}, "Timor-Leste"),
        ("ratings", {"sate": "TLS"}, "state"),
        ("index-score", {"plan": "percent-0-5"}, "percent-0-4"),
        ("evidence-of-rating", {"indicator": "rome-statue"}, "rome-statute"),
        ("states-in-region", {"region": "apr2p"}, "apr2p-2018"),
        ("ratins", {}, "ratings"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(
    query_id: str, parameters: dict[str, str], nearest: str, embedded: EmbeddedStore
) -> None:
    """A name that the graph does not hold is an error, never an empty table."""
    with pytest.raises(UnknownNameError) as caught:
        queries.run(embedded, query_id, parameters)

    assert nearest in caught.value.candidates


@pytest.mark.parametrize("value", ["any", None])
def test_an_open_parameter_matches_everything(value: str | None, embedded: EmbeddedStore) -> None:
    """One index score for each shipped plan."""
    plans = [
        row[3].value.rsplit("/", 1)[-1] for row in queries.run(embedded, "index-score", {"plan": value}).rows if row[3]
    ]

    assert ["area-mean-0-4", "percent-0-4", "percent-1-5", "two-per-step"] == plans


@pytest.mark.parametrize(
    ("query_id", "parameters"),
    [
        ("ratings", {"year": "2023-01"}),
        ("ratings", {"year": "year"}),
        ("treaty-status", {"date": "2023-13-01"}),
        ("treaty-status", {"date": "31.12.2023"}),
    ],
)
def test_a_value_of_another_type_is_refused(query_id: str, parameters: dict[str, str]) -> None:
    """A month is no year, and a date has one form."""
    with pytest.raises(QueryError, match=r"is no (year; write it as 2023|date; write it as 2023-12-31)\."):
        queries.prepare(query_id, **parameters)


@pytest.mark.parametrize(
    ("date", "days"), [("2023-02-31", 28), ("2024-02-30", 29), ("1900-02-29", 28), ("2023-04-31", 30)]
)
def test_a_day_that_its_month_lacks_is_refused(date: str, days: int) -> None:
    """Such a date compares with others as text, and would be answered."""
    with pytest.raises(QueryError, match=rf"'{date}' is no date\. That month has {days} days\."):
        queries.prepare("treaty-status", date=date)


@pytest.mark.parametrize("date", ["2024-02-29", "2000-02-29", "2023-12-31", "12023-01-31", "-0004-02-28"])
def test_a_day_of_the_calendar_is_a_date(date: str) -> None:
    """Leap days, the last day of a year, and years of any length."""
    assert f'"{date}"^^<http://www.w3.org/2001/XMLSchema#date>' in queries.prepare("treaty-status", date=date)


def test_a_literal_is_escaped_and_typed() -> None:
    """Quotation marks, backslashes and line ends cannot leave the literal."""
    assert '"a\\"b\\\\c\\nd"^^<http://www.w3.org/2001/XMLSchema#string>' == term(STRING, 'a"b\\c\nd')


def test_a_date_asks_about_that_day(embedded: EmbeddedStore) -> None:
    """Before the day of accession the state is not bound by the Rome Statute, from that day it is."""

    def bound(date: str) -> int:
        rows = queries.run(embedded, "treaty-status", {"date": date}).records()
        return sum(1 for row in rows if row["label"] and "Rome Statute" in row["label"].value and row["kind"])

    assert (0, 1) == (bound("2002-09-05"), bound("2002-09-06"))


def test_a_query_of_ones_own_needs_no_prefixes(embedded: EmbeddedStore) -> None:
    """The project's prefixes are declared for it, and its own declarations stand."""
    own = "PREFIX r2p: <https://w3id.org/r2pgraph/ontology#>"
    text = f"{own} SELECT ?s {{ ?s a r2p:State ; r2p:isoAlpha3 'TLS' ; rdfs:label ?l }}"

    assert "https://w3id.org/r2pgraph/state/TLS" == (queries.run_text(embedded, text).rows[0][0] or ("",))[1]


@pytest.mark.parametrize("value", ["Timor Leste", "TIMOR-LESTE", "Democratic Republic of Timor-Leste", " timor-leste "])
def test_a_state_is_known_without_hyphens_case_accents_and_article(value: str, embedded: EmbeddedStore) -> None:
    """People do not type as gazetteers print."""
    assert 36 == len(queries.run(embedded, "ratings", {"state": value}).rows)


@pytest.mark.parametrize(("value", "iso3"), [("Cote d'Ivoire", "CIV"), ("turkiye", "TUR"), ("Viet-Nam", "VNM")])
def test_accents_and_apostrophes_need_not_be_typed(value: str, iso3: str, embedded: EmbeddedStore) -> None:
    """A plain keyboard is enough."""
    row = queries.run(embedded, "states", {"state": value}).records()[0]

    assert iso3 == (row["iso3"].value if row["iso3"] else None)


def test_an_older_name_finds_its_state(embedded: EmbeddedStore) -> None:
    """East Timor is either known, or answered with the name it has now."""
    try:
        found = str(queries.run(embedded, "states", {"state": "East Timor"}).rows)
    except UnknownNameError as error:
        found = str(error)

    assert "Timor-Leste" in found


def test_an_unknown_number_is_answered_with_the_numbers_there_are(embedded: EmbeddedStore) -> None:
    """Nobody guesses which of 36 numbers look like 37."""
    with pytest.raises(UnknownNameError, match=r"no indicator '37'\. The numbers go from 1 to 36\."):
        queries.run(embedded, "evidence-of-rating", {"indicator": "37"})


@pytest.mark.parametrize(
    ("query_id", "parameter", "known"),
    [
        ("index-score", "plan", "Known: area-mean-0-4, percent-0-4, percent-1-5, two-per-step."),
        ("states", "state", "The saved query `states` lists those that there are."),
    ],
)
def test_a_name_like_no_other_is_answered_with_all_where_these_are_few(
    query_id: str, parameter: str, known: str, embedded: EmbeddedStore
) -> None:
    """Four plans can be told; of two hundred states, the query that lists them is."""
    with pytest.raises(UnknownNameError) as caught:
        queries.run(embedded, query_id, {parameter: "zzzzqqqq"})

    assert ((), known) == (caught.value.candidates, caught.value.remedy)


@pytest.mark.parametrize("query_id", ["votes-of-state", "treaty-status", "endorsements"])
def test_a_state_without_records_has_no_row(query_id: str, embedded: EmbeddedStore, second_opinion: GraphStore) -> None:
    """What is not loaded is not told as a fact, on either engine."""
    assert ((), ()) == (
        queries.run(embedded, query_id, {"state": "DDR"}).rows,
        queries.run(second_opinion, query_id, {"state": "DDR"}).rows,
    )


@pytest.mark.parametrize("query_id", ["votes-of-state", "treaty-status", "endorsements"])
def test_a_state_with_records_keeps_its_rows_when_all_states_are_asked(query_id: str, embedded: EmbeddedStore) -> None:
    """An open state gives the rows of every state with records, those of Timor-Leste among them and no other of it."""
    every = queries.run(embedded, query_id, {"state": "any"})
    place = every.columns.index("state")
    own = {row for row in every.rows if (term := row[place]) is not None and term.value == iri("state", "TLS")}

    assert set(queries.run(embedded, query_id, {"state": "TLS"}).rows) == own != set()


def test_a_query_that_is_no_sparql_is_told_where_it_stands_as_written(embedded: EmbeddedStore) -> None:
    """The prefixes that are added do not move the place."""
    with pytest.raises(QueryError, match=r"line 1, column 21: '\) \?q \?r }' does not fit here\."):
        queries.run_text(embedded, "SELECT * { r2p:x ?p ) ?q ?r }")


def test_items_are_asked_at_once_and_answered_in_their_order(
    embedded: EmbeddedStore, second_opinion: GraphStore
) -> None:
    """Where a store gains nothing by that, one after the other."""
    asked = ["ASK {}", "ASK { <a:a> <a:b> <a:c> }"] * 3
    for store in (embedded, second_opinion):
        assert [True, False] * 3 == queries.for_each(store, store.ask, asked)


def test_the_first_error_is_raised_and_what_was_asked_goes_where_it_came(
    embedded: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer of the engine may not be let go in another thread; the interpreter would say so."""
    unseen: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", unseen.append)
    with pytest.raises(QueryError, match="no SELECT"):
        queries.for_each(embedded, embedded.select, ["CONSTRUCT WHERE { ?s ?p ?o }"] * 4)
    gc.collect()
    assert [] == unseen
