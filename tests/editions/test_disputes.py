"""Two sources that disagree about a vote are both heard."""

from __future__ import annotations

import polars as pl

from r2pgraph.editions.disputes import disputed, spoken, statements

COLUMNS = ("resolution", "state", "relation")


def votes(*rows: tuple[str, str, str]) -> pl.DataFrame:
    """Return a table of votes."""
    return pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")


def disputed_votes(said: pl.DataFrame, *better: pl.DataFrame) -> pl.DataFrame:
    """Return the votes that all better sources have otherwise."""
    return disputed("votes", spoken("votes", said), [spoken("votes", each) for each in better])


BETTER = votes(
    ("A-RES-74-1", "TLS", "votedYes"),
    ("A-RES-74-1", "FJI", "votedNo"),
    ("A-RES-74-1", "FJI", "coSponsors"),
    ("A-RES-74-2", "TLS", "abstainedOn"),
)


def test_only_the_vote_that_differs_is_disputed() -> None:
    """What agrees, what only one source has, a sponsorship and a nameless state are no dispute."""
    said = votes(
        ("A-RES-74-1", "TLS", "votedYes"),
        ("A-RES-74-1", "FJI", "votedYes"),
        ("A-RES-74-1", "NOR", "votedYes"),
        ("A-RES-74-1", "", "votedNo"),
        ("A-RES-74-2", "TLS", "coSponsors"),
        ("A-RES-74-9", "TLS", "votedNo"),
    )
    assert [("A-RES-74-1", "FJI", "votedYes")] == disputed_votes(said, BETTER).rows()


def test_one_better_source_that_agrees_does_not_settle_for_another() -> None:
    """A vote that any better source has alike is no dispute."""
    said = votes(("A-RES-74-1", "FJI", "votedYes"))
    alike = votes(("A-RES-74-1", "FJI", "votedYes"))
    assert disputed_votes(said, BETTER, alike).is_empty()


def test_a_disputed_vote_names_its_source() -> None:
    """State, roll call, position and source stand on a node of their own."""
    found = statements("votes", votes(("A-RES-74-1", "FJI", "votedYes")), "unvotes", "voeten-unvotes")
    node = "<https://w3id.org/r2pgraph/vote/A-RES-74-1-FJI-unvotes>"
    assert all(line.startswith(node) for line in found)
    assert 1 == sum("/position/yes>" in line for line in found)
    assert 1 == sum("/source/voeten-unvotes>" in line for line in found)
    assert 1 == sum("/state/FJI>" in line for line in found)


def acts(*rows: tuple[str, str, str, str]) -> pl.DataFrame:
    """Return what treaty acts say: state, treaty, kind, date."""
    columns = ("state", "treaty", "kind", "date")
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    return spoken("treaty_actions_imported", frame)


def test_a_date_is_disputed_where_neither_is_the_other_less_precisely() -> None:
    """A year agrees with each of its days; another year, another day and another kind of act do not, or are apart."""
    better = acts(("TLS", "IV-1", "accession", "2003-04-16"), ("FJI", "IV-1", "signature", "2003"))
    said = acts(
        ("TLS", "IV-1", "accession", "2003"),
        ("FJI", "IV-1", "signature", "2003-01-02"),
        ("TLS", "IV-1", "ratification", "2004"),
        ("TLS", "IV-2", "accession", "2004"),
        ("", "IV-1", "accession", "2004"),
    )
    assert disputed("treaty_actions_imported", said, [better]).is_empty()
    other = acts(("TLS", "IV-1", "accession", "2003-04-17"), ("FJI", "IV-1", "signature", "2004"))
    assert other.sort("state", "treaty").rows() == disputed("treaty_actions_imported", other, [better]).rows()


def test_a_disputed_date_is_an_act_of_its_own() -> None:
    """Both dates can be asked for, each with its source."""
    said = acts(("TLS", "IV-1", "accession", "2003-04-17"))
    found = statements("treaty_actions_imported", said, "icc-parties", "aba-icc-2021")
    assert all(line.startswith("<https://w3id.org/r2pgraph/action/TLS-IV-1-accession-icc-parties>") for line in found)
    assert 1 == sum('"2003-04-17"^^' in line for line in found)
    assert 1 == sum("/source/aba-icc-2021>" in line for line in found)
    assert 1 == sum("#Accession>" in line for line in found)


def test_a_count_of_people_is_disputed_as_it_stands() -> None:
    """Twelve is no less precise 120."""
    columns = ("state", "mission", "month", "personnel_type", "gender", "count")
    one, two = (
        spoken(
            "deployments", pl.DataFrame([("FJI", "UNMIT", "2010-01", "troops", "male", count)], columns, orient="row")
        )
        for count in ("12", "120")
    )
    assert two.rows() == disputed("deployments", two, [one]).rows()
