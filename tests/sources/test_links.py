"""The links to the things of others: of declared form, of their set, and as their publishers have them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from r2pgraph import sources
from r2pgraph.errors import UnreadableFileError
from r2pgraph.sources import linking
from r2pgraph.tables.links import CONFIDENCE

ROOT = Path(__file__).resolve().parents[2]
WIKIDATA = "states-wikidata.sssom.tsv"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return a copy of the data folder that a test may spoil."""
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


def spoil(data: Path, old: str, new: str, name: str = WIKIDATA) -> Path:
    """Change one place of a file of links."""
    path = data / "links" / name
    text = path.read_text(encoding="utf-8")
    assert 1 == text.count(old)
    path.write_text(text.replace(old, new), encoding="utf-8")
    return data


def test_every_file_is_of_a_declared_set_and_every_set_has_its_file(tables: dict[str, pl.DataFrame]) -> None:
    """No link stands outside the list, and no set is announced in vain."""
    assert set(tables["link_sets"]["key"]) == set(sources.links()["set"])


def test_the_head_of_each_file_says_what_the_tables_say(tables: dict[str, pl.DataFrame]) -> None:
    """A file that is copied away tells its name, its licence and its prefixes to a reader of SSSOM."""
    assert [] == [file.name for file in linking.read(ROOT / "data") if file.head != linking.head(file.set, tables)]


def test_every_iri_has_the_form_of_its_data_set(tables: dict[str, pl.DataFrame]) -> None:
    """The pattern that the graph is asked about holds in the files too."""
    patterns = {key: linking.target_of(key, tables)["pattern"] for key in tables["link_sets"]["key"]}
    rows = sources.links().select("set", "object_id").rows()

    assert [] == [iri for key, iri in rows if not re.fullmatch(patterns[key], iri)]


def test_no_link_rests_on_a_source_that_nobody_read(tables: dict[str, pl.DataFrame]) -> None:
    """What was seen was seen in a file that stands on the list as read."""
    read = {f"source:{key}" for key, flag in tables["sources"].select("key", "read").rows() if flag == "true"}

    assert set(sources.links()["mapping_source"]) <= read


def test_what_we_hold_without_a_file_is_no_more_than_possible() -> None:
    """Our own word is the weakest reason."""
    ours = sources.links().filter(mapping_source="source:r2pgraph-reconstruction")

    assert {"possible"} == {CONFIDENCE[number] for number in ours["confidence"]}


def test_every_label_of_ours_is_the_one_of_the_tables(tables: dict[str, pl.DataFrame]) -> None:
    """Who reads the file alone reads the names that the graph uses."""
    known = {f"state:{key}": label for key, label in tables["states"].select("iso3", "label").rows()}
    known |= {f"treaty:{key}": label for key, label in tables["treaties"].select("key", "short").rows()}
    known |= {f"region:{key}": label for key, label in tables["regions"].select("key", "label").rows()}
    known |= {f"organisation:{key}": label for key, label in tables["organisations"].select("key", "label").rows()}
    said = sources.links().select("subject_id", "subject_label").rows()

    assert [] == [(thing, label) for thing, label in said if thing in known and known[thing] != label]


def test_every_state_of_today_is_linked_to_three_data_sets(tables: dict[str, pl.DataFrame]) -> None:
    """193 members and two observers, each with one exact match; states that are gone have none."""
    now = {f"state:{key}" for key in tables["states"].filter(historic="false")["iso3"]}
    exact = sources.links().filter(predicate_id="skos:exactMatch")

    for key in ("states-sdg", "states-wikidata", "states-geonames"):
        assert 195 == exact.filter(set=key).height
        assert now == set(exact.filter(set=key)["subject_id"])


def test_where_one_file_names_two_items_only_the_one_that_another_names_too_is_exact() -> None:
    """The SDG codes give Palestine two items of Wikidata."""
    rows = sources.links().filter(set="states-wikidata", subject_id="state:PSE")

    assert [
        ("skos:exactMatch", "http://www.wikidata.org/entity/Q219060"),
        ("skos:closeMatch", "http://www.wikidata.org/entity/Q407199"),
    ] == rows.select("predicate_id", "object_id").rows()


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("state:TLS\tTimor-Leste\tskos:exactMatch", "state:TLS\tTimor-Leste\towl:sameAs", 188, "not one of the values"),
        ("state:TLS\tTimor-Leste\tskos:exactMatch", "state:TLS\tTimor-Leste\t", 188, "cell is empty"),
        ("wikidata:Q574\t", "wikidata:Q 574\t", 188, "not the form"),
        ("wikidata:Q574\t", "wd:Q574\t", 188, "not that of the data set"),
        ("link:states-wikidata-TLS\t", "link:states-wikidata-TKM\t", 187, "stands twice"),
        ("#license:", "license:", 13, "cells"),
    ],
)
def test_a_spoilt_file_is_refused_with_its_line(copied: Path, old: str, new: str, line: int, reason: str) -> None:
    """An unknown kind of link, a broken IRI and a strange prefix are told where they stand."""
    with pytest.raises(UnreadableFileError, match=reason) as caught:
        sources.links(spoil(copied, old, new))

    assert (WIKIDATA, line) == (caught.value.file, caught.value.line)


def test_a_file_of_no_declared_set_is_refused(copied: Path) -> None:
    """The name of the file is the key of the set."""
    (copied / "links" / WIKIDATA).rename(copied / "links" / "states-wikipedia.sssom.tsv")

    with pytest.raises(UnreadableFileError, match="No set of links of this name"):
        sources.links(copied)
    with pytest.raises(UnreadableFileError, match="The set has no file"):
        sources.tables(copied)


def test_the_files_are_what_the_publishers_files_give(records: Path, real: Callable[[str], Path]) -> None:
    """Made again from the files of the publishers, each file comes out as it stands."""
    import runpy

    made = runpy.run_path(str(ROOT / "tests/sources/derive_links.py"))
    areas = made["Areas"](real("metadata-un-org-sdg").parent)
    fresh = made["states"](records, areas) | {"regions-sdg": made["regions"](areas)}
    fresh |= {"treaties-untc": made["treaties"](records), "states-unbis": made["subjects"](made["headings"](records))}
    held = {file.set: file.rows for file in linking.read(ROOT / "data") if file.set in fresh}

    for key, rows in fresh.items():
        expected = {(row["subject_id"], row["predicate_id"], row["object_id"], row["confidence"]) for row in rows}
        assert expected == set(held[key].select("subject_id", "predicate_id", "object_id", "confidence").rows())


def test_what_is_written_by_hand_was_seen_in_the_publishers_files(records: Path) -> None:
    """Each heading has the number that the texts of session 78 give it, and each organ stands among the SDG codes."""
    import runpy

    found = runpy.run_path(str(ROOT / "tests/sources/derive_links.py"))["headings"](records)
    codes = (records / "metadata-un-org-sdg" / "sdg-codes.ttl").read_text(encoding="utf-8")
    hand = sources.links().filter(pl.col("set").is_in(["indicators-unbis", "organisations-sdg"]))

    for key, label, iri in hand.select("set", "object_label", "object_id").rows():
        if key == "indicators-unbis":
            assert found[label] == iri.rpartition("/")[2]
        else:
            assert f"<{iri}>" in codes
