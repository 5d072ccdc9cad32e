"""A disposable process that answers queries on one generation of the store, one after the other.

A job comes as a line of JSON; its answer goes out as a line of JSON with the number of bytes that follow. Whatever a
query does to this process, the service lives on and starts another.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from r2pgraph.errors import QueryError
from r2pgraph.queries import with_prefixes
from r2pgraph.service.confinement import confine, peak
from r2pgraph.service.spooling import Spool, TooLargeError, count_rows
from r2pgraph.store import EmbeddedStore, form, refuse_harm
from r2pgraph.store.refusals import datasets
from r2pgraph.store.syntax import explain

if TYPE_CHECKING:
    from typing import BinaryIO

Job = dict[str, Any]
Head = dict[str, Any]

_FORMATS: Final = {"select": "rows", "ask": "rows", "construct": "triples", "describe": "triples"}


def answer(store: EmbeddedStore, job: Job) -> tuple[Head, bytes]:
    """Run one query; return what became of it and the whole answer, which is empty where there is none."""
    try:
        return _answered(store, job)
    except QueryError as error:
        return {"outcome": "query", "detail": str(error)}, b""
    except TooLargeError:
        return {"outcome": "answer-size"}, b""
    except MemoryError:
        return {"outcome": "memory"}, b""


def _answered(store: EmbeddedStore, job: Job) -> tuple[Head, bytes]:
    refuse_harm(job["query"])
    text = with_prefixes(job["query"])
    wanted = job[_FORMATS[form(text)]]
    if wanted is None:
        return {"outcome": "not-acceptable"}, b""
    media_type, name = wanted
    spool = Spool(job["answer"])
    try:
        _write(store.engine.query(text, **_dataset(store, text, job)), spool, name)
    except SyntaxError as error:
        raise explain(str(error), text) from None
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"The query cannot be run: {error}.") from error
    content = spool.getvalue()
    if job["rows_at_most"] < (count_rows(content, name) if form(text) == "select" else 0):
        return {"outcome": "answer-rows"}, b""
    return {"outcome": "answer", "media_type": media_type}, content


def _write(result: Any, spool: Spool, name: str) -> None:  # noqa: ANN401 - one of three classes of the engine
    if not isinstance(result, ox.QueryTriples):
        result.serialize(spool, format=getattr(ox.QueryResultsFormat, name))
    else:
        result.serialize(spool, format=getattr(ox.RdfFormat, name))


def _dataset(store: EmbeddedStore, text: str, job: Job) -> dict[str, Any]:
    """Return the graphs to ask as arguments of the engine; raises QueryError where one is not stored."""
    default, named = job["default_graphs"], job["named_graphs"]
    asked = [*default, *named] or list(datasets(text))
    unknown = sorted(set(asked) - set(store.graphs())) if asked else []
    if unknown:
        raise QueryError(f"There is no stored graph {unknown[0]}.", "List them with the query `graphs`.")
    if default or named:
        return {"default_graph": _nodes(default), "named_graphs": _nodes(named)}
    return {"use_default_graph_as_union": not asked}


def _nodes(iris: list[str]) -> list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]:
    return [ox.NamedNode(each) for each in iris]


def attend(store: EmbeddedStore, jobs: BinaryIO, answers: BinaryIO, spent: int) -> None:
    """Answer every job until there are no more, or until this process has held more than ``spent`` bytes."""
    for line in jobs:
        head, content = answer(store, json.loads(line))
        is_spent = peak() > spent
        _say(answers, {**head, "bytes": len(content), "spent": is_spent}, content)
        if is_spent:
            return


def _say(answers: BinaryIO, head: Head, content: bytes = b"") -> None:
    answers.write(json.dumps(head).encode() + b"\n" + content)
    answers.flush()


def main() -> None:
    """Run as ``python -m r2pgraph.service.worker GENERATION MEMORY PARENT``."""
    directory, memory, parent = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    is_cut_off = confine(memory, parent)
    with EmbeddedStore.read_only(directory) as store:
        _say(sys.stdout.buffer, {"outcome": "ready", "network": not is_cut_off})
        attend(store, sys.stdin.buffer, sys.stdout.buffer, memory // 4)
    os._exit(0)


if __name__ == "__main__":
    main()
