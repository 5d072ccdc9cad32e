"""An edition tells what it has otherwise than the one before it, in words and as a patch that leads over."""

from __future__ import annotations

import subprocess
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from r2pgraph.publication.canonical import nquads
from r2pgraph.publication.changes import changes, prose
from r2pgraph.publication.export import triples
from r2pgraph.store import kept, open_store
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from r2pgraph.store import Store

DOCS = Path(__file__).resolve().parents[3] / "docs"


def lines(store: Store) -> set[bytes]:
    """Return the lines of the canonical N-Quads of a store."""
    return set(nquads(quad for graph in store.graphs() for quad in triples(store, graph)).splitlines(keepends=True))


def test_the_first_edition_has_none_before_it(edition: Path) -> None:
    """It says so, and there is no patch."""
    page = (edition / "CHANGES.md").read_text(encoding="utf-8")

    assert "# What changed in edition 2026.1\n\nThis is the first edition: there is none before it.\n" == page
    assert not (edition / "changes.rdfp").exists()


def test_the_patch_leads_from_the_edition_before(second: Path, second_home: Path) -> None:
    """Applied line by line to its N-Quads it gives those of the later one."""
    with kept.Editions(second_home).open("2026.1") as before:
        held = lines(before)
    head, *steps, end = (second / "changes.rdfp").read_bytes().splitlines(keepends=True)

    assert (b"TX .\n", b"TC .\n") == (head, end)
    for step in steps:
        (held.remove if step.startswith(b"D ") else held.add)(step[2:])
    assert (second / "dumps/r2pgraph.nq").read_bytes() == b"".join(sorted(held))


def test_the_lines_of_the_page_on_publishing_follow_an_edition(second: Path, second_home: Path, tmp_path: Path) -> None:
    """They are run as they stand there; the last of them compares, and tells a statement too many."""
    page = (DOCS / "publishing.md").read_text(encoding="utf-8").partition("## To follow editions")[2]
    script = "\n".join(line[4:] for line in page.partition("## From")[0].splitlines() if line.startswith("    "))
    former, later = tmp_path / "2026.1/dumps/r2pgraph.nq", tmp_path / "2026.2"
    former.parent.mkdir(parents=True)
    later.mkdir()
    (later / "dumps").symlink_to(second / "dumps")
    (later / "changes.rdfp").symlink_to(second / "changes.rdfp")
    with kept.Editions(second_home).open("2026.1") as before:
        held = sorted(lines(before))

    run = partial(subprocess.run, ["bash", "-euc", script], cwd=later, capture_output=True, check=False)
    former.write_bytes(b"".join(held))
    assert (0, b"") == (run().returncode, run().stdout)

    former.write_bytes(b"".join([*held, b"<x:more> <x:more> <x:more> <x:more> .\n"]))
    assert 0 != run().returncode


def test_the_page_tells_what_came(second: Path) -> None:
    """The commitments, by their names, and on how many statements of which graph they stand."""
    page = (second / "CHANGES.md").read_text(encoding="utf-8")
    patch = (second / "changes.rdfp").read_bytes()
    came = sum(
        line.startswith(b"A ") and b"/graph/commitments> .\n" in line for line in patch.splitlines(keepends=True)
    )

    assert page.startswith("# What changed in edition 2026.2\n\nSet beside edition 2026.1.\n\n## Ratings")
    assert "## Things: commitment: " in page
    assert f"| graph:commitments | 0 | {came} | +{came} | -0 |" in page


def test_equal_editions_are_told_to_be_equal(second_home: Path) -> None:
    """In a sentence, without a table."""
    with open_store(second_home) as store:
        page = prose(changes(store, store), "2026.2", "2026.3", {})

    assert page.endswith("Set beside edition 2026.2.\n\nNothing changed: every graph holds the same statements.\n")


def test_things_are_called_by_their_names(second_home: Path) -> None:
    """What has none is called by its prefixed name."""
    with open_store(second_home) as store, kept.Editions(second_home).open("2026.1") as before:
        found = changes(before, store)
    thing = next(each for each in found.things if each.segment == "commitment")

    page = prose(found, "2026.1", "2026.2", {thing.iri: "A pledge"})

    key = thing.iri.removeprefix(iri("commitment", ""))
    assert f"- came: A pledge (`commitment:{key}`)" in page
    assert page.count("- came: commitment:") + 1 == sum(each.segment == "commitment" for each in found.things)
