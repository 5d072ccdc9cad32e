"""Say what each tidy table holds: its columns, their meaning, their form and what they refer to."""

from __future__ import annotations

from typing import Final

from r2pgraph.tables import (
    commitments,
    evidence,
    institutions,
    organisations,
    sources,
    states,
    treaties,
    votes,
)
from r2pgraph.tables.column import Column, Reference, Table
from r2pgraph.tables.crosswalk import CROSSWALK

__all__ = ["CROSSWALK", "TABLES", "Column", "Reference", "Table"]

TABLES: Final = {
    table.stem: table
    for subject in (states, organisations, treaties, votes, institutions, commitments, sources, evidence)
    for table in subject.TABLES
}
"""Every declared table by the stem of its file in ``data/tables``."""
