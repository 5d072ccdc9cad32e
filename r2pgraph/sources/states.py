"""Say which state a source means by a name, a code and a date; a name that could mean two is not guessed.

A name is looked up in three places, and the first that knows it decides: the crosswalk of its source, the names that
the United Nations uses and used, and the crosswalks of all other sources. Capitals, accents, apostrophes, brackets,
articles and the order of the words do not matter. Where a name means several states over time, the date decides; a
code decides only where the name is unknown, or to choose among the states that the name could mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.sources.gazetteer import Gazetteer, Meaning, gazetteer, on_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

__all__ = ["member_on", "members_on", "resolve", "unknown", "were_members"]

_NOT_ONE: Final = "\0"
"""Stands for a name whose state needs the date or the code of the row."""


def resolve(
    names: pl.Series, *, codes: pl.Series | None = None, dates: pl.Series | None = None, crosswalk: str = ""
) -> pl.Series:
    """Return for each name the state that is meant, as its ISO 3166 alpha-3 code, or the empty string.

    Args:
        names: states as their source writes them.
        codes: what the source gives as code of the state: alpha-2, alpha-3, a withdrawn one, or M49.
        dates: the day, month or year for which each name stands, as ``YYYY-MM-DD`` or less, or as dates.
        crosswalk: the stem of the file in ``data/names`` that says what this source calls states.

    Returns:
        As many values as names; empty where no state is meant, none is known, or two are possible.

    Raises:
        UnknownNameError: there is no such crosswalk.
    """
    known = gazetteer()
    frame = pl.DataFrame(
        {
            "name": _strings(names),
            "code": _strings(codes, len(names)),
            "date": _strings(dates, len(names)),
        }
    )
    written = frame["name"].unique().to_list()
    meant = {name: _alone(known.meanings(name, crosswalk)) for name in written}
    states = frame["name"].replace_strict(list(meant), list(meant.values()), return_dtype=pl.String)
    return frame.with_columns(states.alias("state")).pipe(_by_row, known, crosswalk)["state"]


def unknown(names: pl.Series, states: pl.Series, *, crosswalk: str = "") -> list[tuple[str, int, tuple[str, ...]]]:
    """Return each name that was not resolved, how many rows bear it, and what it is likely to mean.

    A name of which a crosswalk says that no state of ours bears it, such as that of a territory, is not among them.

    Args:
        names: states as their source writes them.
        states: what ``resolve`` returned for them.
        crosswalk: as for ``resolve``.

    Returns:
        Name, number of rows, and up to four candidates such as ``Timor-Leste (TLS)``, the nearest first; for a name
        that means several states over time, each with its time. Ordered by name.
    """
    known = gazetteer()
    counted = pl.DataFrame({"name": _strings(names), "state": _strings(states)}).filter(pl.col("state") == "")
    rows = counted.group_by("name").len().sort("name").iter_rows()
    return [
        (name, count, known.candidates(name, crosswalk))
        for name, count in rows
        if {meaning.state for meaning in known.meanings(name, crosswalk)} != {""}
    ]


def member_on(state: str, date: str) -> bool:
    """Return whether a state, by its alpha-3 code, was a member of the United Nations on a day.

    A date that is only a month or a year asks for membership on any day of it.
    """
    return any(meaning.state == state and on_day(meaning, date) for meaning in gazetteer().memberships)


def members_on(date: str) -> tuple[str, ...]:
    """Return the alpha-3 codes of all members of the United Nations on a day, in order."""
    return tuple(sorted({meaning.state for meaning in gazetteer().memberships if on_day(meaning, date)}))


def were_members(states: pl.Series, dates: pl.Series) -> pl.Series:
    """Return of each state, by its alpha-3 code, whether it was a member of the United Nations on the date beside it.

    Args:
        states: codes.
        dates: as many days, months or years; ``member_on`` says the same of one.
    """
    spans = pl.DataFrame(
        [(each.state, each.start, each.end) for each in gazetteer().memberships],
        {"state": pl.String, "start": pl.String, "end": pl.String},
        orient="row",
    )
    asked = pl.DataFrame({"state": _strings(states), "date": _strings(dates)}).with_row_index("place")
    begun = pl.col("start").str.head(pl.col("date").str.len_chars()) <= pl.col("date").str.head(
        pl.col("start").str.len_chars()
    )
    going = pl.col("date").str.head(pl.col("end").str.len_chars()) <= pl.col("end").str.head(
        pl.col("date").str.len_chars()
    )
    held = asked.join(spans, on="state").filter(begun & ((pl.col("end") == "") | going))
    return asked["place"].is_in(held["place"].implode())


def _strings(values: pl.Series | None, length: int = 0) -> pl.Series:
    """Return values as strings without missing ones, or as many empty strings as asked for."""
    if values is None:
        return pl.Series([""], dtype=pl.String).new_from_index(0, length)
    return values.cast(pl.String).fill_null("")


def _by_row(frame: pl.DataFrame, known: Gazetteer, crosswalk: str) -> pl.DataFrame:
    """Decide by code and date the rows whose name alone does not say the state."""
    places = (frame["state"] == _NOT_ONE).arg_true()
    if places.is_empty():
        return frame
    left = frame[places].select("name", "code", "date")
    cases = left.unique()
    found = pl.Series("found", list(_decided(cases.iter_rows(), known, crosswalk)), dtype=pl.String)
    decided = left.join(cases.with_columns(found), on=["name", "code", "date"], how="left", maintain_order="left")
    return frame.with_columns(frame["state"].scatter(places, decided["found"]))


def _decided(rows: Iterable[tuple[str, ...]], known: Gazetteer, crosswalk: str) -> Iterator[str]:
    for name, code, date in rows:
        by_name = known.meanings(name, crosswalk)
        by_code = known.codes(code, crosswalk) if code and not (code == "NA" and name) else ()
        if not by_name:
            yield _one(_then(by_code, date))
            continue
        possible = _then(by_name, date)
        yield _one(possible) or _one(_then(by_code, date) & possible)


def _then(meanings: Collection[Meaning], date: str) -> set[str]:
    """Return the states that are meant on a date; all that are ever meant where it is not known."""
    ever = {meaning.state for meaning in meanings}
    return {meaning.state for meaning in meanings if on_day(meaning, date)} if date and not _one(ever) else ever


def _one(states: set[str]) -> str:
    return next(iter(states)) if len(states) == 1 else ""


def _alone(meanings: Collection[Meaning]) -> str:
    """Return the one state that a name means at all times, or a sign that there is none."""
    states = {meaning.state for meaning in meanings}
    return next(iter(states)) if len(states) == 1 else _NOT_ONE
