"""Do one piece of work on the inbox in a process of its own, run as ``python -m r2pgraph.service.submissions.clerk``.

The process has a session of its own and needs nobody once it has read its job: neither a client that leaves nor a
server that is stopped or killed ends it half way. What is submitted is judged by a worker that it starts in turn.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from r2pgraph.errors import QueryError, R2PGraphError, UnknownNameError, UnreadableFileError

if TYPE_CHECKING:
    from r2pgraph.submission.inbox import Entry

    Said = dict[str, Any]


def main() -> None:
    """Read a job, a line of JSON and the bytes that it announces; do it, and write the answer in the same way."""
    head: Said = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    if len(content) != head["size"]:
        os._exit(1)  # whoever asked died before the job was whole
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr
    said, made = answer(Path(head["home"]).resolve(), head, content)
    answers.write(json.dumps(said).encode() + b"\n" + made)
    answers.flush()


def answer(home: Path, head: Said, content: bytes) -> tuple[Said, bytes]:
    """Return what came of a job, and the annotated copy of a workbook where one was asked for.

    Args:
        home: the folder of the store.
        head: ``work`` is ``submit``, ``check`` or ``withdraw``; the rest is what that needs.
        content: the file.
    """
    try:
        if head["work"] == "withdraw":
            return _withdrawn(home, head), b""
        with tempfile.TemporaryDirectory(prefix="r2pgraph-") as folder:
            os.chdir(folder)  # so that the file is called by its name alone wherever it is told of
            path = Path(head["name"])
            path.write_bytes(content)
            try:
                return _submitted(home, path, head) if head["work"] == "submit" else _checked(home, path, head)
            finally:
                os.chdir(home)
    except (QueryError, UnknownNameError) as error:
        kind = "query" if isinstance(error, QueryError) else "unknown-name"
        return {"outcome": kind, "detail": str(error)}, b""
    except UnreadableFileError as error:
        return {"outcome": "query", "detail": f"{error.reason} {error.remedy}".strip()}, b""
    except (R2PGraphError, OSError):
        traceback.print_exc()
        return {"outcome": "store"}, b""


def _submitted(home: Path, path: Path, head: Said) -> tuple[Said, bytes]:
    from r2pgraph import receiving

    got = receiving.submit(home, path, head["by"], head["note"], states=head["states"])
    report = json.loads(got.report.json()) if got.report else None
    said = {"outcome": "submitted", "new": got.new, "allowed": got.allowed, "report": report}
    return {**said, "entry": _told(got.entry)}, b""


def _checked(home: Path, path: Path, head: Said) -> tuple[Said, bytes]:
    from r2pgraph.submission import worker

    with worker.waiting() as ready:
        from r2pgraph.submission.inbox import judging  # while the worker loads what it needs

        verdict = judging.examine(home, path, ready, annotate=head["annotate"])
    judged = verdict.judged
    said = {"outcome": "checked", "state": judged.state, "year": judged.year, "form": judged.form}
    return {**said, "report": json.loads(judged.report.json())}, verdict.annotated


def _withdrawn(home: Path, head: Said) -> Said:
    from r2pgraph import receiving

    entry = receiving.withdraw(home, head["state"], head["year"], head["by"], head["reason"], number=head["number"])
    return {"outcome": "withdrawn", "entry": _told(entry)}


def _told(entry: Entry) -> Said:
    return asdict(entry)


if __name__ == "__main__":
    main()
