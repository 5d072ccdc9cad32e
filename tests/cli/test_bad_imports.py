"""Bad files at the door of the command line: refused whole, with file, place and reason; or told finding by finding."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from r2pgraph.importers.border import LONGEST_LINE

Run = Callable[..., "CompletedProcess[str]"]

CODES = "StateAbb,CCode,StateNme\n"
SAMPLE = json.loads(
    (Path(__file__).resolve().parents[1] / "importers" / "votes" / "sample.json").read_text(encoding="utf-8")
)
"""A record of each organ, the same as the tests of the importers have."""
BARE = {"sponsors": ["FIJI"], "additional_sponsors": [], "subjects": []}
COUNCIL = [
    "ALGERIA", "ANGOLA", "BENIN", "BRAZIL", "CHILE", "CHINA", "FRANCE", "GERMANY", "PAKISTAN", "PHILIPPINES", "ROMANIA",
    "RUSSIAN FEDERATION", "SPAIN", "UNITED KINGDOM", "UNITED STATES", "FIJI",
]  # fmt: skip


def line(**changes: object) -> str:
    """Return one record of the General Assembly as the publisher writes it."""
    return json.dumps({**SAMPLE["assembly"], **BARE, **changes}) + "\n"


def council(**changes: object) -> str:
    """Return one record of the Security Council."""
    return json.dumps({**SAMPLE["council"], **BARE, "adoption_type": "Adopted unanimously", **changes}) + "\n"


def packed(members: dict[str, bytes]) -> bytes:
    """Return a ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


REFUSED = {
    "a JSON file cut in a record": ("undgacm-ga", "99.json", (line() + line()[:90]).encode(), "line 2"),
    "a packed file cut short": ("cow-codes", "c.csv.gz", gzip.compress((CODES * 999).encode())[:-9], "cut short"),
    "an archive cut short": ("undgacm-texts", "a.zip", packed({"a.xml": b"<a/>"})[:-9], "damaged"),
    "a workbook cut short": ("freedom-house", "a.xlsx", packed({"xl/workbook.xml": b"<a/>"})[:-9], "damaged"),
    "a table where records are due": ("undgacm-ga", "99.json", CODES.encode(), "line 1"),
    "records where a table is due": ("unvotes", "unvotes.csv", line().encode(), "unvotes.csv"),
    "text where a workbook is due": ("v-dem", "a.xlsx", CODES.encode(), "a.xlsx"),
    "another XML": ("undgacm-texts", "a.xml", b"<html/>", "html"),
    "no XML in the archive": ("undgacm-texts", "a.zip", packed({"a.txt": b"?"}), "no XML"),
    "a file of the other organ": ("undgacm-sc", "99.json", line().encode(), "line 1"),
    "UTF-16": ("cow-codes", "c.csv", CODES.encode("utf-16"), "UTF-16"),
    "Latin-1": ("cow-codes", "c.csv", (CODES + "CDI,437,C\xf4te d'Ivoire\n").encode("latin-1"), "line 2"),
    "a zero byte": ("cow-codes", "c.csv", CODES.encode() + b"FIJ,950,\0\n", "line 2"),
    "a missing column": ("cow-codes", "c.csv", b"StateAbb,CCode\nFIJ,950\n", "StateNme"),
    "a row with a cell too many": ("cow-codes", "c.csv", (CODES + "FIJ,950,Fiji,Suva\n").encode(), "line 2"),
    "a packed bomb": ("cow-codes", "c.csv.gz", gzip.compress(b"a" * (9 << 20)), "unpack to more than"),
    "a bomb in an archive": ("undgacm-texts", "a.zip", packed({"a.xml": b"a" * (9 << 20)}), "unpack to"),
    "entities that grow": (
        "undgacm-texts",
        "a.xml",
        b'<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><a>&b;</a>',
        "a.xml",
    ),
    "a line without end": ("cow-codes", "c.csv", CODES.encode() + b"a" * (LONGEST_LINE + 1), "line 2"),
    "a record without end": ("undgacm-ga", "99.json", line(title="a" * LONGEST_LINE).encode(), "line 1"),
}
"""What is refused: the kind, the name of the file, its bytes, and words that the sentence must have."""

TOLD = {
    "counts that disagree with the lists": (
        "undgacm-ga",
        line(MS_in_favour_count="9"),
        "99.json, row 1: ",
        "(counts-disagree, ",
    ),
    "sixteen voters in a Council of fifteen": (
        "undgacm-sc",
        council(MS_in_favour=COUNCIL, MS_against=[], MS_in_favour_count="16", MS_against_count="0"),
        "99.json, row 1: ",
        "(out-of-range, ",
    ),
    "a day that does not exist": (
        "undgacm-ga",
        line() + line(symbol="A/RES/99/2", adoption_date="31 February 2020"),
        "99.json, row 2: 'A/RES/99/2: 31 February 2020'",
        "(no-such-date, refused)",
    ),
    "a symbol three times with three lists": (
        "undgacm-ga",
        line() + line(sponsors=["FIJI", "NAURU"]) + line(sponsors=["FIJI", "NAURU", "TUVALU"]),
        "99.json, row 2: 'A/RES/99/1",
        "(repeated-symbol, refused)",
    ),
    "a state that nobody knows": ("undgacm-ga", line(sponsors=["RURITANIA"]), "'RURITANIA'", "(unknown-state, kept)"),
}
"""What is imported and told: the kind, the records, where the finding stands, and its class and action."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home of our own."""
    return tmp_path_factory.mktemp("bad") / "home"


@pytest.fixture
def standing(run: Run, home: Path, tmp_path: Path) -> Path:
    """Return the home after one good import."""
    (tmp_path / "good.csv").write_text(CODES + "ETM,860,East Timor\n", encoding="utf-8")
    assert 0 == run("import", "cow-codes", "good.csv", home=home).returncode
    return home


def content(home: Path) -> dict[str, str]:
    """Return the SHA-256 of every file in a home, but for the locks, which are empty."""
    files = (path for path in home.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_bad_file_is_refused_and_no_byte_of_the_home_changes(
    run: Run, standing: Path, tmp_path: Path, fault: str
) -> None:
    """Status 1, one sentence with the file and the place or the fault, nothing on the output, no traceback."""
    kind, name, data, words = REFUSED[fault]
    (tmp_path / name).write_bytes(data)
    before = content(standing)
    told = run("import", kind, name, home=standing)
    assert (1, "") == (told.returncode, told.stdout), told.stderr
    assert told.stderr.startswith(f"Refused: {name}"), told.stderr
    assert words in told.stderr
    assert "Nothing was imported; the store is as before." in told.stderr
    assert "Traceback" not in told.stderr
    assert before == content(standing)


@pytest.mark.parametrize("fault", TOLD)
def test_what_is_odd_is_told_with_its_row(run: Run, tmp_path: Path, home: Path, fault: str) -> None:
    """The import stands, and the finding says where, what, and what was done."""
    kind, data, place, ending = TOLD[fault]
    (tmp_path / "99.json").write_text(data, encoding="utf-8")
    told = run("import", kind, "99.json", "--findings", "--replace", home=home)
    assert 0 == told.returncode, told.stderr
    assert any(place in each and ending in each for each in told.stdout.splitlines()), told.stdout


def test_one_bad_file_among_good_ones_stops_them_all(run: Run, standing: Path, tmp_path: Path) -> None:
    """Nothing of the call is imported, whichever file is the bad one."""
    (tmp_path / "98.json").write_text(line(symbol="A/RES/98/1", session="Ninety-eighth session"), encoding="utf-8")
    (tmp_path / "99.json").write_text("{", encoding="utf-8")
    before = content(standing)
    for files in (("98.json", "99.json"), ("99.json", "98.json")):
        told = run("import", "undgacm-ga", *files, home=standing)
        assert 1 == told.returncode
        assert "99.json, line 1" in told.stderr
        assert before == content(standing)


def test_a_wrong_kind_and_missing_files_are_told_at_once(run: Callable) -> None:
    """Whoever mistypes both the kind and the names need not come back twice."""
    told = run("import", "undgacm-gaa", "absent.json", "gone.json")

    assert 2 == told.returncode
    assert "There is no kind of file 'undgacm-gaa'. Nearest known: undgacm-ga," in told.stderr
    assert "There is no file or folder 'absent.json', 'gone.json'." in told.stderr


def test_a_missing_file_of_a_known_kind_is_told_alone(run: Callable) -> None:
    """Nothing is said of the kind, which is in order."""
    told = run("import", "undgacm-ga", "absent.json")

    assert 2 == told.returncode
    assert "There is no file or folder 'absent.json'." in told.stderr
    assert "kind of file" not in told.stderr
