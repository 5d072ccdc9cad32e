"""Read the M49 standard of countries and areas, one CSV file a language, all languages together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import border, delimited
from r2pgraph.importers.delimited import ROW
from r2pgraph.importers.findings import Finding, Imported
from r2pgraph.importers.naming import unknown_names, with_state
from r2pgraph.importers.states.languages import names
from r2pgraph.tables.imported.states import LANGUAGES, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SOURCE: Final = "unsd-m49"
CROSSWALK: Final = "country-codes"

_FILE: Final = re.compile(r"(?i)^UNSD-([a-z]{2})\.csv(\.gz)?$")
_TAGS: Final = {"cn": "zh", **{tag: tag for tag in LANGUAGES}}
_AREA: Final = "Country or Area"
_CODE: Final = "M49 Code"
_CODES: Final = {
    "ISO-alpha3 Code": "state_code", "ISO-alpha2 Code": "iso2", "Region Code": "region",
    "Sub-region Code": "sub_region", "Intermediate Region Code": "intermediate_region",
}  # fmt: skip
_GROUPS: Final = {
    "Least Developed Countries (LDC)": "least_developed", "Land Locked Developing Countries (LLDC)": "landlocked",
    "Small Island Developing States (SIDS)": "small_island",
}  # fmt: skip
_NAMED: Final = ("Global Code", "Global Name", "Region Name", "Sub-region Name", "Intermediate Region Name")
_NEEDED: Final = (_AREA, _CODE, *_CODES, *_GROUPS)
_HEADER: Final = next(table.header for table in TABLES if table.stem == "areas")


def read(kind: str, files: Sequence[Path]) -> Imported:
    """Return the areas with their codes and groups, and the names of states in every language that is given.

    Raises:
        UnreadableFileError: a file is damaged, lacks a column, or its name does not say its language; a language is
            given twice; there is no English file.
    """
    frames: dict[str, pl.DataFrame] = {}
    findings: list[Finding] = []
    for path in files:
        language = _language(path.name)
        if language in frames:
            raise UnreadableFileError(path.name, f"There are two files in {LANGUAGES[language]}.", None, "Give one.")
        frames[language], noticed = _read(path)
        findings += noticed
    if "en" not in frames:
        raise UnreadableFileError(files[0].name, "The English file is missing.", None, "Give UNSD-en.csv too.")
    areas, noticed = _together(frames, {_language(path.name): path.name for path in files})
    placed = with_state(areas, CROSSWALK)
    tables = {
        "areas": placed.with_columns(pl.lit(SOURCE).alias("source")).select(_HEADER),
        "state_names": names(placed, {tag: tag for tag in sorted(frames)}, "m49", "short", SOURCE),
    }
    found = (*findings, *noticed, *_absent(frames, files[0].name), *unknown_names(placed, CROSSWALK))
    return Imported(kind, "m49", tables, found, sum(len(frame) for frame in frames.values()))


def _language(file: str) -> str:
    """Return the language that the name of a file tells."""
    told = _FILE.match(file)
    if told is None or told[1].lower() not in _TAGS:
        reason = "The name of the file does not say its language."
        raise UnreadableFileError(file, reason, None, f"Name it UNSD-xx.csv, with one of {', '.join(_TAGS)}.")
    return _TAGS[told[1].lower()]


def _read(path: Path) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the sound rows of one file, and what was noticed."""
    frame, findings = delimited.named(border.text(path), path.name, _NEEDED, _NAMED)
    sound = pl.col(_CODE).str.contains(r"^\d{3}$") & (pl.col(_AREA) != "")
    findings += [
        Finding("unknown-value", path.name, row, f"{code} {area}", "refused", "An area needs a code of three digits.")
        for row, code, area in frame.filter(~sound).select(ROW, _CODE, _AREA).iter_rows()
    ]
    rows = frame.filter(sound)
    again = ~pl.col(_CODE).is_first_distinct()
    findings += [
        Finding("repeated-row", path.name, row, code, "refused", "An earlier row has this code, and that is kept.")
        for row, code in rows.filter(again).select(ROW, _CODE).iter_rows()
    ]
    return rows.filter(~again), findings


def _together(frames: Mapping[str, pl.DataFrame], files: Mapping[str, str]) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the areas of the English file with their names in every language, and where the files disagree."""
    flags = [(pl.col(name).str.to_lowercase() == "x").alias(flag) for name, flag in _GROUPS.items()]
    areas = frames["en"].select(
        ROW,
        pl.lit(files["en"]).alias("file"),
        pl.col(_CODE).alias("key"),
        pl.col(_AREA).alias("state_name"),
        *(pl.col(name).alias(column) for name, column in _CODES.items()),
        *(
            pl.when(flag).then(pl.lit("true")).otherwise(pl.lit("false")).alias(flag.meta.output_name())
            for flag in flags
        ),
    )
    findings: list[Finding] = []
    for language in LANGUAGES:
        if language not in frames:
            areas = areas.with_columns(pl.lit("").alias(language))
            continue
        theirs = frames[language].select(pl.col(_CODE).alias("key"), pl.col(_AREA).alias(language), *_CODES, ROW)
        findings += _disagreements(areas, theirs, files[language])
        areas = areas.join(theirs.select("key", language), on="key", how="left", maintain_order="left")
    return areas.with_columns(pl.col(*LANGUAGES).fill_null("")), findings


def _disagreements(areas: pl.DataFrame, theirs: pl.DataFrame, file: str) -> list[Finding]:
    """Tell the areas whose codes are others than in the English file, and those that it does not have."""
    both = theirs.join(areas.select("key", *_CODES.values()), on="key", how="left", maintain_order="left")
    other = pl.any_horizontal(*(pl.col(name) != pl.col(column) for name, column in _CODES.items()))
    alone = pl.col("state_code").is_null()
    return [
        Finding("codes-disagree", file, row, key, "kept", "The English file has other codes, and they are followed.")
        for row, key in both.filter(~alone & other).select(ROW, "key").iter_rows()
    ] + [
        Finding("unknown-value", file, row, key, "refused", "The English file has no area with this code.")
        for row, key in both.filter(alone).select(ROW, "key").iter_rows()
    ]


def _absent(frames: Mapping[str, pl.DataFrame], file: str) -> list[Finding]:
    return [
        Finding("missing-file", file, None, word, "kept", f"No file in {word} was given, so these names are empty.")
        for tag, word in LANGUAGES.items()
        if tag not in frames
    ]
