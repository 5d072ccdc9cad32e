"""Publish the graph: files that are the same bytes each time, tables, and the report that analysts know."""

from __future__ import annotations

from r2pgraph.publication.export import export

__all__ = ["export"]
