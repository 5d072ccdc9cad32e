"""Write a static site: pages and data by several processes, then the statements, the names and the rules for hosts."""

from __future__ import annotations

import gzip
import multiprocessing
import os
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from r2pgraph.pages import statics
from r2pgraph.pages.site import Site
from r2pgraph.pages.static_site import documents, hosting, searching
from r2pgraph.pages.static_site.rendering import Done, Job, draw, leave_interrupts
from r2pgraph.pages.subjects.queries import EDITOR
from r2pgraph.store import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Future
    from pathlib import Path

    from r2pgraph.pages.static_site.rendering import Part

    Tell = Callable[[str, int, int], None]

STATEMENTS: Final = "data/r2pgraph.nq.gz"
"""The statements of the edition that queries are asked over in the browser."""

_SERVED: Final = {*EDITOR, "editor.js", *statics.UNNAMED}
"""The files of the editor that asks an endpoint, of which a static site has none, and what stands at its root."""
_BATCH: Final = 40
_MOST: Final = 4
"""Processes at once; each holds the store open and takes a few hundred megabytes."""


@dataclass(frozen=True)
class Shown:
    """What a site shows: the folder of the files of a store, what its edition is called, and the graph as N-Quads."""

    store: Path
    edition: str
    statements: bytes


@dataclass(frozen=True)
class Written:
    """What was written: the digest of each file by its path, bytes in all, and whether queries can be asked on it."""

    files: dict[str, str]
    size: int
    asks: bool

    @property
    def sums(self) -> bytes:
        """Return digest and path of each file, as ``sha256sum --check`` reads them."""
        return "".join(f"{digest}  {name}\n" for name, digest in self.files.items()).encode()


def write(folder: Path, shown: Shown, tell: Tell = lambda *_: None, *, paths: Iterable[str] | None = None) -> Written:
    """Write the site of a store into a folder; the same store and edition give the same bytes.

    Args:
        folder: where to; it is made where it is missing.
        shown: the store with the name of its edition.
        tell: who is told how many pages are written.
        paths: the pages to write; all where it is left out.

    Raises:
        StoreError: a page cannot be drawn.
        OSError: the disk refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    done = Done()
    with EmbeddedStore.read_only(shown.store) as opened:
        site = Site(opened, edition=shown.edition, serverless=True)
        chosen = documents.paths(site) if paths is None else list(paths)
        _Crowd(folder, shown, tell).draw([(path, ()) for path in chosen], done)
        for name, content in _beside(site, shown.statements).items():
            done.put(folder, name, content)
    return Written(dict(sorted(done.files.items())), done.size, statics.has_engine())


def _beside(site: Site, statements: bytes) -> dict[str, bytes]:
    """Return what every site has beside the pages of its things, by the name of the file."""
    return {
        searching.INDEX: searching.index(site),
        STATEMENTS: gzip.compress(statements, mtime=0),
        **hosting.pages(site),
        **{f"static/{name}": statics.content(name) for name in sorted(statics.files().keys() - _SERVED)},
        statics.FAVICON: statics.content(statics.FAVICON),
        **hosting.rules(),
    }


@dataclass
class _Crowd:
    """The processes that draw pages."""

    folder: Path
    shown: Shown
    tell: Tell

    def draw(self, parts: list[Part], done: Done) -> None:
        """Write pages, and the parts of lists that they lead to, until all are there."""
        seen: set[Part] = set(parts)
        context = multiprocessing.get_context("spawn")
        number = min(os.cpu_count() or 1, _MOST, -(-len(parts) // _BATCH))
        with ProcessPoolExecutor(number, context, leave_interrupts) as pool:
            waiting = self._given(pool, parts)
            written = 0
            try:
                while waiting:
                    ended, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    for job in ended:
                        found = job.result()
                        done.add(found)
                        waiting |= self._given(pool, sorted(found.parts - seen))
                        seen |= found.parts
                    written += len(ended)
                    self.tell("site", min(written * _BATCH, len(seen)), len(seen))
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    def _given(self, pool: ProcessPoolExecutor, parts: list[Part]) -> set[Future[Done]]:
        batches = (tuple(parts[at : at + _BATCH]) for at in range(0, len(parts), _BATCH))
        jobs = (Job(self.shown.store, self.shown.edition, self.folder, batch) for batch in batches)
        return {pool.submit(draw, job) for job in jobs}
