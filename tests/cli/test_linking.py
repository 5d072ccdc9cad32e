"""``r2pgraph link`` gives a stranger's table our IRIs, and leaves what was there alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
TABLE = "country,n\nEast Timor,3\nKorea,2\n"
LINKED = (
    "country,n,r2p_iri,r2p_label,r2p_score,r2p_match\n"
    "East Timor,3,https://w3id.org/r2pgraph/state/TLS,Timor-Leste,100,exact\n"
    "Korea,2,,,86.4,doubtful\n"
)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Write a small table into the folder of the call."""
    path = tmp_path / "own.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_table_is_printed_with_our_columns_and_the_doubts_beside(run: Run, own: Path) -> None:
    """Standard output holds the table alone, so that another program can read it."""
    outcome = run("link", own.name, "--column", "country", "--as", "state")

    assert (0, LINKED) == (outcome.returncode, outcome.stdout)
    assert "2 rows: 1 by a known name or code, 1 in doubt." in outcome.stderr
    assert "Korea (1 row): Republic of Korea (state/KOR) 86.4; Democratic People's Republic of Korea" in outcome.stderr


def test_a_table_is_written_to_a_new_file(run: Run, own: Path) -> None:
    """The doubts are then the answer."""
    outcome = run("link", own.name, "--column", "country", "--as", "state", "-o", "new/linked.csv")

    assert 0 == outcome.returncode
    assert LINKED == (own.parent / "new" / "linked.csv").read_text(encoding="utf-8")
    assert "Table: new/linked.csv" in outcome.stdout
    assert "Names without a state" in outcome.stdout


def test_numbers_are_told_how_they_were_read(run: Run, own: Path) -> None:
    """In the Correlates of War 710 is China; whoever has such a table is told, and nobody else is."""
    (own.parent / "numbers.csv").write_text("code\n710\n", encoding="utf-8")
    numbers = run("link", "numbers.csv", "--column", "code", "--as", "state")

    assert "code,r2p_iri,r2p_label,r2p_score,r2p_match\n710,https://w3id.org/r2pgraph/state/ZAF," in numbers.stdout
    assert "1 row: 1 by a known name or code.\nNumbers are read as M49 codes" in numbers.stderr
    assert "Numbers" not in run("link", own.name, "--column", "country", "--as", "state").stderr
    assert "Numbers" not in run("link", "numbers.csv", "--column", "code", "--as", "treaty").stderr


def test_a_kind_has_its_article(run: Run, own: Path) -> None:
    """An organisation, a treaty."""
    told = run("link", own.name, "--column", "country", "--as", "organisation").stderr

    assert "Names without an organisation, with what they may mean:" in told


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (
            ("own.csv", "--column", "contry", "--as", "state"),
            2,
            "no column 'contry'. Nearest known: country. own.csv has",
        ),
        (("own.csv", "--column", "country", "--as", "stat"), 2, "no kind of thing 'stat'. Nearest known: state"),
        (("gone.csv", "--column", "country", "--as", "state"), 1, "gone.csv: The file cannot be opened"),
        (
            ("latin.csv", "--column", "country", "--as", "state"),
            1,
            "line 2: The byte 0xF4 is not UTF-8. Save the table",
        ),
        (("empty.csv", "--column", "country", "--as", "state"), 1, "empty.csv: The file is empty."),
        (("linked.csv", "--column", "country", "--as", "state"), 1, "The column 'r2p_iri' is there already."),
        (
            ("own.csv", "--column", "country", "--as", "state", "-o", "own.csv"),
            1,
            "own.csv: The file is there already. Name another one, or move it away.",
        ),
    ],
)
def test_bad_input_is_a_sentence_and_changes_nothing(
    run: Run, own: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    """No traceback, no half-written file, and what was there stays; the status says whether file or call is wrong."""
    (own.parent / "latin.csv").write_bytes(b"country\nC\xf4te d'Ivoire\n")
    (own.parent / "empty.csv").write_bytes(b"")
    (own.parent / "linked.csv").write_text(LINKED, encoding="utf-8")
    before = {path.name: path.read_bytes() for path in own.parent.iterdir()}
    outcome = run("link", *arguments)

    assert status == outcome.returncode
    assert said in outcome.stderr
    assert "" == outcome.stdout
    assert before == {path.name: path.read_bytes() for path in own.parent.iterdir()}
