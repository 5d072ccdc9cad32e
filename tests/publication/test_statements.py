"""What is written graph by graph and subject by subject is what is written of all statements at once."""

from __future__ import annotations

import tempfile
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox
import pytest

from r2pgraph.publication import jsonld, statements, turtle
from r2pgraph.publication.canonical import nquads, ntriples
from r2pgraph.publication.changes.patch import is_same
from r2pgraph.publication.edition import beside, dumps
from r2pgraph.publication.statements import Blanks, Merging, all_nquads, by_subject
from r2pgraph.store import EmbeddedStore
from r2pgraph.vocab import BASE

if TYPE_CHECKING:
    from pathlib import Path

PREFIXES = (
    f"PREFIX g: <{BASE}graph/> PREFIX state: <{BASE}state/> PREFIX r2p: <{BASE}ontology#> PREFIX e: <http://e/>\n"
)
GRAPHS = """
GRAPH g:votes { state:FJI r2p:votedYes e:r-10 , e:r-2 , e:r-1 ; e:says "a . b", "line\\nfeed" .
  state:TON r2p:votedNo e:r-2 . }
GRAPH g:words { state:FJI e:says "_:no blank node" , "x"@en . e:other e:says "plain" . }
GRAPH g:lists { e:list e:holds ( e:a [ e:says 1 ] ) ; e:names _:shared . _:lone e:says _:lone . }
GRAPH g:further { _:shared e:says "from another graph" . e:plain e:says 2.50 . }
"""

BY_HAND = """@prefix graph: <https://w3id.org/r2pgraph/graph/> .
@prefix r2p: <https://w3id.org/r2pgraph/ontology#> .
@prefix state: <https://w3id.org/r2pgraph/state/> .

graph:a {
    <http://e/x>
        <http://e/holds> [ <http://e/says> 1 ] ;
        <http://e/says> _:c14n1 .
}

graph:b {
    state:FJI
        r2p:votedYes <http://e/r-2> .

    state:TON
        r2p:votedNo
            <http://e/r-2> ,
            <http://e/r-10> .
}

graph:c {
    _:c14n1
        <http://e/says> "twice" .
}
"""


@pytest.fixture
def store() -> EmbeddedStore:
    """Return a graph without blank nodes, one whose text looks like one, and two that share one."""
    return opened(GRAPHS)


def opened(text: str) -> EmbeddedStore:
    """Return a store of TriG."""
    engine = ox.Store()
    engine.load((PREFIXES + text).encode(), ox.RdfFormat.TRIG)
    return EmbeddedStore(engine)


def test_merged_lines_are_the_canonical_lines(store: EmbeddedStore, tmp_path: Path) -> None:
    """Names of blank nodes come from what speaks of them, so the rest need not be looked at for them."""
    graphs = dumps.statements(store, tmp_path)

    assert nquads(store.engine) == b"".join(all_nquads(graphs, Blanks(graphs), tmp_path))
    assert [] == list(tmp_path.iterdir())


def test_a_graph_by_its_subjects_is_the_graph_as_a_whole(store: EmbeddedStore, tmp_path: Path) -> None:
    """In Turtle and in JSON-LD, byte for byte; where there is no blank node a subject is a portion."""
    for graph, triples in dumps.statements(store, tmp_path).items():
        quads = list(ox.parse(triples, format=ox.RdfFormat.N_TRIPLES))
        assert turtle.turtle(quads) == b"".join(turtle.document(turtle.body(by_subject(triples))))
        assert jsonld.jsonld(quads) == b"".join(jsonld.document(by_subject(triples)))
        assert (2 if graph.endswith("votes") else 1) == len(list(by_subject(triples)))


def test_the_dumps_are_those_of_all_statements_at_once(store: EmbeddedStore, tmp_path: Path) -> None:
    """TriG, N-Quads, and the digest of each graph."""
    with beside(tmp_path / "out") as draft:
        dumps.write(draft, dumps.statements(store, draft.place))
    rows = (tmp_path / "out/dumps/graphs.csv").read_text(encoding="utf-8").splitlines()[1:]

    assert turtle.trig(store.engine) == (tmp_path / "out/dumps/r2pgraph.trig").read_bytes()
    assert nquads(store.engine) == (tmp_path / "out/dumps/r2pgraph.nq").read_bytes()
    assert [len(ntriples(store.engine.quads_for_pattern(None, None, None, ox.NamedNode(graph))).splitlines())
            for graph in store.graphs()] == [int(row.split(",")[1]) for row in rows]  # fmt: skip


def test_the_whole_as_trig_is_what_a_hand_writes(tmp_path: Path) -> None:
    """Graphs and subjects in natural order, each prefix once, a blank node where it stands, one of two graphs named."""
    text = """GRAPH g:b { state:TON r2p:votedNo e:r-10 , e:r-2 . state:FJI r2p:votedYes e:r-2 . }
        GRAPH g:a { e:x e:says _:both ; e:holds [ e:says 1 ] . } GRAPH g:c { _:both e:says "twice" . }"""
    with beside(tmp_path / "out") as draft:
        dumps.write(draft, dumps.statements(opened(text), draft.place))

    assert BY_HAND == (tmp_path / "out/dumps/r2pgraph.trig").read_text(encoding="utf-8")


@pytest.mark.parametrize("most", [3, 4, 100])
def test_many_texts_wait_in_few_files(most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There are more texts than files may be open; a line that two of them have stays twice."""
    opens: list[IO[bytes]] = []
    real = tempfile.TemporaryFile

    def temporary(dir: Path | None) -> IO[bytes]:  # noqa: A002 - it is called so
        assert sum(not file.closed for file in opens) < most
        opens.append(real(dir=dir))
        return opens[-1]

    monkeypatch.setattr(statements.tempfile, "TemporaryFile", temporary)
    with Merging(tmp_path, most) as merging:
        for number in range(20):
            merging.add(f"a {number % 10}\nb {number:02}\n".encode())
        merging.add(b"")
        merged = b"".join(merging.pieces()).decode().splitlines()

    assert [*(f"a {number // 2}" for number in range(20)), *(f"b {number:02}" for number in range(20))] == merged
    assert all(file.closed for file in opens)


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [("_:lone", "_:other", True), ("e:r-1 ;", "e:r-3 ;", False), ("from another", "of another", False),
     ("GRAPH g:words", "GRAPH g:letters", False)],
)  # fmt: skip
def test_two_stores_are_the_same_whatever_their_blank_nodes_are_called(old: str, new: str, *, same: bool) -> None:
    """Another statement, another graph and another value of a blank node are told."""
    assert same == is_same(opened(GRAPHS), opened(GRAPHS.replace(old, new)))
