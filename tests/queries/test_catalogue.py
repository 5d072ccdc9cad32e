"""Hold the saved queries to their headers, and the page about them to the truth."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from r2pgraph import queries
from r2pgraph.errors import QueryError, UnknownNameError
from r2pgraph.queries import SavedQuery, catalogue
from r2pgraph.queries.catalogue import Parameter, _read
from r2pgraph.queries.values import ANYTHING, SEGMENTS, WRITTEN
from r2pgraph.vocab import PREFIXES

ROOT = Path(__file__).resolve().parents[2]
ALL = tuple(catalogue().values())


def test_every_file_is_in_the_catalogue_under_its_own_name() -> None:
    """The id of a query is the name of its file, after the word of a folder by indicator, and no two share one."""
    words = {"evidence": "evidence-", "levels": "level-"}
    files = sorted((ROOT / "queries").rglob("*.rq"))

    assert sorted(words.get(path.parent.name, "") + path.stem for path in files) == sorted(catalogue())


@pytest.mark.parametrize("query", ALL, ids=lambda query: query.id)
def test_a_parameter_stands_in_the_body_with_the_default_of_the_header(query: SavedQuery) -> None:
    """Each parameter is a VALUES line, which holds its default, so the file runs as pasted.

    A sub-select, which knows nothing of what is chosen outside, repeats the line: all of them are filled in.
    """
    for parameter in query.parameters:
        prepared = queries.prepare(query.id, **{parameter.name: parameter.default})
        values = rf"^\s*VALUES \?{parameter.name} {{ (.+) }}$"
        written, given = (re.findall(values, text, re.MULTILINE) for text in (query.text, prepared))
        assert len(written) == len(given)
        (line,), (filled,) = set(written), set(given)
        prefix, _, local = line.partition(":")
        full = line if line == "UNDEF" or '"' in line else f"<{PREFIXES[prefix]}{local}>"

        assert filled == full.replace("^^xsd:", f"^^<{PREFIXES['xsd']}") + (">" if '"' in full else "")


@pytest.mark.parametrize("query", ALL, ids=lambda query: query.id)
def test_a_parameter_has_a_type_that_we_can_write(query: SavedQuery) -> None:
    """A type is a class with a segment of its own or a datatype with a known form."""
    assert {parameter.type for parameter in query.parameters} <= SEGMENTS.keys() | WRITTEN.keys() | {ANYTHING}


@pytest.mark.parametrize("query", ALL, ids=lambda query: query.id)
def test_the_prefixes_are_the_projects_and_all_are_used(query: SavedQuery) -> None:
    """A query declares what it uses, in order, and nothing else."""
    declared = re.findall(r"^PREFIX ([\w-]+): <(.*)>$", query.text, re.MULTILINE)
    body = re.sub(r'"[^"]*"', "", re.sub(r"^(#|PREFIX).*$", "", query.text, flags=re.MULTILINE))
    used = {name for name in re.findall(r"(?<![\w?<-])([a-z0-9-]+):\w", body) if name in PREFIXES}

    assert sorted((name, PREFIXES[name]) for name in used) == declared


@pytest.mark.parametrize("query", ALL, ids=lambda query: query.id)
def test_a_check_and_nothing_else_has_a_remedy(query: SavedQuery) -> None:
    """Who reads that a check failed reads what to do."""
    assert (query.kind == "checks") == bool(query.remedy)


@pytest.mark.parametrize("query", ALL, ids=lambda query: query.id)
def test_a_query_that_suggests_a_level_and_nothing_else_has_a_rule(query: SavedQuery) -> None:
    """Who reads a suggested level reads the rule that led to it."""
    assert (query.kind == "levels") == bool(query.rule)


@pytest.mark.parametrize("query", ALL, ids=lambda query: query.id)
def test_every_answer_has_an_order(query: SavedQuery) -> None:
    """Rows come in the same order each time; the triples of a CONSTRUCT are sorted by the store."""
    assert query.makes_triples or "ORDER BY" in query.text.splitlines()[-1]


@pytest.mark.parametrize("query", [query for query in ALL if query.indicator], ids=lambda query: query.id)
def test_the_indicator_of_a_header_exists(query: SavedQuery) -> None:
    """A query that speaks to an indicator names one of the framework."""
    assert f"\nindicator:{query.indicator}\n" in (ROOT / "ontology/schemes/indicators.ttl").read_text(encoding="utf-8")


def test_no_score_query_names_a_number_of_points_or_a_plan() -> None:
    """Points, weights and plans are data; a plan's name stands only as the default of a parameter."""
    for query in ALL:
        if query.kind == "scores":
            body = re.sub(r"^(#|PREFIX|\s*VALUES \?plan ).*$", "", query.text, flags=re.MULTILINE)
            assert [] == re.findall(r"plan:|level:\w|award:", body.replace("code:levels", ""))


def test_a_query_is_found_by_its_id() -> None:
    """The header's words come as fields."""
    found = queries.find("index-score")

    assert ("Index score", "scores", "0.1.0") == (found.title, found.kind, found.since)
    assert Parameter("plan", "r2p:ScoringPlan", "plan:percent-0-4") == found.parameters[2]


def test_an_unknown_query_is_answered_with_the_nearest() -> None:
    """A slip of the finger finds its neighbour."""
    with pytest.raises(UnknownNameError, match="index-score"):
        queries.find("index-scor")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {}",
        "#+ id: other\n",
        "#+ id: broken\n#+ title: t\n#+ question: q\n#+ returns: a\n#+ since: 1\n#+ parameters: x",
        "#+ id: broken\n#+ title: t\n#+ question: q\n#+ returns: a\n#+ since: 1\n#+ needs: x",
    ],
)
def test_a_file_with_a_broken_header_is_refused(text: str, tmp_path: Path) -> None:
    """A header that lacks a line, another id, or a parameter of no form is an error."""
    path = tmp_path / "broken.rq"
    path.write_text(text)
    with pytest.raises(QueryError, match=r"broken\.rq"):
        _read(path)


def test_the_page_lists_every_query_as_it_is() -> None:
    """The table of docs/queries.md is the catalogue: id, question, parameters, columns."""
    page = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    expected = [
        f"| `{query.id}` | {query.question} | "
        f"{', '.join(f'`{parameter.name}` = {parameter.default}' for parameter in query.parameters)} | "
        f"{', '.join(query.returns)} |"
        for query in ALL
    ]

    assert sorted(expected) == sorted(line for line in page.splitlines() if line.startswith("| `"))
