"""Take in what people submit, and take it back: judge, keep, journal, then the store; said only once it is on disk."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from r2pgraph import __version__, following, pipeline
from r2pgraph.errors import QueryError, UnknownNameError, UnreadableFileError, WrongValueError
from r2pgraph.files import fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from r2pgraph.following import Beside, Graphs
    from r2pgraph.submission.inbox import Entry, Fault, Journal, Restored
    from r2pgraph.submission.inbox.keeping import Original
    from r2pgraph.submission.judging import Judged
    from r2pgraph.submission.worker import Waiting
    from r2pgraph.validation import Report


STEPS: Final = ("store", "judge", "follow", "keep", "exchange")

LONGEST: Final = 2000
"""How many characters a name, a note or a reason may have."""


@dataclass(frozen=True)
class Received:
    """What came of a submission: its line in the journal, the report on it, and whether the line is new.

    It is not ``allowed`` where it is of a state that its submitter may not submit for; then it is refused.
    """

    entry: Entry
    report: Report | None
    new: bool
    allowed: bool = True

    @property
    def accepted(self) -> bool:
        """Return whether it counts now."""
        return self.entry.act == "accepted"


@dataclass(frozen=True)
class _Case:
    """What is to be judged: the file and what is said of it, what is on record, and the fingerprint of the rules."""

    home: Path
    held: Journal
    original: Original
    said: dict[str, str]
    states: Sequence[str]
    rules: str


@dataclass(frozen=True)
class Logged:
    """A line of the journal; an accepted one ``counts``, is ``superseded`` or ``withdrawn``, then with the reason."""

    entry: Entry
    standing: str = ""
    reason: str = ""


def submit(  # noqa: PLR0913 - what a submission is told with, each by itself
    home: Path,
    path: Path,
    by: str,
    note: str = "",
    tell: pipeline.Tell = pipeline.silent,
    *,
    states: Sequence[str] = (),
) -> Received:
    """Judge a file and keep it: where it is in order it counts from now on, for its state and year.

    What is refused is kept too, with its report. The same file again, where it counts already, changes nothing.
    When this returns, all is on disk. A process that is killed leaves the submission whole or not at all.

    Args:
        home: the folder of the store.
        path: the file.
        by: who submits it, as they are to be named.
        note: what they say of it.
        tell: is told how far the work has come.
        states: the codes of the states that they may submit for; all where there is none.

    Raises:
        QueryError: nobody is named, or a text is too long.
        UnreadableFileError: there is no such file, or it changes while it is read.
        StoreError: the home cannot be written, or what was submitted earlier is damaged.
        R2PGraphError: no worker could be started, or it failed before it was given the file.
    """
    from r2pgraph.submission import worker

    with worker.waiting() as ready:
        from r2pgraph.submission.inbox import together  # while the worker loads what it needs

        said = {"by": _words(by, "name", "Say who submits it: --by NAME."), "note": _words(note, "note")}
        with together(home):
            return _unless_known(_settled(home, path, said, states, tell), tell, ready)


def _settled(home: Path, path: Path, said: dict[str, str], states: Sequence[str], tell: pipeline.Tell) -> _Case:
    """Return what is to be judged, with the store of the home up to the journal."""
    from r2pgraph.submission.inbox import keeping

    _step(tell, "store")
    held, rules = keeping.settle(home), fingerprint(__version__)
    if pipeline.needs_build(home, rules):
        pipeline.build(home, force=True)
    return _Case(home, held, keeping.original_of(path), said, states, rules)


def _unless_known(case: _Case, tell: pipeline.Tell, ready: Waiting) -> Received:
    """Take a file in, unless the same one counts already for a state of its submitter."""
    from r2pgraph.submission.inbox import counting

    for one in counting(case.held.entries).values():
        if one.original == case.original.sha256 and (not case.states or one.state in case.states):
            return Received(one, None, new=False)
    return _receive(case, tell, ready)


def _receive(case: _Case, tell: pipeline.Tell, ready: Waiting) -> Received:
    """Judge what is new, write it down, and bring the store up to it."""
    from r2pgraph.submission.inbox import keeping

    home, held, original, states = case.home, case.held, case.original, case.states
    _step(tell, "judge")
    judged, beside = _judged(home, original.path, ready)
    original.refuse_changed()
    said = {**case.said, "file": original.name, "original": original.sha256}
    said |= {"form": judged.form, "state": judged.state, "year": judged.year}
    is_allowed = not states or not judged.report.conforms or judged.state in states
    if not is_allowed:
        judged = replace(judged, report=_not_theirs(original.path, judged.state, states))
    report, changed, kept = judged.report, dict[str, bytes](), b""
    entry = held.next("refused", size=original.size, **said)
    if report.conforms:
        _step(tell, "follow")
        entry, kept = _accepted(case, entry, judged, beside), judged.ntriples
        report, changed = _following(home, (*held.entries, entry), judged, original.path, beside)
    if not report.conforms:
        entry, kept = held.next("refused", size=original.size, **said, report=_sha256(report)), b""
    _step(tell, "keep")
    keeping.record(home, entry, original.data, kept, report.json().encode())
    if changed:
        _step(tell, "exchange")
        following.exchange(home, entry, changed, case.rules, beside.held)
    return Received(entry, report, new=True, allowed=is_allowed)


def _judged(home: Path, path: Path, ready: Waiting) -> tuple[Judged, Beside]:
    """Return the verdict of a worker, and what is needed next, which is gathered meanwhile."""
    from r2pgraph.submission.inbox import judging

    with ThreadPoolExecutor(1) as aside:
        verdict = aside.submit(judging.examine, home, path, ready)
        try:
            beside = following.beside(home)
            return verdict.result().judged, beside
        except BaseException:
            ready.stop()  # else an interrupt would wait until a verdict is reached
            raise


def _not_theirs(path: Path, state: str, states: Sequence[str]) -> Report:
    """Return the report on a file that is in order, and of a state that its submitter may not submit for."""
    from r2pgraph.submission.inbox import judging

    reason = f"The file is of {state}, and who submits it may do so for {', '.join(states)} alone."
    return judging.refusal(path, reason, "Ask whoever runs the service for leave to submit for this state.")


def withdraw(  # noqa: PLR0913 - what a withdrawal is told with, each by itself
    home: Path, state: str, year: str, by: str, reason: str, *, number: int = 0
) -> Entry:
    """Take back the submission that counts for a state and year: what counted before counts again.

    It stays on record with the reason. Return the line of the withdrawal.

    Args:
        home: the folder of the store.
        state: the code of the state.
        year: the year.
        by: who takes it back.
        reason: why.
        number: which line of the journal is meant, where only that one is to be taken back.

    Raises:
        QueryError: there is no name or no reason, or the rest would break a rule without it.
        UnknownNameError: nothing that was submitted counts for that state and year.
        StoreError: the home cannot be written, or the journal is damaged.
    """
    from r2pgraph.submission import inbox
    from r2pgraph.submission.inbox import keeping

    by = _words(by, "name", "Say who takes it back: --by NAME.")
    reason = _words(reason, "reason", "Say why in a sentence: --reason TEXT.")
    with inbox.together(home):
        held = keeping.settle(home)
        counts = {f"{one.state} {one.year}": one for one in inbox.counting(held.entries).values()}
        asked = f"{state.strip().upper()} {year.strip()}"
        if asked not in counts:
            raise UnknownNameError.among("submission that counts for", asked, counts, _nothing_counts(asked, held))
        gone = counts[asked]
        if number and gone.number != number:
            kind = f"submission that counts for {asked} under the number"
            raise UnknownNameError(kind, str(number), (str(gone.number),))
        entry = held.next("withdrawn", by, note=reason, state=gone.state, year=gone.year, withdraws=gone.hash)
        changed = {} if pipeline.needs_build(home) else _without(home, (*held.entries, entry))
        keeping.record(home, entry, None, b"", b"")
        following.exchange(home, entry, changed)
    return entry


def _nothing_counts(asked: str, held: Journal) -> str:
    """Say why nothing can be withdrawn: it was taken back already, or nothing was submitted."""
    gone = [one for one in held.entries if one.act == "withdrawn" and f"{one.state} {one.year}" == asked]
    already = f"Number {gone[-1].number} took the last one back already. " if gone else ""
    return f"{already}What is shipped cannot be withdrawn. `r2pgraph log` lists what was submitted."


def log(home: Path) -> list[Logged]:
    """Return every line of the journal, the oldest first, each with what became of it; raises StoreError."""
    from r2pgraph.submission import inbox

    entries = inbox.read(home).entries
    counts, gone = set(inbox.counting(entries).values()), inbox.withdrawals(entries)

    def logged(entry: Entry) -> Logged:
        if entry.act != "accepted":
            return Logged(entry)
        if entry.hash in gone:
            return Logged(entry, "withdrawn", gone[entry.hash].note)
        return Logged(entry, "counts" if entry in counts else "superseded")

    return [logged(entry) for entry in entries]


def verify(home: Path) -> list[Fault]:
    """Return every fault of the inbox and of the built store, each file read to its last byte."""
    from r2pgraph import store
    from r2pgraph.submission import inbox

    remedy = "Run `r2pgraph restore`, which builds the store anew."
    return [
        *inbox.verify(home),
        *(inbox.Fault(str(path), what, remedy) for path, what in store.faults(home)),
    ]


def restore(home: Path, copy: Path | None = None, tell: pipeline.Tell = pipeline.silent) -> Restored:
    """Mend what can be mended of the inbox, with a copy of it where there is one, and build the store anew.

    Raises:
        QueryError: the copy is no inbox.
        StoreError: the home cannot be written, or what counts cannot be mended.
    """
    from r2pgraph import store
    from r2pgraph.submission import inbox
    from r2pgraph.submission.inbox import keeping

    with inbox.together(home):
        done = inbox.restore(home, copy)
        if done.mended and not done.left:
            held = keeping.settle(home)
            entry = held.next("restored", "r2pgraph", note=f"{len(done.mended)} files or lines were mended.")
            keeping.record(home, entry, None, b"", b"")
        if not done.left:
            pipeline.build(home, force=bool(store.faults(home)), tell=tell)
    return done


def _accepted(case: _Case, entry: Entry, judged: Judged, beside: Beside) -> Entry:
    """Return the line of a file that is in order."""
    from r2pgraph.submission import inbox
    from r2pgraph.submission.inbox.provenance import graph_of

    before = inbox.counting(case.held.entries).get((judged.state, judged.year))
    shipped = graph_of(judged.state, judged.year) in beside.shipped
    return replace(
        entry,
        act="accepted",
        statements=hashlib.sha256(judged.ntriples).hexdigest(),
        report=_sha256(judged.report),
        revises=before.hash if before else (inbox.SHIPPED if shipped else ""),
        rules=case.rules,
    ).sealed()


def _following(
    home: Path, entries: Sequence[Entry], judged: Judged, path: Path, beside: Beside
) -> tuple[Report, Graphs]:
    """Return the graphs that a new submission changes; where the whole would break a rule, the report says so."""
    from r2pgraph.graph import own
    from r2pgraph.sources.own import own_assessments
    from r2pgraph.submission.inbox import judging

    try:
        own.refuse_submitted(own_assessments(home), [f"{judged.state}-{judged.year}"])
        return judged.report, following.changed(home, entries, beside, judged.ntriples)
    except UnreadableFileError as error:
        return judging.refusal(path, error.reason, error.remedy), {}
    except pipeline.InvalidDataError as error:
        return judging.refusal(path, error.reason, "Mend the file, and submit it again."), {}


def _without(home: Path, entries: Sequence[Entry]) -> Graphs:
    """Return the graphs that a withdrawal changes; raises QueryError where what is left would break a rule."""
    try:
        return following.changed(home, entries, following.beside(home))
    except pipeline.InvalidDataError as error:
        remedy = "Withdraw or revise first what rests on it."
        raise QueryError(f"It cannot be withdrawn: {error.reason}", remedy) from error


def _words(text: str, what: str, needed: str = "") -> str:
    """Return a text on one line, hidden characters made visible; raises QueryError where it is missing or too long."""
    from r2pgraph.validation.report import visible

    words = " ".join(visible(text.encode("utf-8", "replace").decode()).split())
    if needed and not words:
        raise WrongValueError(f"There is no {what}.", needed)
    if len(words) > LONGEST:
        raise WrongValueError(f"The {what} has {len(words):,} characters; at most {LONGEST:,} are kept.", "Shorten it.")
    return words


def _sha256(report: Report) -> str:
    return hashlib.sha256(report.json().encode()).hexdigest()


def _step(tell: pipeline.Tell, step: str) -> None:
    tell(step, STEPS.index(step), len(STEPS))
