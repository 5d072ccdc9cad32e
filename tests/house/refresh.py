"""Write anew what is generated and checked: context, classes of data, dictionary, tables of terms and rules.

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


def classes() -> None:
    """Let data have every class of the ontology but those that a reasoner infers, the abstract and the closed."""
    kept_back = {"ConsentingState", "Endorser", "R2PSupporter", "VotingState", "Evidence", "Score"}
    kept_back |= {"Level", "Trend", "Verdict"}
    names = sorted({term.name for term in terms() if term.kind == "class"} - kept_back)
    page = ROOT / "shapes/submission.ttl"
    text = re.sub(
        r"(ontology#\()[A-Za-z0-9|]+(\)\$)", rf"\g<1>{'|'.join(names)}\g<2>", page.read_text(encoding="utf-8")
    )
    page.write_text(text, encoding="utf-8")


def main() -> None:
    """Refresh every generated part."""
    context.main()
    classes()
    page = ROOT / "docs/ontology.md"
    lines = page.read_text(encoding="utf-8").splitlines()
    page.write_text("\n".join(map(counted, lines)) + "\n", encoding="utf-8")
    refresh("data/README.md", "### `tables/states.csv`", dictionary(), AFTER_TABLES)
    refresh("docs/validation.md", FIRST_RULES, chapter(), "")


if __name__ == "__main__":
    main()
