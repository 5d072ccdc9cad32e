"""A resolution shows its roll call one mark a state, its tests beside each other, and who lists it."""

from __future__ import annotations

import csv
import html
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from r2pgraph.pages import Site, respond
from r2pgraph.store import load, open_store
from r2pgraph.vocab import BASE, R2P

if TYPE_CHECKING:
    from collections.abc import Iterator

    from r2pgraph.pages import Page

TABLES = Path(__file__).resolve().parents[2] / "data" / "tables"
WORDS = {"votedYes": "Yes", "votedNo": "No", "abstainedOn": "Abstention"}
COLUMNS = ("Resolutions", "By a recorded vote", "Without a vote")
VOTED = "/resolution/A-RES-75-277"
DASH = "\N{EN DASH}"
MODE = f"<{BASE}resolution/A-RES-73-180> <{R2P}adoptionMode> <{BASE}adoption/without-vote> .\n".encode()
YES = f"<{BASE}state/TLS> <{R2P}votedYes> <{BASE}resolution/A-RES-75-277> .\n".encode()
ROW = r'scope="row"><a href="/resolution/([\w-]+)"'


def table(stem: str) -> list[dict[str, str]]:
    """Read a curated table."""
    with (TABLES / f"{stem}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shown(site: Site, path: str, **parameters: str) -> str:
    """Return a page that is there."""
    page = respond(site, path, parameters, "text/html")
    assert 200 == page.status
    return page.content.decode()


def tiles(page: str) -> list[tuple[str, str]]:
    """Return the state and the position of each mark of a drawing, in order."""
    found = re.findall(
        r'<a class="tile [\w-]+" href="/state/(\w+)".*?<span class="unseen">[^<]*: ([^<:]*)</span>', page
    )
    return [(state, position) for state, position in found]


@pytest.fixture(scope="module")
def doubtful(shipped: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return the pages of a store in which one vote of a roll call and how one resolution was adopted are missing."""
    home = tmp_path_factory.mktemp("doubtful")
    load(home, {name: data.replace(YES, b"").replace(MODE, b"") for name, data in shipped.items()})
    with open_store(home) as store:
        yield Site(store)


def test_what_is_adopted_nobody_knows_how_was_not_adopted_without_a_vote(site: Site, doubtful: Site) -> None:
    """A session counts what is on record, and no remainder."""
    row = r"Session 73</a></th>" + "".join(rf'<td [^>]*data-label="{name}">(\d+)' + "</td>" for name in COLUMNS)
    counts = [re.findall(row, shown(pages, "/resolution")) for pages in (site, doubtful)]

    assert [[("3", "2", "1")], [("3", "2", "0")]] == counts


def test_every_vote_of_the_record_is_one_mark(site: Site) -> None:
    """Each state is drawn once, at the position that the table of votes gives it."""
    cast = {(row["state"], WORDS[row["relation"]]) for row in table("state_votes")
            if row["resolution"] == "A-RES-75-277" and row["relation"] in WORDS}  # fmt: skip
    drawn = tiles(shown(site, VOTED))

    assert cast == {each for each in drawn if each[1] != "Not recorded"}
    assert len(drawn) == len({state for state, _ in drawn})
    assert {"Yes": 115, "No": 15, "Abstention": 28, "Not recorded": 193 - 158} == Counter(word for _, word in drawn)


def test_marks_stand_in_the_order_of_names_within_their_position(site: Site) -> None:
    """The order is stable: by position, then by the name of the state."""
    names = {row["iso3"]: row["label"] for row in table("states")}
    drawn = tiles(shown(site, VOTED))
    order = ["Yes", "No", "Abstention", "Not recorded"]

    assert sorted(drawn, key=lambda each: (order.index(each[1]), names[each[0]])) == drawn


def test_the_legend_is_a_table_with_printed_and_counted_numbers(site: Site) -> None:
    """What the record prints stands beside what is held."""
    page = shown(site, VOTED)
    rows = re.findall(r"</svg> (\w[\w ]*)</th><td[^>]*>(\S+)</td><td[^>]*>(\S+)</td>", page)

    assert [("Yes", "115", "115"), ("No", "15", "15"), ("Abstention", "28", "28"), ("Not recorded", DASH, "35")] == rows
    assert "Doubt" not in page


def test_a_tally_that_disagrees_is_a_doubt(doubtful: Site) -> None:
    """A vote that is missing is neither hidden nor corrected."""
    assert "yes 115 printed, 114 counted" in shown(doubtful, VOTED)


def test_a_text_adopted_without_a_vote_draws_nothing(site: Site) -> None:
    """Nobody voted, so no mark stands for anybody."""
    page = shown(site, "/resolution/A-RES-76-177")

    assert "Adopted without a vote" in page
    assert [] == tiles(page)


def test_a_recorded_vote_without_roll_call_is_told_and_not_drawn(site: Site) -> None:
    """Where no vote of a state is held, nobody is drawn as absent."""
    voted = {row["resolution"] for row in table("state_votes")}
    key = next(
        row["key"]
        for row in table("resolutions")
        if row["adoption_mode"] == "recorded-vote" and row["key"] not in voted
    )
    page = shown(site, f"/resolution/{key}")

    assert "No roll call is held." in page
    assert [] == tiles(page)


def test_the_five_tests_stand_side_by_side(site: Site) -> None:
    """Each says whether it finds R2P, where, and whether it disagrees with the list."""
    page = shown(site, VOTED)
    rows = re.findall(
        r'<a href="/test/([\w-]+)">.*?</svg> ([\w ]+?)</span>.*?data-label="Beside the list">(.*?)</td>',
        page,
        re.DOTALL,
    )
    told = {test: (found, re.sub("<.*?>", "", beside)) for test, found, beside in rows}

    assert {
        "expert-list": ("R2P", DASH),
        "exact-phrase": ("R2P", "Agrees"),
        "phrase-pattern": ("Nothing", "Disagrees"),
        "office-name-only": ("No result", "The test has no result in this session"),
        "unbis-heading": ("R2P", "Agrees"),
    } == told
    assert "<li>preambular paragraph 3</li>" in page


def test_what_the_audit_says_of_its_line_stands_beside_it(site: Site) -> None:
    """Line 13 prints another symbol, which the audit finds by itself."""
    page = shown(site, "/resolution/A-RES-76-177")

    assert "<code>A/RES/76/17</code>" in page
    assert "<b>Contradicts</b> (listed symbol)" in page


def test_a_form_narrows_the_list_without_script(site: Site) -> None:
    """Session, reference and mode are parameters of the address."""
    found = {row["resolution"] for row in table("references") if row["test"] == "exact-phrase"}
    recorded = {row["key"]: row["symbol"] for row in table("resolutions") if row["adoption_mode"] == "recorded-vote"}
    expected = {key for key, symbol in recorded.items() if key in found and symbol.startswith("A/RES/75/")}
    page = shown(site, "/resolution", session="75", reference="exact-phrase", mode="recorded-vote")

    assert expected == set(re.findall(ROW, page))
    assert expected


def test_the_list_of_an_organisation_is_called_by_that_name(site: Site) -> None:
    """The form offers it in plain words, and choosing it keeps the texts that the list holds."""
    listed = {row["resolution"] for row in table("references") if row["test"] == "expert-list"}
    page = shown(site, "/resolution", session="75", reference="expert-list")
    chosen = re.search(r'<option value="expert-list" selected[^>]*>([^<]+)</option>', page)

    assert chosen is not None
    assert "on an organisation's list" == html.unescape(chosen[1])
    assert {key for key in listed if key.startswith("A-RES-75-")} == set(re.findall(ROW, page))


def test_the_parts_of_the_list_hold_every_resolution_once(site: Site) -> None:
    """No part is longer than two hundred rows, and none is left out."""
    pages = [shown(site, "/resolution", session="all", page=str(number)) for number in range(1, 9)]
    parts = [re.findall(ROW, page) for page in pages]
    keys = [key for part in parts for key in part]

    assert 200 == max(map(len, parts))
    assert sorted(row["key"] for row in table("resolutions")) == sorted(keys)


@pytest.mark.parametrize(
    "parameters", [{"session": "99"}, {"mode": "x"}, {"page": "0"}, {"page": "-1"}, {"colour": "red"}]
)
def test_what_the_form_does_not_have_is_refused(parameters: dict[str, str], site: Site) -> None:
    """A wrong parameter is told, and never taken for all."""
    page: Page = respond(site, "/resolution", parameters, "text/html")

    assert 400 == page.status


def test_a_vote_names_state_resolution_and_position(site: Site) -> None:
    """The page of one vote leads to both."""
    page = shown(site, "/vote/A-RES-75-277-TLS")

    assert "<h1>Timor-Leste on A/RES/75/277: yes</h1>" in page
    assert {"/state/TLS", "/resolution/A-RES-75-277"} <= set(re.findall(r'href="([^"]+)"', page))
    assert 404 == respond(site, "/vote/A-RES-75-277-JOR", {}, "text/html").status
