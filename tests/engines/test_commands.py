"""The commands that researchers use say the same, whatever engine holds the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from r2pgraph.cli import door
from r2pgraph.store import open_store
from r2pgraph.store.remote.addresses import PASSWORD, USER
from r2pgraph.store.remote.loading import load
from r2pgraph.store.remote.manifest import STAGING
from r2pgraph.store.remote.mirror import fetched
from r2pgraph.store.remote.opening import open_endpoint
from r2pgraph.store.remote.replica import replica

if TYPE_CHECKING:
    from pathlib import Path

    from r2pgraph.store import EmbeddedStore
    from r2pgraph.store.remote.addresses import Addresses
    from r2pgraph.store.remote.endpoint import EndpointStore

COMMANDS = (
    "score TLS 2023 --format json",
    "explain TLS 2023 11",
    "evidence TLS 2023 --format json",
    "audit TLS 2023 --format json",
    "profile FJI 2023 --format json",
    "report TLS 2023",
    "ask ratings-by-level state=TLS year=2023 --format csv",
    "states --format csv",
    "indicators --format csv",
)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the graph as a user does."""
    folder = tmp_path_factory.mktemp("home")
    outcome = CliRunner().invoke(door, ["--home", str(folder), "build"])
    assert 0 == outcome.exit_code, outcome.output
    return folder


@pytest.fixture(scope="session")
def built(place: Addresses, home: Path, elsewhere: EndpointStore) -> list[str]:
    """Build the graph on the engine as a user does; return the option that names it."""
    del elsewhere
    outcome = CliRunner().invoke(
        door, ["--home", str(home), "build", "--store", place.query], env={USER: place.user, PASSWORD: place.password}
    )
    assert 0 == outcome.exit_code, outcome.output
    assert "Endpoint: " in outcome.output
    return ["--store", place.query]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_says_the_same(command: str, built: list[str], home: Path) -> None:
    """Byte for byte, what the folder says and what the engine says."""
    here = CliRunner().invoke(door, ["--home", str(home), *command.split()])
    there = CliRunner().invoke(door, ["--home", "/nowhere", *command.split(), *built])

    assert (0, here.output) == (there.exit_code, there.output)


def test_the_graph_comes_back_as_it_went(place: Addresses, built: list[str], home: Path) -> None:
    """What is fetched is what was sent, but for the names of blank nodes, which no engine keeps."""
    del built
    came = fetched(open_endpoint(place))
    with open_store(home) as store:
        assert set(store.graphs()) == set(came)
        for name, triples in came.items():
            pattern = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
            went = store.construct(pattern)
            assert _named(went) == _named(triples), name


def _named(triples: bytes) -> list[bytes]:
    return [line for line in triples.splitlines() if b"_:" not in line]


def test_a_copy_is_served_and_follows(place: Addresses, built: list[str], home: Path, tmp_path: Path) -> None:
    """The copy holds what stands there, and another one as soon as another stands there."""
    from r2pgraph.store import exchange, read_manifest

    del built
    with replica(place, looking=0.2) as copy:
        first = read_manifest(copy)
        assert read_manifest(home).digest == first.digest
        other = tmp_path / "other"
        import shutil

        shutil.copytree(home, other)
        exchange(other, {"https://w3id.org/r2pgraph/graph/institutions": b""}, "another")
        load(other, place, lambda *_: None)
        for _ in range(100):
            if read_manifest(copy).digest == "another":
                break
            import time

            time.sleep(0.2)
        assert "another" == read_manifest(copy).digest
        with open_store(copy) as store:
            assert "https://w3id.org/r2pgraph/graph/institutions" not in store.graphs()
    load(home, place, lambda *_: None)
    assert not copy.exists()


def test_a_load_that_fails_leaves_what_stood(
    place: Addresses, built: list[str], home: Path, embedded: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old graph stands, and nothing is left of what was on its way."""
    from r2pgraph.errors import StoreError
    from r2pgraph.store.remote.calling import Caller

    del built, embedded
    before = open_endpoint(place).graphs()
    put = Caller.put

    def lose_half(self: Caller, graph: str, triples: bytes, *, beside: bool = False) -> None:
        put(self, graph, b"".join(triples.splitlines(keepends=True)[::2]), beside=beside)

    monkeypatch.setattr(Caller, "put", lose_half)
    with pytest.raises(StoreError, match=r"holds [\d,]+ of [\d,]+ triples of .* The graph there is as before"):
        load(home, place, lambda *_: None, force=True)
    store = open_endpoint(place)

    assert before == store.graphs()
    assert not store.select(f'SELECT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?g), "{STAGING}")) }}').rows
