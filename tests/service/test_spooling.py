"""An answer is counted and bounded before a byte of it is sent."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from r2pgraph.service.workers.spooling import Spool, TooLargeError, count_rows

NASTY = ['a,{"', '}},{"x":{"type":"', "\n\r\n\t", "<result>", '"', "\\", '\\",{"a":{"type":"', ",{},[{}"]


def written(rows: int, form: str) -> bytes:
    """Return an answer with so many rows, whose literals look like marks of rows."""
    store = ox.Store()
    for number in range(rows):
        text = ox.Literal(f"{number}{NASTY[number % len(NASTY)]}", language="en" if number % 3 else None)
        store.add(ox.Quad(ox.NamedNode("http://example.org/s"), ox.NamedNode("http://example.org/p"), text))
    result = store.query("SELECT ?o ?none { ?s ?p ?o OPTIONAL { ?s <http://example.org/q> ?none } }")
    assert isinstance(result, ox.QuerySolutions)
    return result.serialize(format=getattr(ox.QueryResultsFormat, form)) or b""


@pytest.mark.parametrize("form", ["CSV", "TSV", "XML"])
@pytest.mark.parametrize("rows", [0, 1, 2, 50])
def test_rows_are_counted_whatever_stands_in_them(rows: int, form: str) -> None:
    """A literal that looks like a mark is no row."""
    assert rows == count_rows(written(rows, form), form)


@pytest.mark.parametrize("rows", [0, 1, 7])
def test_rows_of_json_are_counted_whatever_stands_in_them(rows: int) -> None:
    """A quotation mark is escaped in JSON, and a mark of a row has two."""
    assert rows == count_rows(written(rows, "JSON"), "JSON")


def test_a_spool_refuses_to_grow_beyond_its_limit() -> None:
    """What fits is kept, what does not is refused."""
    spool = Spool(4)
    spool.write(b"1234")

    with pytest.raises(TooLargeError):
        spool.write(b"5")

    assert b"1234" == spool.getvalue()
