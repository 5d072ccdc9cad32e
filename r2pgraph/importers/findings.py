"""What an importer noticed and what it did about it: nothing is guessed, repaired or left out in silence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import polars as pl

Action = Literal["repaired", "kept", "refused"]
"""Repaired: the table holds another value, for the reason given. Kept: as it stands. Refused: not in the table."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed in a file.

    Attributes:
        kind: the class of the finding in kebab-case, such as ``counts-disagree``; the same word in every file.
        file: the name of the file, without its folder; inside an archive ``archive.zip/member.xml``.
        row: the line of the file, or the number of the record in a workbook or an archive, from 1; None for the whole.
        found: what stands there, as it stands.
        action: what was done.
        reason: one sentence: the rule, and why this was done.
    """

    kind: str
    file: str
    row: int | None
    found: str
    action: Action
    reason: str

    def __str__(self) -> str:
        place = self.file if self.row is None else f"{self.file}, row {self.row}"
        return f"{place}: {self.found!r}: {self.reason} ({self.kind}, {self.action})"


@dataclass(frozen=True)
class Imported:
    """What one file, or one set of files that belong together, holds.

    Attributes:
        kind: the name of the kind, such as ``undgacm-ga``.
        series: which files this replaces when a newer one comes, in kebab-case and unique over all kinds:
            ``undgacm-ga-77``.
        tables: the tidy tables by their stem, each as ``r2pgraph.tables.IMPORTED`` declares it.
        findings: everything that was noticed, in the order of the file.
        rows_in: how many records the files hold.
        paths: the files that were read.
    """

    kind: str
    series: str
    tables: Mapping[str, pl.DataFrame]
    findings: tuple[Finding, ...] = field(default=())
    rows_in: int = 0
    paths: tuple[Path, ...] = ()
