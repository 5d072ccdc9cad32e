"""Say what an edition covers that the files of a new import do not: nothing leaves the graph without being named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.errors import StoreError, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from r2pgraph.editions.keeping import Edition
    from r2pgraph.importers import Imported

COVERED: Final = {
    "deployments": ("month",),
    "measurements": ("measure", "year"),
    "reviews_imported": ("key",),
    "roll_calls": ("key",),
    "state_names": ("key",),
    "texts": ("resolution",),
    "treaty_actions_imported": ("treaty",),
}
"""The columns that say what a table covers; of any other table it is said whether it has rows at all."""

NAMED: Final = 5
"""How many of the things that are no longer covered are named."""


def lost(former: Edition, imported: Imported) -> list[str]:
    """Return what an edition covers and a newer import of its series does not, one phrase a table and column.

    Nothing is said of an edition that cannot be read.
    """
    try:
        return list(_lost(former, imported))
    except StoreError:
        return []


def refuse_loss(former: Edition, imported: Imported) -> None:
    """Raise where an import covers less than the edition that counts of its series.

    Raises:
        UnreadableFileError: what would no longer be covered, and how to import it all the same.
    """
    if missing := lost(former, imported):
        files = ", ".join(path.name for path in imported.paths[:NAMED])
        reason = f"It would take the place of {imported.series}, and no longer cover {'; '.join(missing)}."
        remedy = "Import all files of the series in one call; or say --replace, and the former edition is kept."
        raise UnreadableFileError(files, reason, None, remedy)


def loss(former: Edition | None, imported: Imported, *, replace: bool) -> tuple[str, ...]:
    """Return what an edition covers and an import does not; raise as `refuse_loss` unless it is to ``replace`` it."""
    if former is None:
        return ()
    if not replace:
        refuse_loss(former, imported)
    return tuple(lost(former, imported))


def _lost(former: Edition, imported: Imported) -> Iterable[str]:
    for stem, rows in former.rows.items():
        now = imported.tables.get(stem)
        if now is None or now.is_empty():
            if rows:
                yield f"any of its {rows:,} rows of {stem.replace('_', ' ')}"
            continue
        for column in COVERED.get(stem, ()):
            before = set(former.table(stem)[column].unique()) - {""}
            if gone := sorted(before - set(now[column].unique())):
                more = ", ..." if len(gone) > NAMED else ""
                yield f"{len(gone):,} of {len(before):,} values of {column} ({', '.join(gone[:NAMED])}{more})"
