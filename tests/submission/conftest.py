"""The shipped assessment as a filled form, and what a submission may refer to."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyoxigraph as ox
import pytest

from r2pgraph import pipeline
from r2pgraph.graph.reading import read
from r2pgraph.submission.form import form
from r2pgraph.submission.lowering import lower
from r2pgraph.submission.tables import Filled

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "data/assessments/TLS/2023.ttl"


@pytest.fixture(scope="session")
def known() -> ox.Store:
    """Return all that the shipped files say."""
    return pipeline.background(None)


@pytest.fixture(scope="session")
def filled() -> Filled:
    """Return Timor-Leste 2023 as a filled form."""
    return lower(read(SHIPPED), "TLS", "2023")


def table(filled: Filled, name: str) -> list[list[str]]:
    """Return the header and the rows of one sheet."""
    sheet = form().sheet(name)
    rows = filled.sheets[name].rows if name in filled.sheets else ()
    texts = [[row[title].text if title in row else "" for title in sheet.titles] for row in rows]
    if sheet.is_vertical:
        return [["Field", "Value"], *([title, text] for title, text in zip(sheet.titles, texts[0], strict=True))]
    return [list(sheet.titles), *texts]


@pytest.fixture
def book(filled: Filled) -> openpyxl.Workbook:
    """Return a workbook that holds the filled form, to plant errors in."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name in form().names:
        sheet = made.create_sheet(name)
        for row in table(filled, name):
            sheet.append([text or None for text in row])
    return made


@pytest.fixture(scope="session")
def saved() -> Callable[[openpyxl.Workbook], bytes]:
    """Return what saves a workbook as bytes."""
    return _saved


@pytest.fixture(scope="session")
def packed() -> Callable[[dict[str, bytes]], bytes]:
    """Return what packs parts into an archive."""
    return _packed


def _saved(book: openpyxl.Workbook) -> bytes:
    result = io.BytesIO()
    book.save(result)
    return result.getvalue()


def _packed(parts: dict[str, bytes]) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return result.getvalue()


@pytest.fixture(scope="session")
def sheets(filled: Filled) -> Callable[..., dict[str, bytes]]:
    """Return what makes the CSV files of the filled form, with a separator, a line end and an encoding."""
    import csv

    def make(separator: str = ",", end: str = "\r\n", encoding: str = "utf-8") -> dict[str, bytes]:
        files = {}
        for name in form().names:
            text = io.StringIO(newline="")
            csv.writer(text, delimiter=separator, lineterminator=end).writerows(table(filled, name))
            files[f"{name}.csv"] = text.getvalue().encode(encoding)
        return files

    return make
