"""Read the status tables of the United Nations Treaty Collection, its index of treaties, and the statements of states.

One CSV file a treaty, named by chapter and number as in ``4-9-b.csv``: a participant a row, and columns whose heads
are the legends of the letters behind the dates. ``index.csv`` gives the titles. A text file of the same name holds
what states declared: a line ``#State``, then the text.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import border, delimited
from r2pgraph.importers.findings import Finding, Imported
from r2pgraph.importers.naming import unknown_names, with_state
from r2pgraph.importers.treaties.legend import Legend, legend
from r2pgraph.importers.treaties.numbering import ACTIONS, party_key, treaty_key, with_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SOURCE: Final = "untc-2015"
"""The data set whose layout this is."""

_CROSSWALK: Final = "untc"
_CELL: Final = r"^(\d{1,2} [A-Z][a-z]{2} \d{4})(?: ?([A-Za-z]{1,2}))?$"
_TAIL: Final = re.compile(r"(?s)(?P<title>.+)\.\s+(?P<place>[^.]*?),?\s*(?P<date>\d{1,2} [A-Z][a-z]+ \d{4})\.?")
_START: Final = 300
"""How many letters of a statement are kept: enough to know it by, too few to stand for it."""

_LONG: Final = {"file": pl.String, "row": pl.Int64, "treaty": pl.String, "state_name": pl.String, "cell": pl.String,
                "head": pl.String}  # fmt: skip
_TITLES: Final = {"key": pl.String, "title": pl.String, "dated": pl.String}
_TEXTS: Final = {"file": pl.String, "row": pl.Int64, "treaty": pl.String, "state_name": pl.String, "text": pl.String}


def read(kind: str, files: Sequence[Path]) -> Imported:
    """Return what states did about treaties, the treaties, and the first words of what states declared.

    Args:
        kind: ``untc-status``.
        files: status tables, the index and the texts of statements, in any number and order.

    Raises:
        UnreadableFileError: a file is damaged, or is none of the three.
    """
    cells, titles, texts = [pl.DataFrame(schema=_LONG)], [pl.DataFrame(schema=_TITLES)], [pl.DataFrame(schema=_TEXTS)]
    findings: list[Finding] = []
    rows_in = 0
    for path in files:
        text = border.text(path)
        if path.suffix == ".txt":
            texts.append(_statements(text, path.name))
            rows_in += len(texts[-1])
            continue
        _refuse_unended(text, path.name)
        header, frame = delimited.rows(text, path.name)
        rows_in += len(frame)
        if "chapter_no" in header:
            titles.append(_titles(text, path.name, findings))
        else:
            cells.append(_cells(header, frame, path.name))
            delimited.refuse_rowless(frame, path.name)
            titles.append(pl.DataFrame([[_treaty(path.name)], [""], [""]], schema=_TITLES))
    acts, more = _acts(pl.concat(cells))
    statements, yet_more = _declarations(pl.concat(texts))
    tables = {
        "treaty_actions_imported": acts,
        "treaties_imported": _treaties(titles),
        "treaty_declarations": statements,
    }
    return Imported(kind, kind, tables, (*findings, *more, *yet_more), rows_in)


def _refuse_unended(text: str, file: str) -> None:
    """Raise where a table has no line end at its end: without the mark behind a date an accession is a ratification."""
    if not text.endswith("\n"):
        reason = "The last line has no line end, as all files of this source have, so the file was cut there."
        raise UnreadableFileError(file, reason, text.count("\n") + 1, "Fetch it again.")


def _treaty(file: str) -> str:
    """Return the key of the treaty after which a file is named."""
    key = treaty_key(Path(file).stem)
    if not key:
        reason = "The name of the file does not say which treaty it is about."
        raise UnreadableFileError(file, reason, None, "Name it by chapter and number, such as 4-9-b.csv.")
    return key


def _cells(header: Sequence[str], frame: pl.DataFrame, file: str) -> pl.DataFrame:
    """Return each filled cell of a status table as a row of its own."""
    if "Participant" not in header:
        reason = f"The column 'Participant' is missing; there are {', '.join(header)}."
        raise UnreadableFileError(file, reason, 1, "Give status tables, the index, or texts of statements.")
    heads = [head for head in header if head != "Participant"]
    kept = pl.lit(file).alias("file"), "row", pl.lit(_treaty(file)).alias("treaty"), pl.col("Participant")
    long = frame.select(*kept, *heads).unpivot(
        heads, index=["file", "row", "treaty", "Participant"], variable_name="head", value_name="cell"
    )
    tidy = pl.col("cell").cast(pl.String).str.replace_all(r"\s+", " ").str.strip_chars()
    named = long.rename({"Participant": "state_name"}).with_columns(tidy, pl.col("head").cast(pl.String))
    return named.filter(pl.col("cell") != "").sort("row", maintain_order=True).select(*_LONG)


def _acts(cells: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the table of acts, and what could not be read as one."""
    legends = {head: legend(head) for head in cells["head"].unique()}
    read_heads = [head for head, known in legends.items() if known.kinds]
    findings = _unread(cells, legends)
    split = cells.filter(pl.col("head").is_in(read_heads)).with_columns(
        pl.col("cell").str.extract(_CELL, 2).fill_null("").alias("mark"),
        pl.col("cell").str.extract(_CELL, 1).alias("day"),
    )
    dated = split.with_columns(
        pl.col("day").str.to_date("%d %b %Y", strict=False).dt.to_string("%Y-%m-%d").alias("date")
    )
    findings += _undated(dated)
    kept = dated.filter(pl.col("date").is_not_null())
    meant = {
        (head, mark): legends[head].meaning(mark) for head, mark in kept.select("head", "mark").unique().iter_rows()
    }
    pairs = pl.DataFrame([(*pair, kind) for pair, kind in meant.items()], schema=["head", "mark", "kind"], orient="row")
    told = kept.join(pairs.cast(pl.String), on=["head", "mark"], how="left", maintain_order="left")
    findings += _outside_legend(told, legends)
    whole = with_state(told, _CROSSWALK)
    keyed, repeated = with_keys(whole, [party_key(), pl.col("treaty"), pl.col("kind")])
    constant = pl.lit("").alias("state_code"), pl.lit(SOURCE).alias("source")
    return keyed.with_columns(constant).select(ACTIONS), [*findings, *repeated, *unknown_names(whole, _CROSSWALK)]


def _unread(cells: pl.DataFrame, legends: dict[str, Legend]) -> list[Finding]:
    """Tell each column that holds no act, and each whose dates without a letter could be two acts."""
    columns = cells.group_by("file", "head", maintain_order=True).len()
    findings = []
    for file, head, count in columns.iter_rows():
        if not legends[head].kinds:
            reason = f"The column tells no signature, consent or succession; its {count} cells are not read."
            findings.append(Finding("extra-column", file, None, head, "refused", reason))
        elif legends[head].unclear:
            reason = "A date without a letter may be one of several acts here, so it is told as consent to be bound."
            findings.append(Finding("unclear-legend", file, None, head, "kept", reason))
    return findings


def _undated(cells: pl.DataFrame) -> list[Finding]:
    return [
        Finding("unknown-value", file, row, cell, "refused", "The cell is no date with the depositary's letter.")
        if day is None
        else Finding("no-such-date", file, row, cell, "refused", "The calendar has no such day.")
        for file, row, cell, day in cells.filter(pl.col("date").is_null())
        .select("file", "row", "cell", "day")
        .iter_rows()
    ]


def _outside_legend(cells: pl.DataFrame, legends: dict[str, Legend]) -> list[Finding]:
    """Tell the cells whose letter, or lack of one, the legend of their column leaves out."""
    rows = cells.select("file", "row", "head", "mark", "cell", "kind").iter_rows()
    return [
        Finding("unknown-value", file, row, cell, "kept", f"The legend {head!r} leaves it out; it is told as {kind}.")
        for file, row, head, mark, cell, kind in rows
        if mark not in legends[head].kinds
    ]


def _titles(text: str, file: str, findings: list[Finding]) -> pl.DataFrame:
    """Return key, title and date of each treaty of the index."""
    frame, more = delimited.named(
        text, file, ("chapter_no", "treaty_no", "treaty_name"), ("url", "chapter_url", "chapter_name")
    )
    findings += more
    rows = []
    for row, chapter, number, name in frame.select("row", "chapter_no", "treaty_no", "treaty_name").iter_rows():
        if key := treaty_key(f"{chapter}-{number}"):
            rows.append((key, *_parts(" ".join(name.split()))))
        else:
            reason = "Chapter and number are not those of a treaty, so the row is left out."
            findings.append(Finding("unknown-value", file, row, f"{chapter}-{number}", "refused", reason))
    return pl.DataFrame(rows, schema=_TITLES, orient="row")


def _parts(name: str) -> tuple[str, str]:
    """Return the title of a treaty without its place, and its date."""
    found = _TAIL.fullmatch(name)
    if not found:
        return name, ""
    day = pl.Series([found["date"]]).str.to_date("%d %B %Y", strict=False).dt.to_string("%Y-%m-%d")[0]
    return (found["title"].strip(), day) if day else (name, "")


def _treaties(titles: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Return each treaty once, with its title where the index gives one."""
    return pl.concat(titles).sort("title", descending=True).unique("key", keep="first", maintain_order=True).sort("key")


def _statements(text: str, file: str) -> pl.DataFrame:
    """Return the text below each heading of a file of statements."""
    rows: list[tuple[str, int, str, str, list[str]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#"):
            rows.append((file, number, _treaty(file), line[1:].strip(), []))
        elif rows:
            rows[-1][-1].append(line)
        elif line.strip():
            reason = "The text does not begin with a line '#State'."
            raise UnreadableFileError(file, reason, number, "Give the statements of one treaty, each below its state.")
    return pl.DataFrame(
        [(*row, " ".join(" ".join(lines).split())) for *row, lines in rows], schema=_TEXTS, orient="row"
    )


def _declarations(texts: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the table of statements, each with its first words."""
    whole = with_state(texts, _CROSSWALK).with_columns(pl.lit("statement").alias("kind"))
    keyed, repeated = with_keys(whole, [party_key(), pl.col("treaty"), pl.col("kind")])
    empty = [
        Finding("missing-text", file, row, name, "kept", "Nothing stands below the name, so the words are empty.")
        for file, row, name in keyed.filter(pl.col("text") == "").select("file", "row", "state_name").iter_rows()
    ]
    table = keyed.select(
        "key",
        "state_name",
        "state",
        "treaty",
        pl.col("text").str.head(_START).str.strip_chars(),
        pl.lit(SOURCE).alias("source"),
    )
    return table, [*empty, *repeated, *unknown_names(whole, _CROSSWALK)]
