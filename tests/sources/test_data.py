"""What the curated tables hold, counted by hand."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from re import findall

import polars as pl
import pytest

from r2pgraph import sources

ROOT = Path(__file__).resolve().parents[2]


def keys(frame: pl.DataFrame, column: str, **wanted: str) -> set[str]:
    """Return the values of a column in the rows that hold the wanted cells."""
    return set(frame.filter(*(pl.col(name) == value for name, value in wanted.items()))[column])


def test_no_row_breaks_its_declaration() -> None:
    """Every cell has its form, and every reference resolves, the source of each row included."""
    assert [] == [str(problem) for problem in sources.problems()]


def test_no_row_rests_on_a_source_that_nobody_read(
    tables: dict[str, pl.DataFrame], crosswalks: dict[str, pl.DataFrame]
) -> None:
    """What only the assessment cites is bibliography, and the origin of none of our facts."""
    unread = keys(tables["sources"], "key", read="false")
    used = {
        (stem, row)
        for stem, frame in (tables | crosswalks).items()
        for column in ("source", "in_force_source")
        if column in frame.columns
        for row in frame.filter(pl.col(column).is_in(unread))[frame.columns[0]]
    }

    assert set() == used


def test_a_source_that_nobody_read_is_one_that_the_assessment_cites(tables: dict[str, pl.DataFrame]) -> None:
    """Nothing else has a place on the list."""
    text = (ROOT / "data" / "assessments" / "TLS" / "2023.ttl").read_text(encoding="utf-8")
    cited = set(findall(r"source:([a-z0-9-]+)", text))

    assert set() == keys(tables["sources"], "key", read="false") - cited


def test_a_roll_call_that_is_shipped_is_shipped_whole(tables: dict[str, pl.DataFrame]) -> None:
    """As many votes of each kind stand there as the record counts, or none: one vote alone would hide the others."""
    counts = {"votedYes": "yes_count", "votedNo": "no_count", "abstainedOn": "abstention_count"}
    listed = Counter(tables["state_votes"].select("resolution", "relation").iter_rows())
    cast = {resolution for resolution, relation in listed if relation in counts}
    short = {
        (row["key"], relation): (row[column], listed[row["key"], relation])
        for row in tables["resolutions"].filter(pl.col("key").is_in(sorted(cast))).iter_rows(named=True)
        for relation, column in counts.items()
        if int(row[column] or 0) != listed[row["key"], relation]
    }

    assert len(cast) > 10
    assert {} == short


@pytest.mark.parametrize("stem", ["memberships", "names", "treaties", "treaty_actions"])
def test_what_rests_on_general_knowledge_is_no_more_than_possible(stem: str, tables: dict[str, pl.DataFrame]) -> None:
    """A row of our own, or one whose note says so, is not called certain or probable."""
    frame = tables[stem]
    doubtful = frame.filter(
        (pl.col("source") == "r2pgraph-reconstruction") | pl.col("note").str.contains("general knowledge")
    )

    assert {"possible"} >= set(doubtful["confidence"])


def test_the_day_of_entry_into_force_names_its_source(tables: dict[str, pl.DataFrame]) -> None:
    """The status tables hold no such day, so another source stands beside them."""
    assert set() == keys(tables["treaties"], "key", in_force_source="")


def test_the_former_name_of_timor_leste_leads_to_it(tables: dict[str, pl.DataFrame]) -> None:
    """Who looks for East Timor finds the state."""
    assert {"TLS"} == keys(tables["names"], "state", text="East Timor")


def test_every_member_and_both_observers_are_there(tables: dict[str, pl.DataFrame]) -> None:
    """193 members today, two observer states, and four states that are gone."""
    members = tables["memberships"].filter(organisation="UN", kind="member")

    assert 193 == members.filter(valid_to="").height
    assert {"VAT", "PSE"} == keys(tables["memberships"], "state", organisation="UN", kind="observer")
    assert {"CSK", "DDR", "YMD", "YUG"} == keys(tables["states"], "iso3", historic="true")
    assert 199 == tables["states"].height


def test_namibia_keeps_its_code(tables: dict[str, pl.DataFrame]) -> None:
    """NA is a state and not a missing value."""
    assert {"NAM"} == keys(tables["states"], "iso3", iso2="NA")


def test_members_were_admitted_by_the_decade_as_the_register_counts(tables: dict[str, pl.DataFrame]) -> None:
    """Founders, waves of decolonisation and the end of the Cold War, for the members of today."""
    members = tables["memberships"].filter(organisation="UN", kind="member")
    today = members.filter(valid_to="")["state"].implode()
    first = members.filter(pl.col("state").is_in(today)).group_by("state").agg(pl.col("valid_from").min())
    decades = Counter(date[:3] + "0s" for date in first["valid_from"])

    assert {
        "1940s": 57,
        "1950s": 24,
        "1960s": 42,
        "1970s": 25,
        "1980s": 7,
        "1990s": 32,
        "2000s": 5,
        "2010s": 1,
    } == dict(decades)


def test_timor_leste_joined_asean_in_two_steps(tables: dict[str, pl.DataFrame]) -> None:
    """In principle in 2022, as the assessment says; in full in 2025, after it."""
    rows = tables["memberships"].filter(state="TLS", organisation="ASEAN").sort("valid_from")

    assert [("in-principle", "2022-11-11", "2025-10-25"), ("member", "2025-10-26", "")] == rows.select(
        "kind", "valid_from", "valid_to"
    ).rows()


def test_asean_has_eleven_members(tables: dict[str, pl.DataFrame]) -> None:
    """Five founders, five later members and Timor-Leste."""
    asean = ["IDN", "MYS", "PHL", "SGP", "THA", "BRN", "VNM", "LAO", "MMR", "KHM", "TLS"]

    assert set(asean) == keys(tables["memberships"], "state", organisation="ASEAN", kind="member")


def test_groups_have_the_sizes_that_their_makers_state(tables: dict[str, pl.DataFrame]) -> None:
    """54 states in the group at the United Nations; 12 named and 9 probable in the assessment of 2018."""
    sizes = Counter(tables["region_members"]["region"])

    assert (54, 12, 9) == tuple(sizes[group] for group in ("asia-pacific-group", "apr2p-2018", "apr2p-2018-probable"))
    assert {"eastern-asia": 5, "south-eastern-asia": 11, "southern-asia": 9, "central-asia": 5} == {
        group: sizes[group] for group in ("eastern-asia", "south-eastern-asia", "southern-asia", "central-asia")
    }


def test_one_name_of_each_kind_is_in_use(tables: dict[str, pl.DataFrame]) -> None:
    """Each living state has one short name today, which is its label, and one formal name."""
    today = tables["names"].filter(valid_to="")
    living = tables["states"].filter(historic="false")
    short = dict(today.filter(kind="short").select("state", "text").rows())

    assert dict(living.select("iso3", "label").rows()) == {state: short[state] for state in living["iso3"]}
    assert set(living["iso3"]) == set(today.filter(kind="formal")["state"])
    assert today.height == today.select("state", "kind").n_unique()


def test_names_of_a_state_follow_each_other(tables: dict[str, pl.DataFrame]) -> None:
    """A short name begins in the year in which the one before it ends, or in the next."""
    gaps = []
    for (state,), rows in tables["names"].filter(kind="short").group_by("state"):
        spans = sorted(rows.select("valid_from", "valid_to").rows())
        gaps += [
            (state, earlier, later)
            for (_, earlier), (later, _) in pairwise(spans)
            if earlier and later and int(later) - int(earlier) not in {0, 1}
        ]

    assert [] == gaps


def test_the_list_of_seventeen_is_the_checked_one(tables: dict[str, pl.DataFrame]) -> None:
    """Fifteen that the experts list and two that their list lacks: nine recorded votes, eight adoptions without one."""
    listed = keys(tables["references"], "resolution", test="expert-list") | {"A-RES-75-189", "A-RES-76-228"}
    resolutions = tables["resolutions"].filter(pl.col("key").is_in(listed))

    assert {"recorded-vote": 9, "without-vote": 8} == dict(Counter(resolutions["adoption_mode"]))


def test_timor_leste_voted_yes_wherever_its_vote_on_such_a_text_is_recorded(tables: dict[str, pl.DataFrame]) -> None:
    """Of what a test finds: no vote where there was no roll call, one co-sponsored, Srebrenica in no list."""
    held = set(tables["references"]["resolution"])
    recorded = keys(tables["resolutions"], "key", adoption_mode="recorded-vote") & held
    voted = keys(tables["state_votes"], "resolution", state="TLS", relation="votedYes") & held
    sponsored = keys(tables["state_votes"], "resolution", state="TLS", relation="coSponsors") & held

    assert {"A-RES-78-282"} == recorded - voted
    assert set() == voted - recorded
    assert "A-RES-75-277" in sponsored


def test_a_text_without_a_vote_has_no_counts(tables: dict[str, pl.DataFrame]) -> None:
    """Nobody is counted where nobody voted; of a vote the record may leave out a count of none."""
    counts = ("yes_count", "no_count", "abstention_count")
    empty = pl.all_horizontal(pl.col(*counts) == "")
    recorded = pl.col("adoption_mode") == "recorded-vote"

    wrong = tables["resolutions"].filter((recorded & (pl.col("yes_count") == "")) | (~recorded & ~empty))
    assert [] == wrong["key"].to_list()


def test_references_are_kept_test_by_test(tables: dict[str, pl.DataFrame]) -> None:
    """Each test has its own rows; Myanmar is held to refer by the list alone."""
    expected = {
        "expert-list": 15, "exact-phrase": 8, "phrase-pattern": 16, "office-name-only": 4, "unbis-heading": 4,
    }  # fmt: skip

    assert expected == dict(Counter(tables["references"]["test"]))
    assert {"expert-list"} == keys(tables["references"], "test", resolution="A-RES-77-227")
    assert set() == keys(tables["references"], "test", resolution="A-RES-76-17")


def test_listed_texts_that_nobody_could_read_say_so(tables: dict[str, pl.DataFrame]) -> None:
    """The texts of session 73 are absent, which is no verdict on their words."""
    unread = tables["references"].filter(pl.col("resolution").str.starts_with("A-RES-73-"))

    assert {"expert-list"} == set(unread["test"])
    assert 3 == unread["note"].str.contains("No text of session 73 is at hand").sum()


def test_timor_leste_acceded_to_the_rome_statute_and_never_signed(tables: dict[str, pl.DataFrame]) -> None:
    """Accession and signature are apart."""
    acts = tables["treaty_actions"].filter(state="TLS", treaty="XVIII-10")

    assert [("accession", "2002-09-06", "a")] == acts.select("kind", "date", "mark").rows()


def test_timor_leste_did_nothing_about_the_two_treaties_that_the_assessment_names(
    tables: dict[str, pl.DataFrame],
) -> None:
    """Neither the Genocide Convention nor the Arms Trade Treaty has an act of it."""
    named = keys(tables["treaty_list_members"], "treaty", list="key-instruments")

    assert {"IV-1", "XXVI-8"} == named
    assert set() == named & keys(tables["treaty_actions"], "treaty", state="TLS")


def test_every_candidate_for_the_list_of_twelve_binds_timor_leste(tables: dict[str, pl.DataFrame]) -> None:
    """The assessment says ten of twelve, so a treaty without it cannot be one of the other ten."""
    candidates = keys(tables["treaty_list_members"], "treaty", list="key-instruments-probable")

    assert candidates <= keys(tables["treaty_actions"], "treaty", state="TLS", kind="accession")


def test_rows_stand_in_order() -> None:
    """A new row changes one line of a file and no other."""
    unsorted = []
    for path in sorted((ROOT / "data" / "tables").glob("*.csv")):
        first = [row[0] for row in pl.read_csv(path, infer_schema=False).rows()]
        unsorted += [path.name] if first != sorted(first) else []

    assert [] == unsorted
