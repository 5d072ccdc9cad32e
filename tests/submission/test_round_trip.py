"""Whatever a form holds, its statements give the same form back; whatever is written in it, nothing is lost unsaid."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from r2pgraph.publication.canonical import natural, ntriples
from r2pgraph.submission.form import SEPARATOR, Field, Sheet, form
from r2pgraph.submission.lifting import lift
from r2pgraph.submission.lowering import InexpressibleError, lower, rows
from r2pgraph.submission.tables import Filled
from r2pgraph.submission.values import is_writable
from r2pgraph.submission.words import words

STATE, YEAR = "FJI", "2024"
WHOLE: Final = {"State": STATE, "Year": YEAR}
OWN: Final = {"own": "13a 14 15b", "rating": "1 3 11 17 36", "indicator": "1 3 11 17 36"}

SPOKEN = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(
    lambda text: text == text.strip() and is_writable(text) and SEPARATOR not in text
)
WORDS = st.one_of(SPOKEN, st.sampled_from(["=1+1", "-", "'quoted'", "a\nb", "\u202eoday", "é ü 日本", "1.0", "TRUE"]))
KEYS = st.from_regex(r"k-[a-z0-9]{1,6}", fullmatch=True)
DATES = st.one_of(
    st.dates().map(str), st.dates().map(lambda day: str(day)[:7]), st.integers(1000, 9999).map(str)
)  # fmt: skip
KINDS: Final = {
    "text": WORDS,
    "string": WORDS,
    "integer": st.integers(-99, 10**9).map(str),
    "number": st.one_of(st.integers(-99, 10**6).map(str), st.decimals(0, 10**6, places=2).map(str)),
    "date": DATES,
    "year": st.integers(1000, 9999).map(str),
    "flag": st.sampled_from(["yes", "no"]),
    "address": st.from_regex(r"https?://[a-z]{1,9}\.org/[a-z0-9?=&%~-]{0,12}", fullmatch=True),
    "link": st.from_regex(r"https://[a-z]{1,9}\.org/[a-z]{0,9}", fullmatch=True),
    "key": KEYS,
    "name": st.sampled_from(["state:FJI", "treaty:IV-1", "resolution:A-RES-75-277"]),
}
"""What people write in a cell of each kind, in the way in which the form writes it itself."""

BY_ITSELF: Final = {("Marker printed", "yes"), ("Purpose", "Cites as evidence")}
"""What the form says of itself where nothing is written."""


def one_value(field: Field) -> st.SearchStrategy[str]:
    """Return what gives a single value of a cell."""
    if field.kind == "choice":
        return st.sampled_from(sorted(words().members(field.of).values()))
    return KINDS[field.kind] if field.kind in KINDS else st.sampled_from(OWN[field.kind].split())


def cell(field: Field) -> st.SearchStrategy[str]:
    """Return what gives the text of a cell: several values in their order, and nothing where nothing is needed."""
    if field.kind == "shown":
        return st.just("")
    value = one_value(field)
    if field.several:
        value = st.lists(value, min_size=1, max_size=3, unique=True).map(
            lambda found: f"{SEPARATOR} ".join(sorted(found, key=natural))
        )
    value = value.filter(lambda text: (field.title, text) not in BY_ITSELF)
    return value if field.needed else st.one_of(st.just(""), value)


def sheet_of(sheet: Sheet) -> st.SearchStrategy[list[dict[str, str]]]:
    """Return what gives the rows of a sheet, of which no two describe one thing."""
    names = sheet.things[0].titles
    keys = {"Key": KEYS, "Number": st.sampled_from(OWN["rating"].split()), "Footnote": st.integers(1, 99).map(str)}
    keys |= {"Part": st.sampled_from(["", "a", "b"]), "Code": st.integers(1, 99).map(lambda n: f"E-{n}")}
    columns = {one.title: keys.get(one.title, cell(one)) if one.title in names else cell(one) for one in sheet.fields}
    row = st.fixed_dictionaries(columns)
    return st.lists(row, max_size=3, unique_by=lambda texts: tuple(texts[name] for name in names))


FORMS = st.fixed_dictionaries({sheet.name: sheet_of(sheet) for sheet in form().sheets if not sheet.is_vertical})
WHOLES = st.fixed_dictionaries({
    one.title: st.just(WHOLE[one.title]) if one.title in WHOLE else cell(one)
    for one in form().sheet("Assessment").fields
})  # fmt: skip
ANYTHING = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30).map(str.strip)


def filled(whole: dict[str, str], sheets: dict[str, list[dict[str, str]]]) -> Filled:
    """Return a filled form."""
    told = {name: rows(form().sheet(name), texts) for name, texts in sheets.items()}
    return Filled({"Assessment": rows(form().sheet("Assessment"), [whole]), **told})


def texts_of(form_of: Filled) -> dict[str, list[dict[str, str]]]:
    """Return the texts of every sheet that holds a row, the rows in an order of their own."""
    told = {
        name: [{title: cell.text for title, cell in row.items() if cell.text} for row in sheet.rows]
        for name, sheet in form_of.sheets.items()
    }
    return {name: sorted(found, key=str) for name, found in told.items() if found}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WHOLES, FORMS)
def test_a_form_comes_back_from_its_statements(whole: dict[str, str], sheets: dict[str, list[dict[str, str]]]) -> None:
    """Every cell of every sheet, whatever stands in it."""
    one = filled(whole, sheets)
    assert texts_of(one) == texts_of(lower(lift(one).quads, STATE, YEAR))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_is_written_out_of_order_is_said_or_refused_by_name(data: st.DataObject) -> None:
    """Any text in any cell: its statements become a form that says just the same, or they are named as unsayable."""
    sheet = data.draw(st.sampled_from([sheet for sheet in form().sheets if not sheet.is_vertical]))
    row = st.fixed_dictionaries({one.title: st.one_of(ANYTHING, cell(one)) for one in sheet.fields})
    quads = lift(filled(WHOLE, {sheet.name: data.draw(st.lists(row, max_size=2))})).quads
    try:
        again = lower(quads, STATE, YEAR)
    except InexpressibleError:
        return
    assert ntriples(quads) == ntriples(lift(again).quads)
    assert again == lower(lift(again).quads, STATE, YEAR)


@pytest.mark.parametrize("text", [" ", ";", "; ;"])
def test_a_cell_of_nothing_but_blanks_says_nothing(text: str) -> None:
    """Blanks and separators between nothing are no value."""
    sheets = {"Ratings": [{"Number": "3", "Claim": text.replace(";", ""), "Footnotes": text}]}
    said = {quad.predicate.value.rpartition("#")[2] for quad in lift(filled(WHOLE, sheets)).quads}
    assert "hasCitation" not in said


def test_every_kind_of_cell_is_tried() -> None:
    """A new kind must be added to the values above."""
    used = {one.kind for sheet in form().sheets for one in sheet.fields}
    assert used <= {*KINDS, *OWN, "choice", "shown"}
    assert isinstance(lift(filled(WHOLE, {})).quads[0], ox.Quad)
