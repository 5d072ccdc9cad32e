"""Say what each table holds that an importer makes, one subject a module.

Every column is of type String and an empty cell is the empty string, as in the curated tables. ``state`` is the
ISO 3166 alpha-3 code of the state that is meant, empty where the name could not be resolved; ``state_name`` is what
stands in the file.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from r2pgraph.tables.column import Table

__all__ = ["IMPORTED"]

IMPORTED: Final[dict[str, Table]] = {
    table.stem: table
    for module in sorted(iter_modules(__path__), key=lambda module: module.name)
    for table in import_module(f"{__name__}.{module.name}").TABLES
}
"""Every declared table of the importers by its stem."""
