"""Say for each table what a row becomes: one module a subject, and the words that they are written in."""

from __future__ import annotations

from typing import Final

from r2pgraph.graph.mappings import (
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

MAPPINGS: Final = {
    mapping.stem: mapping
    for subject in (states, organisations, treaties, votes, institutions, commitments, links, sources, evidence)
    for mapping in subject.MAPPINGS
}
"""Every mapping by the stem of its table."""
