"""Write the data dictionary from the declarations, so that it says what the tables are held to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2pgraph.tables import CROSSWALK, TABLES
from r2pgraph.tables.column import FORMS

if TYPE_CHECKING:
    from r2pgraph.tables.column import Column, Table


def dictionary() -> str:
    """Return every table and column in Markdown, one section a table, by subject."""
    sections = [section(table, f"tables/{table.stem}.csv") for table in TABLES.values()]
    return "\n".join([*sections, section(CROSSWALK, "names/*.csv")])


def section(table: Table, file: str) -> str:
    """Return one table in Markdown: what it holds, and its columns; ``file`` is how its file is called."""
    unique = " and ".join(f"`{name}`" for name in table.unique)
    head = f"### `{file}`\n\n{table.meaning} One row for each {unique}. Subject: {table.subject}.\n"
    rows = "\n".join(f"| `{column.name}` | {column.meaning} | {_holds(column)} |" for column in table.columns)
    return f"{head}\n| column | meaning | what a cell holds |\n|---|---|---|\n{rows}\n"


def _holds(column: Column) -> str:
    """Return in words what a cell of the column may hold."""
    targets = " or ".join(f"`{reference.column}` of `{reference.table}`" for reference in column.refers)
    choices = ", ".join(f"`{choice}`" for choice in column.choices)
    unit = f", in {column.unit}" if column.unit else ""
    return f"{targets or choices or FORMS[column.form][1]}{unit}{'' if column.required else '; may be empty'}"
