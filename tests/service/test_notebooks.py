"""Every notebook and script of the documentation runs, and says what it shows."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = Path(__file__).resolve().parents[2] / "docs" / "notebooks"
SECONDS = 240


def run(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, **variables: str) -> Any:  # noqa: ANN401 - a notebook
    """Run a notebook in a folder with these variables of its environment, and return it with its outputs."""
    import nbformat
    from nbclient import NotebookClient

    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    root = str(NOTEBOOKS.parents[1])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", "")))))
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    monkeypatch.setenv("IPYTHONDIR", str(folder / "ipython"))
    book = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    NotebookClient(book, timeout=SECONDS, resources={"metadata": {"path": str(folder)}}).execute()
    return book


def printed(book: Any) -> str:  # noqa: ANN401 - a notebook
    """Return all that the cells of a notebook printed or returned as text."""
    outputs = [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]
    return "\n".join(output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs)


def test_sparql_becomes_a_figure(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six areas stand in the table, and the picture is a picture."""
    book = run("sparql-to-figure", tmp_path, monkeypatch, R2PGRAPH_ADDRESS=address, MPLBACKEND="agg")

    assert "Domestic Implementation" in printed(book)
    assert (tmp_path / "timor-leste-2023.png").read_bytes().startswith(b"\x89PNG")


def test_parquet_is_read_with_polars(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Timor-Leste is among the states of the region whose votes are counted."""
    assert "TLS" in printed(run("parquet-with-polars", tmp_path, monkeypatch, R2PGRAPH_ADDRESS=address))


def test_a_plan_is_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index under the new plan is the one that was added up by hand."""
    assert "63.51" in printed(run("adding-a-scoring-plan", tmp_path, monkeypatch, R2PGRAPH_HOME=str(tmp_path / "h")))


def test_a_table_is_linked(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The doubtful name is told with what it may mean, and a state reaches its item."""
    said = printed(run("linking-your-table", tmp_path, monkeypatch, R2PGRAPH_HOME=str(home)))

    assert "Korea -> [('Republic of Korea', 86.4)" in said
    assert "/Q574" in said


def test_the_script_in_r_draws_the_same_figure(address: str, r: str, tmp_path: Path) -> None:
    """R counts the same 36 ratings; it stops where it does not."""
    script = str(NOTEBOOKS / "sparql-to-figure.R")
    outcome = subprocess.run(
        [r, script],
        cwd=tmp_path,
        env={**os.environ, "R2PGRAPH_ADDRESS": address},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "Domestic Implementation" in outcome.stdout
    assert (tmp_path / "timor-leste-2023-r.png").read_bytes().startswith(b"\x89PNG")


def test_every_notebook_is_told_and_carries_no_output() -> None:
    """What was printed once may be out of date; the page of notebooks names each."""
    import nbformat

    page = (NOTEBOOKS / "README.md").read_text(encoding="utf-8")
    books = {path.name: nbformat.read(path, as_version=4) for path in NOTEBOOKS.glob("*.ipynb")}

    assert 4 == len(books)
    assert [] == [name for name in books if f"]({name})" not in page]
    assert [] == [name for name, book in books.items() for cell in book.cells if cell.get("outputs")]
