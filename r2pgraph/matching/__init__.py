"""Find the thing that a name means, however it is written: states, treaties, resolutions and others of the graph.

A name that could mean two things is matched with neither; both are candidates.
"""

from __future__ import annotations

from r2pgraph.matching.entries import KINDS, Entry, Kind, entries
from r2pgraph.matching.linking import ADDED, Doubt, Linked, link
from r2pgraph.matching.matcher import Candidate, Matcher

__all__ = ["ADDED", "KINDS", "Candidate", "Doubt", "Entry", "Kind", "Linked", "Matcher", "entries", "link"]
