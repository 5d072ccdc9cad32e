"""``r2pgraph diff`` tells what changed between two editions, for people, for programs, and as a patch."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from r2pgraph.publication.canonical import nquads
from r2pgraph.store import EmbeddedStore, kept, load
from r2pgraph.vocab import BASE, R2P, iri

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

RATING = "rating/TLS-2023-upr"
NEW = "finding/TLS-2023-upr-in-time"


def exchanged(text: bytes, old: str, new: str) -> bytes:
    """Return N-Triples in which one statement took the place of another; short names below our own IRIs."""
    lines = [" ".join(f"<{BASE}{part}>" if ":" not in part else f"<{part}>" for part in each.split()) + " .\n"
             for each in (old, new)]  # fmt: skip
    assert lines[0].encode() in text
    return text.replace(lines[0].encode(), lines[1].encode())


def corrected(shipped: dict[str, bytes]) -> dict[str, bytes]:
    """Return the shipped graphs with a rating that rises, a corrected vote and a deprecated term."""
    later = dict(shipped)
    assessment, votes, terms = (iri("graph", key) for key in ("assessment-TLS-2023", "resolutions", "ontology"))
    later[assessment] = exchanged(
        later[assessment], f"{RATING} {R2P}level level/strong", f"{RATING} {R2P}level level/very-strong"
    )
    later[assessment] += (
        f"<{BASE}{RATING}> <{R2P}restsOn> <{BASE}{NEW}> .\n"
        f"<{BASE}{NEW}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{R2P}Finding> .\n"
        f'<{BASE}{NEW}> <{R2P}claim> "Two reports came in."@en .\n'
    ).encode()
    vote = "resolution/A-RES-75-277"
    later[votes] = exchanged(later[votes], f"state/TLS {R2P}votedYes {vote}", f"state/TLS {R2P}abstainedOn {vote}")
    true = '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
    later[terms] += f"<{R2P}FocalPoint> <http://www.w3.org/2002/07/owl#deprecated> {true} .\n".encode()
    return later


@pytest.fixture(scope="module")
def home(shipped: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with the shipped edition, a corrected one, and one that was withdrawn."""
    home = tmp_path_factory.mktemp("editions")
    load(home, shipped)
    kept.keep(home, "2026.1")
    kept.keep(home, "2026.0")
    kept.withdraw(home, "2026.0", "It held a draft.")
    load(home, corrected(shipped))
    kept.keep(home, "2026.2")
    return home


@pytest.fixture
def diff(run: Callable[..., CompletedProcess[str]], home: Path) -> Callable[..., CompletedProcess[str]]:
    """Return what calls the command on that store."""
    return lambda *words: run("diff", *words, home=home)


def test_people_read_what_moved_and_why(diff: Callable[..., CompletedProcess[str]]) -> None:
    """The rating with its new finding first, then the vote, the term, and statements by graph."""
    said = diff("2026.1", "2026.2").stdout
    places = [
        said.index(part)
        for part in (
            "rose  Timor-Leste 2023, Peer review: Strong, Unchanged -> Very Strong, Unchanged",
            "evidence came: finding:TLS-2023-upr-in-time",
            "r2p:claim: nothing -> Two reports came in.",
            "corrected  Timor-Leste  resolution:A-RES-75-277  Yes     Abstention",
            "deprecated  r2p:FocalPoint  Focal point",
            "graph:assessment-TLS-2023",
        )
    ]

    assert sorted(places) == places


def test_programs_read_the_same(diff: Callable[..., CompletedProcess[str]]) -> None:
    """Seen from the later edition the rating fell, and the finding was withdrawn."""
    told = json.loads(diff("2026.2", "2026.1", "--format", "json").stdout)
    (rating,), (vote,), (term,) = told["ratings"], told["votes"], told["terms"]

    assert ("2026.2", "2026.1", "fell") == (told["before"], told["after"], rating["how"])
    assert [("evidence", "withdrawn", BASE + NEW), ("evidence", "changed", BASE + RATING)] == [
        (reason["kind"], reason["how"], reason["iri"]) for reason in rating["reasons"]
    ]
    assert ("corrected", iri("position", "abstention"), iri("position", "yes")) == (
        vote["how"], vote["before"], vote["after"]
    )  # fmt: skip
    assert (f"{R2P}FocalPoint", False) == (term["iri"], term["deprecated"])


def test_the_patch_makes_the_later_edition_of_the_former(
    diff: Callable[..., CompletedProcess[str]], home: Path
) -> None:
    """Six statements came, two went."""
    begin, *steps, end = diff("2026.1", "2026.2", "--format", "patch").stdout.splitlines(keepends=True)
    with EmbeddedStore.read_only(kept.folder(home, "2026.1")) as former:
        held = set(nquads(former.engine).splitlines(keepends=True))
    with EmbeddedStore.read_only(kept.folder(home, "2026.2")) as later:
        wanted = nquads(later.engine)
    for step in steps:
        (held.remove if step.startswith("D ") else held.add)(step[2:].encode())

    assert ("TX .\n", "TC .\n") == (begin, end)
    assert ["D"] * 2 + ["A"] * 6 == [step[0] for step in steps]
    assert wanted == b"".join(sorted(held))
    assert 8 == len(list(ox.parse("".join(step[2:] for step in steps), format=ox.RdfFormat.N_QUADS)))


@pytest.mark.parametrize(
    ("form", "said"),
    [("text", "From 2026.1 to 2026.1\nNothing changed: every graph holds the same statements.\n"),
     ("patch", "TX .\nTC .\n")],
)  # fmt: skip
def test_an_edition_beside_itself_has_not_changed(
    form: str, said: str, diff: Callable[..., CompletedProcess[str]]
) -> None:
    """That is said, and no list is empty without a word."""
    assert said == diff("2026.1", "2026.1", "--format", form).stdout


@pytest.mark.parametrize(
    ("name", "status", "said"),
    [
        ("2026.3", 2, "Nearest known: 2026"),
        ("curent", 2, "Nearest known: current"),
        ("2026.0", 1, ": It held a draft."),
    ],
)
def test_an_edition_that_cannot_be_read_says_why(
    name: str, status: int, said: str, diff: Callable[..., CompletedProcess[str]]
) -> None:
    """Unknown with the nearest, withdrawn with the reason; nothing is compared."""
    refused = diff("2026.1", name)

    assert (status, "") == (refused.returncode, refused.stdout)
    assert said in refused.stderr


def test_the_store_as_it_is_now_is_current(
    run: Callable[..., CompletedProcess[str]], store_home: Path, tmp_path: Path
) -> None:
    """Kept and not built anew, it is what was kept."""
    home = tmp_path / "home"
    shutil.copytree(store_home, home)
    run("editions", "keep", "now", home=home)

    assert "Nothing changed" in run("diff", "now", "current", home=home).stdout
