"""A disposable process that answers queries of strangers on one generation of the store."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from r2pgraph.errors import QueryError
from r2pgraph.queries import with_prefixes
from r2pgraph.service.workers import tabling
from r2pgraph.service.workers.attending import attend
from r2pgraph.service.workers.spooling import Spool, TooLargeError, count_rows
from r2pgraph.store import form, refuse_harm
from r2pgraph.store.refusals import datasets
from r2pgraph.store.syntax import explain

if TYPE_CHECKING:
    from r2pgraph.service.workers.attending import Head, Job
    from r2pgraph.store import EmbeddedStore

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
    text, kind = _examined(job["query"])
    wanted = job[_FORMATS[kind]]
    if wanted is None:
        return {"outcome": "not-acceptable"}, b""
    media_type, name = wanted
    spool = Spool(job["answer"])
    try:
        _write(store.engine.query(text, **_dataset(store, text, job)), spool, name, job)
    except SyntaxError as error:
        raise explain(str(error), text) from None
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"The query cannot be run: {error}.") from error
    content = spool.getvalue()
    if job["rows_at_most"] < (count_rows(content, name) if kind == "select" else 0):
        return {"outcome": "answer-rows"}, b""
    return {"outcome": "answer", "media_type": media_type}, content


@lru_cache(maxsize=32)
def _examined(query: str) -> tuple[str, str]:
    """Return a query with its prefixes and its form; raises QueryError where it would do harm."""
    refuse_harm(query)
    text = with_prefixes(query)
    return text, form(text)


def _write(result: Any, spool: Spool, name: str, job: Job) -> None:  # noqa: ANN401 - one of three of the engine
    if name == "HTML":
        tabling.write(result, job["query"], job["sheet"], spool, job["edition"])
    elif not isinstance(result, ox.QueryTriples):
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


if __name__ == "__main__":
    attend(lambda _: answer)
