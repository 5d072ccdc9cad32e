"""What a person meets who audits an assessment."""

from __future__ import annotations

import json
from collections.abc import Callable


def test_an_audit_says_what_is_wrong_and_where_it_is_known_from(run: Callable) -> None:
    """Verdict, thing, sentence and source."""
    said = run("audit", "TLS", "2023").stdout

    assert "contradicts  line:TLS-2023-ga-13" in said
    assert "of its session A/RES/76/177 has the printed title. [source:undgacm-ga-76]" in said


def test_faults_and_ratings_are_counted_apart(run: Callable) -> None:
    """Three sums, and the day before which the text cannot have been finished."""
    said = run("audit", "TLS", "2023").stdout.splitlines()[:5]

    assert "The text cannot have been finished before 2023-09-05" in said[1]
    assert said[2].startswith("  Held against the record: ")
    assert "  Ratings held against a rule of ours: 36. 2 contradicts, 32 silent, 2 agrees." == said[3]
    assert "  In words alone, held against nothing: 92. 59 unresolvable, 33 silent." == said[4]


def test_what_stands_in_words_alone_is_counted_and_listed_when_asked(run: Callable) -> None:
    """A line of counts, or each with the reason."""
    folded, whole = (run("audit", "TLS", "2023", *words).stdout for words in ([], ["--words"]))

    assert "59 unresolvable, 33 silent. List them with --words." in folded
    assert "statement:TLS-2023-1" not in folded
    assert "statement:TLS-2023-1" in whole
    assert "It sums up no single rating." in whole


def test_an_audit_comes_as_data(run: Callable) -> None:
    """A list of objects."""
    found = json.loads(run("audit", "TLS", "2023", "--format", "json").stdout)

    assert ["item", "kind", "verdict", "says", "found", "source"] == list(found[0])


def test_an_audit_comes_as_a_page(run: Callable) -> None:
    """HTML on standard output and nothing else."""
    outcome = run("audit", "TLS", "2023", "--format", "html")

    assert outcome.stdout.startswith("<!DOCTYPE html>")
    assert "" == outcome.stderr


def test_what_was_not_assessed_ends_with_status_two(run: Callable) -> None:
    """One sentence that names the assessments there are."""
    outcome = run("audit", "FJI", "2023")

    assert 2 == outcome.returncode
    assert "TLS 2023" in outcome.stderr
