"""What a person meets who asks what the facts say."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable

import pytest


def test_evidence_stands_beside_the_rating(run: Callable) -> None:
    """Facts with their source, the rule, and how far the rating stands from it."""
    said = run("evidence", "TLS", "2023", "refugees").stdout

    assert "Timor-Leste acceded to the Refugee Protocol on 2003-05-07. [untc-2015; action:TLS-V-5-accession]" in said
    assert "Rated weak: 2 levels below what the facts suggest at least." in said


def test_a_lower_bound_is_told_as_one(run: Callable) -> None:
    """At least, in the table, in the verdict on a rating that agrees, in a profile, in CSV and in JSON."""
    said = run("evidence", "TLS", "2023", "non-discrimination").stdout
    (row, *_) = csv.DictReader(run("evidence", "TLS", "2023", "10", "--format", "csv").stdout.splitlines())
    (found,) = json.loads(run("evidence", "TLS", "2023", "10", "--format", "json").stdout)["indicators"]

    assert "Suggests at least strong: Timor-Leste consents to be bound by both conventions" in said
    assert "Rated strong: the facts suggest at least strong, and no more." in said
    assert "at least strong: Timor-Leste consents to be bound" in run("profile", "TLS", "2023").stdout
    assert ("at least", "strong") == (row["comparator"], row["suggested"])
    assert ("at least", "strong") == (found["suggestion"]["comparator"], found["suggestion"]["level"])


def test_silence_about_the_law_suggests_nothing(run: Callable) -> None:
    """The accession is told, and no level follows from it alone."""
    said = run("evidence", "TLS", "2023", "rome-statute").stdout

    assert "Timor-Leste acceded to the Rome Statute on 2002-09-06. [untc-2015; action:TLS-XVIII-10-accession]" in said
    assert "Rated very strong: the facts suggest no level." in said


def test_evidence_comes_as_data(run: Callable) -> None:
    """JSON and CSV tell the same facts for all 36 indicators."""
    found = json.loads(run("evidence", "TLS", "2023", "--format", "json").stdout)
    rows = list(csv.DictReader(run("evidence", "TLS", "2023", "--format", "csv").stdout.splitlines()))

    assert list(range(1, 37)) == [each["number"] for each in found["indicators"]]
    assert {each["indicator"] for each in found["indicators"]} == {row["indicator"] for row in rows}
    assert sum(len(each["statements"]) for each in found["indicators"]) == sum(1 for row in rows if row["fact"])


def test_a_profile_is_never_taken_for_an_assessment(run: Callable) -> None:
    """Coverage first, then what it is not."""
    said = run("profile", "NOR", "2023").stdout.splitlines()

    assert (
        "Norway 2023: 7 of 36 indicators have evidence; 14 have a query and no fact was found; "
        "15 cannot be computed here" == said[0]
    )
    assert said[1].startswith("Computed from structured facts. No published assessment")


def test_a_profile_tells_apart_what_was_not_found_and_what_cannot_be_computed(run: Callable) -> None:
    """Each of the 36 indicators stands in one of three places, and ties are told."""
    said = run("profile", "NOR", "2023").stdout
    lists = [
        re.findall(r"\d+", re.findall(rf"{words}: ([\d, ]+)\.", said)[0])
        for words in ("A query, and no fact found", "Cannot be computed here")
    ]

    assert [14, 15] == [len(each) for each in lists]
    assert 7 == len(re.findall(r"^ +\d+  [A-Z]", said, re.MULTILINE))
    assert "nearest: 44 states, alike in all of 7 to 11 votes, among them Albania (11 of 11)" in said


def test_an_unknown_state_ends_with_the_nearest_names(run: Callable) -> None:
    """Status 2, and one sentence."""
    outcome = run("profile", "Fijj")

    assert 2 == outcome.returncode
    assert "Fiji" in outcome.stderr


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("profile", "SUN", "1980"), "'SUN' stands for Russian Federation (RUS) here."),
        (("profile", "Soviet Union", "1980"), "'Soviet Union' stands for Russian Federation (RUS) here."),
        (("profile", "TP", "2020"), "'TP' stands for Timor-Leste (TLS) here."),
        (("profile", "East Germany", "2000"), "Acceded to the Federal Republic of Germany on 3 October 1990."),
        (("profile", "Namibia", "1800"), "Namibia became a member of the United Nations on 1990-04-23, after"),
        (("evidence", "TLS", "2731"), "2731 is in the future"),
    ],
)
def test_what_must_be_known_first_is_told(run: Callable, asked: tuple[str, ...], said: str) -> None:
    """By a former name or code the right state, with its name; of a year that is none of it, so much."""
    told = run(*asked)

    assert 0 == told.returncode
    assert said in told.stdout
    assert said in " ".join(json.loads(run(*asked, "--format", "json").stdout)["remarks"])


@pytest.mark.parametrize(
    ("asked", "near"),
    [("veto", "veto-restraint, Veto restraint, "), ("r2p", "r2p-dialogue, R2P dialogue."), ("37", "from 1 to 36.")],
)
def test_a_part_of_a_name_finds_the_names_that_hold_it(run: Callable, asked: str, near: str) -> None:
    """What begins with it comes before what is only spelled alike."""
    told = run("evidence", "TLS", "2023", asked)

    assert 2 == told.returncode
    assert f"There is no indicator {asked!r}." in told.stderr
    assert near in told.stderr


def test_a_state_that_nothing_resembles_says_where_the_states_are_listed(run: Callable) -> None:
    """No candidate is made up."""
    told = run("profile", "QQQQ")

    assert 2 == told.returncode
    assert "There is no state 'QQQQ'. The saved query `states` lists those that there are." in told.stderr


def test_what_was_done_on_one_day_is_told_in_its_order(run: Callable) -> None:
    """Fiji signed and ratified the statute on the same day, and the profile tells the ratification."""
    told = run("evidence", "FJI", "2023", "rome-statute").stdout

    assert told.index("Fiji signed the Rome Statute") < told.index("Fiji ratified the Rome Statute")
    assert "Fiji ratified the Rome Statute on 1999-11-29." in run("profile", "FJI", "2023").stdout


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("YU", "There is no single state 'YU'. Nearest known: Serbia (SRB, 2000 to 2003), Yugoslavia (YUG, "),
        ("Zanzibar", "There is no state 'Zanzibar'. Sources use this name, of what is no state of its own here."),
    ],
)
def test_a_former_name_of_no_one_state_says_what_it_is(run: Callable, asked: str, said: str) -> None:
    """A code that meant two states tells both with their time; a territory is told to be one."""
    told = run("profile", asked, "1980")

    assert 2 == told.returncode
    assert said in told.stderr
