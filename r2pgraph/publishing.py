"""Publish the store as an edition: choose its name, write its folder, keep it to be asked beside those to come."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from r2pgraph import pipeline
from r2pgraph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from r2pgraph.editions import Edition as Imported
    from r2pgraph.pipeline import Tell
    from r2pgraph.publication.edition import File, Former, Release, Writer
    from r2pgraph.publication.edition.folder import Draft
    from r2pgraph.store import Store
    from r2pgraph.store.kept import Editions

SITE: Final = "site"
"""The folder of the pages in an edition."""


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
    counted, withheld = _to_pass_on(editions.current(home))
    with pipeline.open_built(home) as whole, _part(home, counted, withheld) as part, store.open_store(part) as passed:
        known = kept.editions(home)
        if order.name:
            naming.refuse_other(known, passed, beside, order.name)
        called = order.name or naming.chosen(known, passed, beside)
        before = naming.before(known, called)
        with edition.beside(directory) as draft, _former(beside, before, passed) as former:
            released = edition.Release(called, naming.day(passed), passed, order.votes, counted, former)
            edition.write(draft, released, tell, order.further)
            if called not in known:
                kept.keep(home, called, whole.place, part)
    return Published(called, directory, tuple(draft.listed()), before, tuple(each.series for each in withheld))


def _to_pass_on(counted: Sequence[Imported]) -> tuple[list[Imported], list[Imported]]:
    """Return the imports whose terms let them be passed on, as far as the table of kinds knows, and the others."""
    from r2pgraph import sources

    held = {row["key"] for row in sources.tables()["datasets"].to_dicts() if row["passed_on"] != "true"}
    return [each for each in counted if each.kind not in held], [each for each in counted if each.kind in held]


@contextmanager
def _part(home: Path, counted: Sequence[Imported], withheld: Sequence[Imported]) -> Iterator[Path]:
    """Yield a home whose store holds these imports and no others: the home itself, or one that goes afterwards."""
    from r2pgraph import store

    if not withheld:
        yield home
        return
    with tempfile.TemporaryDirectory(prefix=".draft-", dir=home) as folder:
        part = Path(folder)
        store.duplicate(home, part)
        gone = dict.fromkeys(pipeline.brought(home), b"")
        store.exchange(part, gone | pipeline.imported(counted, store.standing(part, gone)))
        yield part


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
        yield Former(name, other, lambda found: names(found, Site(store), Site(other)))
