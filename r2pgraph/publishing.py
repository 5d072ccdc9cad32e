"""Publish the store as an edition: choose its name, write its folder, keep it to be asked beside those to come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from r2pgraph import pipeline

if TYPE_CHECKING:
    from pathlib import Path

    from r2pgraph.pipeline import Tell
    from r2pgraph.publication.edition import File


@dataclass(frozen=True)
class Published:
    """An edition that was published: its name, its folder and its files by path, and the edition before it, if any."""

    name: str
    directory: Path
    files: tuple[File, ...]
    before: str = ""


def publish(
    home: Path, directory: Path, name: str = "", tell: Tell = pipeline.silent, *, votes: bool = False
) -> Published:
    """Publish the built store in ``home`` as a folder, and keep it as the edition of that name.

    The same store, name and edition before give the same bytes: neither clock nor machine has a say.

    Args:
        home: the folder of the built store.
        directory: a folder that is new or empty; it appears whole or not at all.
        name: such as ``2026.1``; the next one where it is left out.
        tell: who is told how far the work has come.
        votes: whether every vote is also written as a thing of its own.

    Raises:
        QueryError: the name will not do, was withdrawn, or belongs to an edition with other content.
        StoreError: there is no sound store, the folder is not free, or the disk refuses.
    """
    from r2pgraph import editions
    from r2pgraph.publication import edition
    from r2pgraph.publication.edition import naming
    from r2pgraph.store import kept

    if name:
        naming.refuse(name)
    edition.refuse(directory)
    beside = kept.Editions(home)
    with pipeline.open_built(home) as store:
        known = kept.editions(home)
        called = name or naming.chosen(known, store, beside)
        naming.refuse_other(known, store, beside, called)
        before = naming.before(known, called)
        with edition.beside(directory) as draft:
            imports = editions.current(home)
            edition.write(draft, edition.Release(called, naming.day(store), store, votes, imports), tell)
            if called not in known:
                kept.keep(home, called)
    return Published(called, directory, tuple(draft.listed()), before)
