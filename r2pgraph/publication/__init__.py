"""Publish the graph: files that are the same bytes each time, tables, and the report that analysts know.

`export` and `report` are functions here, and the modules that hold them are of the same name.
"""

from __future__ import annotations

from r2pgraph.publication.export import export
from r2pgraph.publication.report import report

__all__ = ["export", "report"]
