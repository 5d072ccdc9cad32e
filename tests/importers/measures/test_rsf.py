"""The World Press Freedom Index: commas, encodings, headers and methods as they change from edition to edition."""

from __future__ import annotations

import contextlib
import csv
import io
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import Imported, border, read

YEARS = [2002, 2003, *range(2005, 2009), 2010, 2012, 2013, 2014, *range(2016, 2020), 2021, 2022, 2023, 2025, 2026]
TWICE = [year for year in YEARS if year <= 2021]
LOST = [2008, *(year for year in YEARS if year >= 2012)]
OLD = "Year (N);ISO;Rank N;Score N;FR_country;EN_country;Zone\n"
NEW = "ISO;Score;Rank;Zone;Country_EN;Year (N)\n"


def raw(path: Path) -> list[dict[str, str]]:
    """Return the rows of a real file by plain means: one of the two encodings, decoded once more where it was twice."""
    held = path.read_bytes()
    try:
        text = held.decode("utf-8")
    except UnicodeDecodeError:
        text = held.decode("cp1252")
    with contextlib.suppress(UnicodeError):
        text = text.encode("latin-1").decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def imported(path: Path) -> Imported:
    """Return what one file holds."""
    (found,) = read("rsf", [path])
    return found


def column(found: Imported, measure: str, name: str = "value") -> list[str]:
    """Return the cells of a column in the rows of one measure."""
    table = found.tables["measurements"]
    return table.filter(pl.col("measure") == measure)[name].to_list()


def one(found: Imported, measure: str, state: str) -> str:
    """Return the value of one state."""
    table = found.tables["measurements"]
    return table.filter((pl.col("measure") == measure) & (pl.col("state") == state))["value"].item()


@pytest.fixture
def edition(real: Callable[[str], Path]) -> Callable[[int], Path]:
    """Return what finds the file of a year."""
    return lambda year: real(f"rsf/rwb{year}.csv")


@pytest.fixture
def made(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Return what writes a file of our own."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "rwb.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.mark.parametrize("year", YEARS)
def test_every_row_of_an_edition_has_its_rank_and_its_score(
    year: int, edition: Callable[[int], Path], problems: Callable[[Imported], list[str]]
) -> None:
    """No row is lost, every score is a number in the order of the ranks, and the table keeps its declaration."""
    rows, found = raw(edition(year)), imported(edition(year))
    scores = [Decimal(value) for value in column(found, "rsf-score")]
    ranks = [int(value) for value in column(found, "rsf-rank")]
    ordered = [score for _, score in sorted(zip(ranks, scores, strict=True), key=lambda pair: pair[0])]

    assert len(rows) == found.rows_in == len(scores) == len(ranks)
    assert sorted(int(row.get("Rank N") or row["Rank"]) for row in rows) == sorted(ranks)
    assert sorted(scores, reverse=year >= 2013) == ordered
    assert [] == problems(found)


@pytest.mark.parametrize("year", YEARS)
def test_a_method_has_its_own_scale(year: int, edition: Callable[[int], Path]) -> None:
    """The meaning of a score turned in 2013 and in 2022, and no number goes without saying on which scale it lies."""
    expected = "rsf-2022" if year >= 2022 else "rsf-2013" if year >= 2013 else "rsf-2002"

    assert {expected} == set(imported(edition(year)).tables["measurements"]["scale"])


@pytest.mark.parametrize("year", YEARS)
def test_a_comma_that_stands_is_kept_and_one_that_is_lost_is_told(year: int, edition: Callable[[int], Path]) -> None:
    """Columns with a comma are taken as they stand; of the others, a finding says that commas were put back."""
    lost = [each for each in imported(edition(year)).findings if each.kind == "decimal-comma-lost"]
    score = "Score N" if year < 2022 else next(name for name in raw(edition(year))[0] if name.startswith("Score"))
    if not lost:
        written = [row[score].replace(",", ".") for row in raw(edition(year))]
        assert written == column(imported(edition(year)), "rsf-score")

    assert (year in LOST) == bool(lost)


@pytest.mark.parametrize("year", [2023, 2025, 2026])
def test_the_change_since_the_year_before_confirms_each_comma(year: int, edition: Callable[[int], Path]) -> None:
    """The column of changes has kept its commas: score less change gives the digits of the score before."""
    rows = raw(edition(year))
    scores = column(imported(edition(year)), "rsf-score")
    name = f"Score {year}" if year > 2023 else "Score"
    told = [(row, Decimal(score)) for row, score in zip(rows, scores, strict=True) if row["Score evolution"].strip()]
    close = [
        (row["Country_EN"], row["Score N-1"])
        for row, score in told
        for before in [score - Decimal(row["Score evolution"].replace(",", "."))]
        if min(abs(before - Decimal(row["Score N-1"]).scaleb(-places)) for places in range(4)) > Decimal("0.011")
    ]

    assert len(told) > 170
    assert name in rows[0]
    assert [] == close


def test_the_same_digits_are_two_scores_in_2008(edition: Callable[[int], Path]) -> None:
    """975 is 9.75 at rank 51, twice, and 97.5 at rank 173."""
    rows, scores = raw(edition(2008)), column(imported(edition(2008)), "rsf-score")
    found = [(int(row["Rank N"]), score) for row, score in zip(rows, scores, strict=True) if row["Score N"] == "975"]

    assert [(51, "9.75"), (51, "9.75"), (173, "97.5")] == sorted(found)


def test_2012_begins_below_zero_and_ends_above_a_hundred(edition: Callable[[int], Path]) -> None:
    """Finland had a bonus of ten points; the last had 142, for the old scale has no top at 100."""
    found = imported(edition(2012))
    scores = [Decimal(score) for score in column(found, "rsf-score")]

    assert "-10" == one(found, "rsf-score", "FIN")
    assert (Decimal(-10), Decimal(142)) == (min(scores), max(scores))
    assert "-0.67" in column(found, "rsf-score")


def test_2011_and_2012_are_one_edition(edition: Callable[[int], Path]) -> None:
    """It is printed 2011-12 and stands for 2012."""
    table = imported(edition(2012)).tables["measurements"]

    assert {("2011-12", "2012")} == set(table.select("edition", "year").rows())
    assert "rsf-2011-12" == imported(edition(2012)).series


def test_ties_are_told_apart_by_a_third_decimal(edition: Callable[[int], Path]) -> None:
    """In 2025 65487 and 65486 are 65.487 and 65.486."""
    assert {"65.487", "65.486", "51.061", "51.055"} <= set(column(imported(edition(2025)), "rsf-score"))


def test_a_part_at_the_end_of_its_list_stays_open(edition: Callable[[int], Path]) -> None:
    """The last social score of 2022 and the last safety score of 2023 could be read in two ways, and are left out."""
    open_cells = {
        year: [each.found for each in imported(edition(year)).findings if each.kind == "ambiguous-number"]
        for year in (2022, 2023, 2025, 2026)
    }

    assert {2022: ["12"], 2023: ["196"], 2025: [], 2026: []} == open_cells
    assert 179 == len(column(imported(edition(2022)), "rsf-social-context"))


@pytest.mark.parametrize("year", YEARS)
def test_an_encoding_is_mended_and_told_once(year: int, edition: Callable[[int], Path]) -> None:
    """Until 2021 the text is UTF-8 twice, in 2025 and 2026 Windows-1252, in between right."""
    expected = ["mojibake-repaired"] if year in TWICE else ["encoding-repaired"] if year >= 2025 else []

    assert expected == [each.kind for each in imported(edition(year)).findings if each.kind.endswith("-repaired")]


def test_names_come_out_right_whatever_the_encoding(edition: Callable[[int], Path]) -> None:
    """Côte d'Ivoire and Türkiye are themselves."""
    names = {name for year in YEARS for name in column(imported(edition(year)), "rsf-rank", "state_name")}

    assert {"Côte d'Ivoire", "Türkiye"} <= names
    assert [] == [name for name in names if any(letter in name for letter in "ÃÂ?�")]


@pytest.mark.parametrize("year", YEARS)
def test_a_place_that_is_no_state_is_kept_without_one(year: int, edition: Callable[[int], Path]) -> None:
    """Kosovo, Northern Cyprus, Taiwan, Hong Kong and the Eastern Caribbean have a row, a finding and no state."""
    found = imported(edition(year))
    table = found.tables["measurements"].filter(pl.col("measure") == "rsf-rank")
    without = set(table.filter(pl.col("state") == "")["state_name"])
    unknown = [each.found for each in found.findings if each.kind == "unknown-state"]

    assert sorted(without) == sorted(unknown)
    assert {"Taiwan", "Hong Kong"} & without or year == 2002
    assert not {"Kosovo", "OECS", "Cyprus North", "Northern Cyprus", "Taiwan"} & (set(table["state_name"]) - without)


def test_timor_leste_is_found_under_its_old_name(edition: Callable[[int], Path]) -> None:
    """East Timor is Timor-Leste: tenth in 2023, with 84.49."""
    row = next(row for row in raw(edition(2023)) if row["Country_EN"] in {"Timor-Leste", "East Timor"})

    assert (row["Rank"], row["Score"]) == ("10", "8449")
    assert ("10", "84.49") == tuple(one(imported(edition(2023)), name, "TLS") for name in ("rsf-rank", "rsf-score"))


def test_all_editions_have_keys_of_their_own(edition: Callable[[int], Path]) -> None:
    """A folder of editions is a series a year, and no measurement is named twice."""
    found = [imported(edition(year)) for year in YEARS]
    keys = Counter(key for each in found for key in each.tables["measurements"]["key"])

    assert 1 == max(keys.values())
    assert len(YEARS) == len({each.series for each in found})


def test_columns_may_stand_in_any_order_and_a_new_one_is_told(made: Callable[[str | bytes], Path]) -> None:
    """A column that nobody knows is left alone."""
    found = imported(made("Mood;Year (N);Country_EN;Rank;Score;ISO\ngood;2024;Fiji;1;9012;FJI\n"))

    assert [("extra-column", "Mood")] == [(each.kind, each.found) for each in found.findings if each.row is None][:1]
    assert "90.12" == one(found, "rsf-score", "FJI")


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_do_not_matter(
    end: str, mark: bytes, made: Callable[[str | bytes], Path]
) -> None:
    """The same rows come out."""
    text = (NEW + "FJI;9012;1;Asia;Fiji;2024\nTON;8999;2;Asia;Tonga;2024\n").replace("\n", end)

    assert ["90.12", "89.99"] == column(imported(made(mark + text.encode())), "rsf-score")


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        (NEW.replace("Country_EN", "Name") + "FJI;9012;1;Asia;Fiji;2024\n", "'Country_EN' is missing", 1),
        (NEW.replace("Score", "Points") + "FJI;9012;1;Asia;Fiji;2024\n", "'Score' is missing", 1),
        (NEW + "FJI;9012;1;Asia;Fiji;2024\nTON;8999;2;Asia\n", "4 cells", 3),
        (NEW + "FJI;9012;1;Asia;Fiji;2024\nTON;8999;2;Asia;Tonga;2023\n", "does not name one edition", None),
        (NEW + "FJI;9012;1;Asia;Fiji;1999\n", "does not name one edition", None),
        (NEW + 'FJI;9012;1;Asia;"Fiji;2024\n', "cannot be told into cells", 2),
        ('{"country": "Fiji"}\n', "is missing", 1),
        (b"ISO;Score\0;Rank\n", "zero byte", 1),
        (NEW.encode("utf-16"), "UTF-16", 1),
        (b"", "empty", None),
    ],
)
def test_what_is_no_edition_is_refused_whole(
    text: str | bytes, reason: str, line: int | None, made: Callable[[str | bytes], Path]
) -> None:
    """The reason and the line are told, and nothing is imported."""
    with pytest.raises(UnreadableFileError, match=reason) as refused:
        imported(made(text))

    assert line == refused.value.line


def test_a_line_without_end_is_refused(made: Callable[[str | bytes], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is lowered here; no file of the index comes near it."""
    monkeypatch.setattr(border, "LONGEST_LINE", 100)
    with pytest.raises(UnreadableFileError, match="more than 100 bytes"):
        imported(made(NEW + "FJI" * 200))


def test_a_score_outside_the_scale_or_no_number_gives_no_row(made: Callable[[str | bytes], Path]) -> None:
    """Each is told with its row."""
    text = NEW + "FJI;9012;1;Asia;Fiji;2024\nTON;-5;2;Asia;Tonga;2024\nWSM;lots;3;Asia;Samoa;2024\n"
    found = imported(made(text))

    assert [("out-of-range", 3, "-5"), ("unknown-value", 4, "lots")] == [
        (each.kind, each.row, each.found) for each in found.findings if each.action == "refused"
    ]
    assert ["90.12"] == column(found, "rsf-score")


def test_a_state_that_stands_twice_is_taken_once(made: Callable[[str | bytes], Path]) -> None:
    """The later row is refused and told, for each thing that it measures."""
    found = imported(made(OLD + "2005;FJI;1;0,5;Fidji;Fiji;Asie\n2005;FJI;2;1,5;Fidji;Fiji;Asie\n"))

    assert ["0.5"] == column(found, "rsf-score")
    assert ["repeated-row", "repeated-row"] == [each.kind for each in found.findings]
