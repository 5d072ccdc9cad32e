"""Submissions that count, revise, are refused and are withdrawn, in the store as in the journal."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from r2pgraph import following, pipeline, queries, receiving
from r2pgraph.errors import QueryError, UnknownNameError, UnreadableFileError
from r2pgraph.publication.canonical import ntriples
from r2pgraph.store import standing
from r2pgraph.store.second_opinion import GraphStore
from r2pgraph.submission import inbox
from r2pgraph.submission.inbox import journal, judging, places
from r2pgraph.vocab import compact, iri

Level = Callable[[Path], str]
Change = Callable[..., Path]
ASSESSMENT = iri("graph", "assessment-TLS-2023")


def asked(home: Path, query: str) -> list[dict[str, str]]:
    """Return the rows of a saved query, which both engines must give, as texts."""
    with pipeline.open_built(home) as store:
        answer = queries.run(store, query)
    assert answer == queries.run(GraphStore(standing(home)), query)
    return [{name: compact(term.value) if term else "" for name, term in row.items()} for row in answer.records()]


def test_what_was_submitted_is_kept_as_it_came(revised: Path, changed: Change) -> None:
    """The bytes of an accepted and of a refused file are in the inbox, read-only, under their hash."""
    for entry, path in zip(
        inbox.read(revised).entries, [changed("fair"), changed("strong"), changed("nothing")], strict=True
    ):
        kept = places.original(revised, entry.original, entry.form)
        assert path.read_bytes() == kept.read_bytes()
        assert 0o444 == kept.stat().st_mode & 0o777


def test_a_revision_stands_in_the_place_of_the_shipped_assessment(revised: Path, level: Level, changed: Change) -> None:
    """The graph of the assessment holds what was submitted last, triple by triple, and nothing of the shipped file."""
    assert "strong" == level(revised)
    expected = ntriples(ox.parse(changed("strong").read_bytes(), ox.RdfFormat.TURTLE))
    assert expected == b"".join(sorted(standing(revised)[ASSESSMENT].splitlines(keepends=True)))


def test_the_store_that_followed_is_the_store_that_a_build_makes(mine: Path) -> None:
    """What a submission exchanges is what a build from the files would give, graph by graph."""
    followed = standing(mine)
    pipeline.build(mine, force=True)
    nameless = [iri("graph", "ontology"), iri("graph", "schemes")]  # their blank nodes get other names at each build
    assert {name: sorted(data.splitlines()) for name, data in standing(mine, nameless).items()} == {
        name: sorted(data.splitlines()) for name, data in followed.items() if name not in nameless
    }


def test_scores_are_made_of_what_counts(revised: Path, built: Path) -> None:
    """From weak to strong are two points more than the shipped 91."""
    points = [
        record["points"].value
        for home in (built, revised)
        for record in queries.run(pipeline.open_built(home), "index-score").records()
        if record["points"]
    ]
    assert ["91", "93"] == points


def test_every_version_is_told_with_what_it_revises(revised: Path) -> None:
    """The shipped one, the first and the second revision; a refused file is no version."""
    rows = asked(revised, "submissions")
    assert ["", "1", "2"] == [row["number"] for row in rows]
    assert ["r2pgraph", "Ana Example", "Ben Example"] == [row["submitter"] for row in rows]
    assert ["false", "false", "true"] == [row["counts"] for row in rows]
    assert ["", rows[0]["submission"], rows[1]["submission"]] == [row["revises"] for row in rows]
    assert ["", "First reading.", ""] == [row["note"] for row in rows]


def test_what_other_versions_rated_otherwise_is_told(revised: Path) -> None:
    """Both earlier versions differ in one rating, and each says what it was."""
    rows = asked(revised, "former-ratings")
    assert [("13", "Weak", "Strong"), ("13", "Fair", "Strong")] == sorted(
        ((row["number"], row["formerLevel"], row["level"]) for row in rows), key=lambda row: row[1], reverse=True
    )


def test_the_same_file_again_changes_nothing(mine: Path, changed: Change) -> None:
    """Where a file counts already, no line is added."""
    before = (mine / "inbox" / places.JOURNAL).read_bytes()
    received = receiving.submit(mine, changed("strong"), "Ana Example")
    assert (False, 2) == (received.new, received.entry.number)
    assert before == (mine / "inbox" / places.JOURNAL).read_bytes()


def test_a_refused_file_is_kept_with_its_report_and_changes_no_answer(revised: Path) -> None:
    """The line names the report, which says what is wrong, and the store knows nothing of it."""
    entry = inbox.read(revised).entries[-1]
    assert ("refused", "") == (entry.act, entry.statements)
    assert "level:nothing" in places.report(revised, entry.report).read_text(encoding="utf-8")
    assert not pipeline.needs_build(revised)


def test_a_withdrawal_lets_what_was_before_count_again(mine: Path, level: Level) -> None:
    """First the earlier submission, then the shipped file; both stay on record with the reason."""
    receiving.withdraw(mine, "tls", "2023", "Ana Example", "Two sources were mixed up.")
    assert "fair" == level(mine)
    receiving.withdraw(mine, "TLS", "2023", "Ana Example", "It was a draft.")
    assert "weak" == level(mine)
    rows = asked(mine, "submissions")
    assert ["", "It was a draft.", "Two sources were mixed up."] == [row["reason"] for row in rows]
    assert ["withdrawn", "withdrawn"] == [each.standing for each in receiving.log(mine) if each.standing]
    with pytest.raises(UnknownNameError, match="There is no submission that counts for 'TLS 2023'"):
        receiving.withdraw(mine, "TLS", "2023", "Ana Example", "Again.")
    pipeline.build(mine, force=True)
    assert "weak" == level(mine)


def test_a_file_of_ones_own_and_a_submission_cannot_both_count(mine: Path, changed: Change) -> None:
    """The build says so, and what to do."""
    (mine / "assessments/TLS").mkdir(parents=True)
    shutil.copy(changed("fair"), mine / "assessments/TLS/2023.ttl")
    with pytest.raises(UnreadableFileError, match=r"was submitted, and both cannot count.*r2pgraph withdraw TLS 2023"):
        pipeline.build(mine)


def test_a_submission_may_not_speak_of_what_stands_elsewhere(home: Path, changed: Change) -> None:
    """A source that is shipped is not described anew; the file is refused and on record."""
    path = changed("fair", "adds.ttl")
    source = "source:state-department-2022-tls"
    more = f'\n{source} a r2p:Source ; dcterms:title "Another title"@en .\n'
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    received = receiving.submit(home, path, "Ana Example")
    assert not received.accepted
    assert ["refused"] == [entry.act for entry in inbox.read(home).entries]


@pytest.mark.parametrize(
    ("by", "note", "said"), [("  ", "", "There is no name"), ("Ana", "x" * 2001, "The note has 2,001 characters")]
)
def test_who_and_why_are_asked_for(by: str, note: str, said: str, home: Path, shipped_file: Path) -> None:
    """Nothing is taken in without a name, or with a text beyond all bounds."""
    with pytest.raises(QueryError, match=said):
        receiving.submit(home, shipped_file, by, note)
    assert journal.Journal() == inbox.read(home)


def test_an_interrupt_does_not_wait_for_the_verdict(
    home: Path, shipped_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker is ended first, so that whoever waits for it is let go; nothing is on record."""
    ended = []

    def interrupted(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(judging, "examine", lambda *given: ended.append(given[-1].process.wait(60)))
    monkeypatch.setattr(following, "beside", interrupted)
    with pytest.raises(KeyboardInterrupt):
        receiving.submit(home, shipped_file, "Ana Example")
    assert [-signal.SIGKILL] == ended
    assert () == inbox.read(home).entries
