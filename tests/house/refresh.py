"""Write anew what is generated and checked: the JSON-LD context, the data dictionary, the tables of terms and of rules.

Run it with ``make refresh`` after a change of ontology, tables or shapes, and read what it changed.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from r2pgraph.ontology import context
from r2pgraph.ontology.terms import terms
from r2pgraph.tables.dictionary import dictionary
from r2pgraph.validation.handbook import chapter

ROOT = Path(__file__).resolve().parents[2]
FIRST_RULES = "### Assessments ("
AFTER_TABLES = "\n## "


def refresh(path: str, start: str, text: str, end: str) -> None:
    """Put ``text`` into a page, in the place of what stands between the headings ``start`` and ``end``, start included.

    Where ``end`` is empty the text goes to the end of the page.
    """
    page = ROOT / path
    before, _, after = page.read_text(encoding="utf-8").partition(start)
    rest = after[after.index(end) :] if end else ""
    page.write_text(before + text + rest, encoding="utf-8")


def counted(line: str) -> str:
    """Return a line of the table of modules with the numbers of terms as they are."""
    counts = Counter((term.module, term.kind) for term in terms())
    if not (found := re.match(r"(\| \[(\w+)\]\(\S+\) \| [^|]* \|)", line)):
        return line
    kinds = ("class", "object property", "datatype property")
    return found[1] + "".join(f" {counts[found[2], kind]} |" for kind in kinds)


def main() -> None:
    """Refresh every generated part."""
    context.main()
    page = ROOT / "docs/ontology.md"
    lines = page.read_text(encoding="utf-8").splitlines()
    page.write_text("\n".join(map(counted, lines)) + "\n", encoding="utf-8")
    refresh("data/README.md", "### `tables/states.csv`", dictionary(), AFTER_TABLES)
    refresh("docs/validation.md", FIRST_RULES, chapter(), "")


if __name__ == "__main__":
    main()
