"""Say how each table that an importer makes becomes triples, one subject a module."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from r2pgraph.graph.mappings.words import Mapping

__all__ = ["IMPORTED"]

IMPORTED: Final[dict[str, Mapping]] = {
    mapping.stem: mapping
    for module in sorted(iter_modules(__path__), key=lambda module: module.name)
    for mapping in import_module(f"{__name__}.{module.name}").MAPPINGS
}
"""Every mapping of the importers' tables by its stem; its triples stand in the graph of the series they came in."""
