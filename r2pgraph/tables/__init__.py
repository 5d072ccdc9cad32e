"""Say what each tidy table holds: its columns, their meaning, their form and what they refer to."""

from __future__ import annotations

from typing import Final

from r2pgraph.tables import (
    commitments,
    evidence,
    institutions,
    links,
    organisations,
    sources,
    states,
    treaties,
    votes,
)
from r2pgraph.tables.column import Column, Reference, Table
from r2pgraph.tables.crosswalk import CROSSWALK
from r2pgraph.tables.links import LINKS

__all__ = ["CROSSWALK", "LINKS", "TABLES", "Column", "Reference", "Table"]

TABLES: Final = {
    table.stem: table
    for subject in (states, organisations, treaties, votes, institutions, commitments, links, sources, evidence)
    for table in subject.TABLES
}
"""Every declared table by the stem of its file in ``data/tables``."""
