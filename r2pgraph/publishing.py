"""Publish the store as an edition: choose its name, write its folder, keep it to be asked beside those to come."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from r2pgraph import pipeline
from r2pgraph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from r2pgraph.editions import Edition as Imported
    from r2pgraph.pipeline import Tell
    from r2pgraph.publication.edition import File, Former, Release, Writer
    from r2pgraph.publication.edition.folder import Draft
    from r2pgraph.store import EmbeddedStore, Store
    from r2pgraph.store.kept import Editions

SITE: Final = "site"
"""The folder of the pages in an edition."""

_PART: Final = "draft-publishing"
"""After this the folder in the home is named that holds what may be passed on, as long as it is published."""

_IMPORTED: Final = """
SELECT ?kind ?about WHERE { GRAPH graph:imports {
  ?graph prov:wasDerivedFrom ?made .
  ?made r2p:isOfKind ?kind .
  { ?graph (prov:wasDerivedFrom|prov:wasGeneratedBy)? ?about } UNION { ?about r2p:isNoticedIn ?made }
} }
"""
"""The graph of each import, what describes it, and the kind of file that it was made of."""


@dataclass(frozen=True)
class Published:
    """An edition that was published.

    Attributes:
        name: such as ``2026.1``.
        directory: its folder.
        files: its files by path.
        before: the edition before it, empty where there is none.
        withheld: the series that were imported and left out, since their terms do not let them be passed on.
    """

    name: str
    directory: Path
    files: tuple[File, ...]
    before: str = ""
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True)
class Order:
    """What is asked for.

    Attributes:
        name: such as ``2026.1``; the next one where it is empty.
        votes: whether every vote is also written as a thing of its own.
        further: parts by name that are written last, such as pages; see `edition.write`.
    """

    name: str = ""
    votes: bool = False
    further: Sequence[tuple[str, Writer]] = ()


def publish(home: Path, directory: Path, order: Order | None = None, tell: Tell = pipeline.silent) -> Published:
    """Publish the built store in ``home`` as a folder, and keep it as the edition of that name.

    The same store, name and edition before give the same bytes: neither clock nor machine has a say. What was imported
    on terms that do not let it be passed on is neither published nor kept.

    Args:
        home: the folder of the built store.
        directory: a folder that is new or empty; it appears whole or not at all.
        order: what is asked for; the next edition, with no more than every edition has, where it is left out.
        tell: who is told how far the work has come.

    Raises:
        QueryError: the name will not do, was withdrawn, or belongs to an edition with other content.
        StoreError: there is no sound store, it was built anew meanwhile, the folder is not free, or the disk refuses.
    """
    from r2pgraph import editions, store
    from r2pgraph.publication import edition
    from r2pgraph.publication.edition import naming
    from r2pgraph.store import kept

    order = order or Order()
    if order.name:
        naming.refuse(order.name)
    edition.refuse(directory)
    beside = kept.Editions(home)
    with pipeline.open_built(home) as whole:
        counted, withheld = _to_pass_on(editions.current(home))
        with _part(home, counted, withheld) as part, store.open_store(part) as passed:
            _refuse_newer(home, whole)
            known = kept.editions(home)
            called = naming.called(order.name, known, passed, beside)
            before = naming.before(known, called)
            with edition.beside(directory) as draft, _former(beside, before, passed) as former:
                released = edition.Release(called, naming.day(passed), passed, order.votes, counted, former)
                edition.write(draft, released, tell, order.further)
                if called not in known:
                    kept.keep(home, called, whole.place, part)
    return Published(called, directory, tuple(draft.listed()), before, tuple(each.series for each in withheld))


def _to_pass_on(counted: Sequence[Imported]) -> tuple[list[Imported], list[Imported]]:
    """Return the imports whose terms let them be passed on, as the table of kinds tells, and the others."""
    passed_on = _kinds_passed_on()
    held = [each for each in counted if each.kind not in passed_on]
    return [each for each in counted if each.kind in passed_on], held


def _kinds_passed_on() -> set[str]:
    """Return the kinds of files that may be passed on; one of which the table tells nothing is none of them."""
    from r2pgraph import sources

    return {row["key"] for row in sources.tables()["datasets"].to_dicts() if row["passed_on"] == "true"}


def _held_back(former: Store) -> frozenset[str]:
    """Return the graphs of an edition that may not be passed on, and what its description tells of them, as IRIs.

    It may have been kept whole, or published when another rule held.
    """
    from r2pgraph.queries import with_prefixes
    from r2pgraph.vocab import iri

    passed_on = {iri("import", kind) for kind in _kinds_passed_on()}
    found = former.select(with_prefixes(_IMPORTED)).rows
    return frozenset(about.value for kind, about in found if kind and about and kind.value not in passed_on)


@contextmanager
def _part(home: Path, counted: Sequence[Imported], withheld: Sequence[Imported]) -> Iterator[Path]:
    """Yield a home whose store holds these imports and no others: the home itself, or one that goes afterwards."""
    from r2pgraph import store
    from r2pgraph.publication.edition import folder

    folder.sweep(home / _PART)
    if not withheld:
        yield home
        return
    with folder.aside(home / _PART) as part:
        store.duplicate(home, part)
        gone = dict.fromkeys(pipeline.brought(home), b"")
        store.exchange(part, gone | pipeline.imported(counted, store.standing(part, gone)))
        yield part


def _refuse_newer(home: Path, whole: EmbeddedStore) -> None:
    """Raise StoreError where another store counts by now than the one whose imports were looked at."""
    from r2pgraph.store import read_manifest

    if whole.place is None or read_manifest(home).generation != whole.place.name:
        raise StoreError("The store was built anew meanwhile, so nothing is published.", "Publish again.")


def pages(tell: Tell = pipeline.silent, paths: Sequence[str] | None = None) -> tuple[str, Writer]:
    """Return the part of an edition that shows it on any host of files: a folder ``site`` with its own checksums.

    Args:
        tell: who is told how many pages are written.
        paths: the pages to write; all where it is left out.
    """

    def write(draft: Draft, release: Release) -> None:
        from r2pgraph.pages import static_site
        from r2pgraph.publication.edition.dumps import WHOLE
        from r2pgraph.publication.edition.folder import SUMS

        place = getattr(release.store, "place", None)
        if place is None:
            raise StoreError("A site is written from a store on this machine.", "Build one here, and publish from it.")
        shown = static_site.Shown(place, release.name, (draft.place / WHOLE).read_bytes())
        written = static_site.write(draft.place / SITE, shown, tell, paths=paths)
        draft.put(f"{SITE}/{SUMS}", written.sums, "text/plain", "Checksums of the files of the site")
        os.sync()

    return "pages", write


@contextmanager
def _former(beside: Editions, name: str, store: Store) -> Iterator[Former | None]:
    """Yield the edition before, which tells what things are called now or, where they are gone, were called in it."""
    from r2pgraph.pages import Site
    from r2pgraph.pages.subjects.changes import names
    from r2pgraph.publication.edition import Former

    if not name:
        yield None
        return
    with beside.open(name) as other:
        yield Former(name, other, lambda found: names(found, Site(store), Site(other)), _held_back(other))
