"""Write the files of some addresses: a job for one of several processes, each with the store open for itself."""

from __future__ import annotations

import hashlib
import signal
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import StoreError
from r2pgraph.pages import addresses
from r2pgraph.pages.addresses import FORMS
from r2pgraph.pages.responding import offers, respond
from r2pgraph.pages.site import Site
from r2pgraph.pages.static_site import documents, places
from r2pgraph.pages.static_site.relinking import relink
from r2pgraph.store import EmbeddedStore

if TYPE_CHECKING:
    from r2pgraph.pages.page import Page

    Part = tuple[str, tuple[tuple[str, str], ...]]
    """The path of a page and the parameters of one part of it, none for the whole."""

_OK: Final = 200


@dataclass(frozen=True)
class Job:
    """Some pages to write.

    Attributes:
        store: the folder of the files of the store.
        edition: what the edition is called.
        folder: the top of the site.
        parts: what to write.
    """

    store: Path
    edition: str
    folder: Path
    parts: tuple[Part, ...]


@dataclass
class Done:
    """What became of a job: the digest of each file, other parts that the pages lead to, and links to no file."""

    files: dict[str, str] = field(default_factory=dict)
    parts: set[Part] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    size: int = 0

    def add(self, other: Done) -> None:
        """Take in what became of another job."""
        self.files |= other.files
        self.parts |= other.parts
        self.lost |= other.lost
        self.size += other.size

    def put(self, folder: Path, place: str, content: bytes) -> None:
        """Write a file."""
        target = folder / PurePosixPath(place)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self.files[place] = hashlib.sha256(content).hexdigest()
        self.size += len(content)


def leave_interrupts() -> None:
    """Leave it to the process that gave the job to end at Ctrl-C; it ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def draw(job: Job) -> Done:
    """Write the pages of a job and the data of what they are about.

    Raises:
        StoreError: a page that belongs to the site cannot be drawn.
        OSError: the disk refuses.
    """
    site, known, done = *_opened(job.store, job.edition), Done()
    for path, parameters in job.parts:
        _draw_page(site, known, job.folder, (path, parameters), done)
        for media_type in offers(path)[1:] if not parameters else ():
            form = next(form for form, offered in FORMS.items() if offered == media_type)
            content = _sound(respond(site, path, {}, media_type), path).content
            done.put(job.folder, places.file(f"{path}.{form}"), content)
    return done


def _draw_page(site: Site, known: frozenset[str], folder: Path, part: Part, done: Done) -> None:
    path, parameters = part[0], dict(part[1])
    page = _sound(respond(site, path, parameters, FORMS["html"]), path)
    address = addresses.read(path)
    assert address is not None  # noqa: S101 - a page stands at it
    relinked = relink(page.content.decode(), address._replace(parameters=parameters), known)
    done.put(folder, places.file(path, parameters), relinked.page.encode())
    done.parts |= relinked.parts
    done.lost |= relinked.lost


def _sound(page: Page, path: str) -> Page:
    if page.status != _OK:
        raise StoreError(f"The page {path} cannot be drawn (status {page.status}).", "Build the store again.")
    return page


@cache
def _opened(store: Path, edition: str) -> tuple[Site, frozenset[str]]:
    site = Site(EmbeddedStore.read_only(store), edition=edition, serverless=True)
    return site, documents.known(site)
