"""Read the World Press Freedom Index of Reporters Without Borders: one CSV file an edition, 2002 to now."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import border, delimited
from r2pgraph.importers.findings import Finding, Imported
from r2pgraph.importers.measures.assembling import ROW, measurements, plain, with_states
from r2pgraph.importers.measures.decimal_commas import Scale, restore

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from r2pgraph.importers.findings import Action
    from r2pgraph.importers.measures.decimal_commas import Restored

SCALES: Final = (
    (2022, Scale("rsf-2022", Decimal(0), Decimal(100), rising=False)),
    (2013, Scale("rsf-2013", Decimal(0), Decimal(100), rising=False)),
    (2002, Scale("rsf-2002", Decimal(-10), Decimal(150), rising=True)),
)
"""The first edition of each method, the latest first. Until 2012 points of harm were counted, few being good: no
edition gave fewer than -10, which was a bonus, or as many as 150. Since 2013 the scale runs from 0 to 100, the best."""

CONTEXTS: Final = {
    "Political Context": ("Rank_Pol", "rsf-political-context"),
    "Economic Context": ("Rank_Eco", "rsf-economic-context"),
    "Legal Context": ("Rank_Leg", "rsf-legal-context"),
    "Social Context": ("Rank_Soc", "rsf-social-context"),
    "Safety": ("Rank_Saf", "rsf-safety"),
}
"""The parts of the score since 2022: the column of each, that of its rank, and the measure."""

_NAMES: Final = ("EN_country", "Country_EN")
_SCORES: Final = re.compile(r"Score(?: N| \d{4})?")
_RANKS: Final = ("Rank N", "Rank")
_PASSED_OVER: Final = re.compile(
    r"Score exactions|Score N with(?:out)? the exactions|(?:Rank|Score) (?:N-1|evolution)|Zone|Situation"
    r"|(?:FR|ES|AR|FA)_country|Country_(?:FR|ES|PT|AR|FA)"
)
_WHOLE: Final = re.compile(r"-?[0-9]+")
_YEAR: Final = re.compile(r"(\d{4})(?:-(\d{2}))?")
_SAME: Final = {"index": "rsf", "status": "", "source": "rsf-index"}
_CROSSWALK: Final = "rsf"


def read(kind: str, files: Sequence[Path]) -> Imported:
    """Return scores and ranks of every state and territory in one edition.

    Raises:
        UnreadableFileError: the file is no edition of the index: a column is missing, or two editions stand in it.
    """
    (path,) = files
    text, findings = _text(path)
    header, frame = delimited.rows(text, path.name, separator=";")
    names = _columns(header, path.name)
    findings += [*_extra(header, names, path.name), *delimited.unended(text, path.name)]
    rows = frame.select(
        ROW,
        *(plain(column).alias(name) for name, column in names.items()),
        *(plain(column) for column in _parts(header)),
    )
    edition, year = _when(rows, path.name)
    scale = next(scale for first, scale in SCALES if int(year) >= first)
    same = {"file": path.name, "edition": edition, "year": year, "scale": scale.key, **_SAME}
    placed, unknown = with_states(
        rows.with_columns(pl.lit(value).alias(name) for name, value in same.items()), _CROSSWALK
    )
    parts, restored = _measured(placed, scale, path.name)
    table, wrong = measurements(pl.concat(parts))
    noted = (*findings, *unknown, *restored, *wrong)
    return Imported(kind, f"rsf-{edition}", {"measurements": table}, noted, len(frame))


def _measured(rows: pl.DataFrame, scale: Scale, file: str) -> tuple[list[pl.DataFrame], list[Finding]]:
    """Return the rows of each score and of the rank, and what was done to the scores."""
    parts, findings = [], []
    for score, (rank, measure) in {"score": ("rank", "rsf-score"), **CONTEXTS}.items():
        if score in rows.columns:
            values, noted = _scores(rows, score, rank, scale, file)
            parts.append(rows.with_columns(values, pl.lit(measure).alias("measure")))
            findings += noted
    return [*parts, rows.with_columns(value="rank", measure=pl.lit("rsf-rank"))], findings


def _text(path: Path) -> tuple[str, list[Finding]]:
    """Return the text of a file, mended where it is Windows-1252 or was encoded twice, and what was mended."""
    raw = border.data(path)
    try:
        text = border.decoded(raw, path.name)
    except UnreadableFileError:
        text = border.decoded(raw, path.name, ("cp1252",))
        reason = "Not UTF-8: read as Windows-1252. Arabic and Persian names had been lost in it and are not read."
        return text, [Finding("encoding-repaired", path.name, None, "Windows-1252", "repaired", reason)]
    try:
        once = text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text, []
    if once == text:
        return text, []
    shown = next((word for word in re.findall(r"[\w ]*[À-ÿ][^;\n]*", text) if word.isprintable()), "")
    reason = "The text was encoded as UTF-8 twice; it is decoded once more, the whole file."
    return once, [Finding("mojibake-repaired", path.name, None, shown, "repaired", reason)]


def _columns(header: Sequence[str], file: str) -> dict[str, str]:
    """Return which column of this edition holds what is read of every one."""
    places = {
        "state_name": [name for name in _NAMES if name in header],
        "state_code": [name for name in ("ISO",) if name in header],
        "printed": [name for name in ("Year (N)",) if name in header],
        "rank": [name for name in _RANKS if name in header],
        "score": [name for name in header if _SCORES.fullmatch(name)],
    }
    wanted = {"state_name": "Country_EN", "state_code": "ISO", "printed": "Year (N)", "rank": "Rank", "score": "Score"}
    if missing := [wanted[name] for name, found in places.items() if not found]:
        reason = f"The column {missing[0]!r} is missing; there are {', '.join(header)}."
        raise UnreadableFileError(file, reason, 1, "Give a file of the index, with its header.")
    return {name: found[0] for name, found in places.items()}


def _parts(header: Sequence[str]) -> list[str]:
    return [name for part, (rank, _) in CONTEXTS.items() if part in header and rank in header for name in (part, rank)]


def _extra(header: Sequence[str], names: dict[str, str], file: str) -> list[Finding]:
    read = {*names.values(), *_parts(header), ""}
    return [
        Finding("extra-column", file, None, name, "kept", "The column is not one that is read, so it is left alone.")
        for name in header
        if name not in read and not _PASSED_OVER.fullmatch(name)
    ]


def _when(rows: pl.DataFrame, file: str) -> tuple[str, str]:
    """Return the edition as it is printed, and the year that it stands for, the last one where it names two."""
    editions = rows["printed"].unique().sort().to_list()
    match = _YEAR.fullmatch(editions[0]) if len(editions) == 1 else None
    if match is None or int(match[1]) < SCALES[-1][0]:
        reason = f"The column 'Year (N)' does not name one edition since {SCALES[-1][0]}: {', '.join(editions[:5])}."
        raise UnreadableFileError(file, reason, None, "Give one file an edition, as the publisher does.")
    return editions[0], match[1][:2] + match[2] if match[2] else match[1]


def _scores(rows: pl.DataFrame, score: str, rank: str, scale: Scale, file: str) -> tuple[pl.Series, list[Finding]]:
    """Return the scores of a column with a decimal point, and what was done to those that had lost their comma."""
    written = rows[score]
    if written.str.contains(r"\d[,.]\d").any():
        return written.str.replace(",", ".", literal=True).alias("value"), []
    ranks = [int(cell) if cell.isdigit() else None for cell in rows[rank].to_list()]
    found = restore(written.to_list(), ranks, scale)
    values = [_decimal(cell, each) for cell, each in zip(written, found, strict=True)]
    findings = _noted(list(zip(rows[ROW], written, found, strict=True)), score, scale, file)
    return pl.Series("value", values, dtype=pl.String), findings


def _decimal(cell: str, restored: Restored) -> str:
    """Return the value, nothing where it stays open, and the cell itself where it is no number, which others tell."""
    if restored.value is not None:
        return f"{restored.value:f}"
    return "" if _WHOLE.fullmatch(cell) else cell


def _noted(cells: list[tuple[int, str, Restored]], score: str, scale: Scale, file: str) -> list[Finding]:
    changed = sum(each.value is not None and f"{each.value:f}" != cell for _, cell, each in cells)
    ends = f"from {scale.least} to {scale.most}"
    reason = f"The column {score} has lost its decimal comma; the scale {ends} and the ranks put back {changed}."
    findings = [Finding("decimal-comma-lost", file, None, f"{changed} of {len(cells)}", "repaired", reason)]
    for row, cell, each in cells:
        if not each.possible and _WHOLE.fullmatch(cell):
            why = f"The score is none {ends}, with or without a comma."
            findings.append(Finding("out-of-range", file, row, cell, "refused", why))
        elif each.breaks_order:
            ways = " or ".join(f"{value:f}" for value in each.possible)
            why = f"{score} would be {ways}, which its rank allows in no order with all others, so there is no row."
            findings.append(Finding("out-of-order", file, row, cell, "refused", why))
        elif len(each.possible) > 1:
            ways = " or ".join(f"{value:f}" for value in each.possible)
            if each.value is None:
                why = f"{score} may be {ways}, and the order of the ranks allows both, so there is no row."
                findings.append(Finding("ambiguous-number", file, row, cell, "refused", why))
            else:
                why = f"{score} may be {ways}; the order of the ranks leaves {each.value:f}."
                action: Action = "kept" if f"{each.value:f}" == cell else "repaired"
                findings.append(Finding("decimal-comma-by-rank", file, row, cell, action, why))
    return findings
