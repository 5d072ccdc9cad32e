"""Every source's way to name a state leads to that state, and what could mean two states is not guessed."""

from __future__ import annotations

import csv
import gzip
import json
from html import unescape
from typing import TYPE_CHECKING

import polars as pl
import pytest

from r2pgraph.errors import UnknownNameError
from r2pgraph.sources import states

if TYPE_CHECKING:
    from pathlib import Path

LISTS = ("MS_in_favour", "MS_against", "MS_abstaining", "sponsors", "additional_sponsors")
VOTES = LISTS[:3]


def one(name: str, *, code: str = "", date: str = "", crosswalk: str = "") -> str:
    """Return the state of one name."""
    written = {"codes": pl.Series([code]), "dates": pl.Series([date])}
    return str(states.resolve(pl.Series([name]), **written, crosswalk=crosswalk).item())


def names_left(names: list[str], crosswalk: str = "") -> set[str]:
    """Return the names that are neither resolved nor known to mean no state."""
    written = pl.Series(names, dtype=pl.String)
    found = states.resolve(written, crosswalk=crosswalk)
    return {name for name, *_ in states.unknown(written, found, crosswalk=crosswalk)}


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Timor-Leste", "TLS"),
        ("TIMOR LESTE", "TLS"),
        ("East Timor", "TLS"),
        ("CÔTE D\u2019IVOIRE", "CIV"),
        ("Cote d'Ivoire", "CIV"),
        ("TÜRKİYE", "TUR"),
        ("T\u0055\u0308RKI\u0307YE", "TUR"),
        ("TÜRKÝYE", "TUR"),
        ("Turkey", "TUR"),
        ("Trinidad & Tobago", "TTO"),
        ("St. Kitts And Nevis", "KNA"),
        ("The Gambia", "GMB"),
        ("Gambia (The)", "GMB"),
        ("Congo, The Democratic Republic Of The", "COD"),
        ("Congo, Democratic Republic of", "COD"),
        ("Congo", "COG"),
        ("Bolivia (Plurinational State of)", "BOL"),
        ("Plurinational State of Bolivia", "BOL"),
        ("NETHERLANDS (KINGDOM OF THE)", "NLD"),
        ("Zaire", "COD"),
        ("Swaziland", "SWZ"),
        ("Eswatini", "SWZ"),
        ("Tanganyika", "TZA"),
        ("USSR", "RUS"),
        ("Russia", "RUS"),
        ("Union of Soviet Socialist Republics", "RUS"),
        ("Yemen Arab Republic", "YEM"),
        ("Democratic Yemen", "YMD"),
        ("German Democratic Republic", "DDR"),
        ("Germany, Federal Republic of", "DEU"),
        ("Czechoslovakia", "CSK"),
        ("Serbia and Montenegro", "SRB"),
        ("Guinea-Bissau", "GNB"),
        ("Guinea", "GIN"),
        ("Republic of Korea", "KOR"),
        ("Korea, Democratic People's Republic of", "PRK"),
    ],
)
def test_a_name_leads_to_its_state_however_it_is_written(name: str, state: str) -> None:
    """Capitals, accents, apostrophes, brackets, articles and the order of words do not matter; old names do."""
    assert state == one(name)


def test_the_date_decides_where_a_name_meant_two_states() -> None:
    """Yugoslavia is the Socialist Federal Republic until 1992, and from 2000 the state that is now Serbia."""
    assert "YUG" == one("Yugoslavia", date="1961-09-01")
    assert "SRB" == one("YUGOSLAVIA", date="2001-06-30")
    assert "YUG" == one("Serbia", date="1975", crosswalk="v-dem")
    assert "SRB" == one("Serbia", date="2010", crosswalk="v-dem")
    assert "CSK" == one("Czech Republic", date="1980", crosswalk="v-dem")


def test_a_name_that_could_mean_two_states_is_not_guessed() -> None:
    """Without a date, or in a time for which no state is known, the state stays open and both are named."""
    assert "" == one("Yugoslavia")
    assert "" == one("Yugoslavia", date="1995")
    names = pl.Series(["Yugoslavia", "Yugoslavia"])
    expected = ("Yugoslavia (YUG, 1945-10-24 to 1992)", "Serbia (SRB, 2000 to 2003)")
    [(name, rows, candidates)] = states.unknown(names, states.resolve(names))
    assert ("Yugoslavia", 2) == (name, rows)
    assert {text[:6] for text in expected} == {text[:6] for text in candidates}


def test_a_code_chooses_among_the_states_that_a_name_could_mean() -> None:
    """The name rules: a code never turns it into a state that it does not mean."""
    assert "YUG" == one("Yugoslavia", code="YUG")
    assert "TLS" == one("Timor-Leste", code="ID")


def test_the_code_na_is_namibia_only_with_its_name_or_alone() -> None:
    """In the voting data NA also stands where the Yemen Arab Republic, the Federal Republic and Zanzibar have none."""
    assert "NAM" == one("Namibia", code="NA")
    assert "NAM" == one("", code="NA")
    assert "YEM" == one("Yemen Arab Republic", code="NA", crosswalk="voeten")
    assert "DEU" == one("Federal Republic of Germany", code="NA", crosswalk="voeten")
    assert "" == one("Zanzibar", code="NA", crosswalk="voeten")
    assert "" == one("Atlantis", code="NA")


@pytest.mark.parametrize("code", ["TL", "tls", "626", "626.0"])
def test_a_code_in_use_stands_for_a_name_that_is_missing_or_unknown(code: str) -> None:
    """Alpha-2, alpha-3 and M49 lead to the state, whatever its case, and as a number read by a spreadsheet."""
    assert "TLS" == one("", code=code)
    assert "TLS" == one("Timor Loro Sae", code=code)


def test_a_withdrawn_code_leads_to_the_state_that_bore_it() -> None:
    """TP was East Timor's, and CS first Czechoslovakia's and then that of Serbia and Montenegro."""
    assert "TLS" == one("TP, East Timor", code="TP")
    assert "CSK" == one("", code="CS", date="1980")
    assert "SRB" == one("", code="CS", date="2004")
    assert "" == one("", code="CS")


def test_m49_needs_its_leading_zeros_no_more() -> None:
    """A spreadsheet drops the zeros of 004."""
    assert "AFG" == one("", code="4")


def test_an_unknown_name_is_told_with_its_rows_and_what_is_near() -> None:
    """Nothing near is ever taken for the name."""
    names = pl.Series(["Timor-Lest", "Timor-Lest", "Fiji", "Korea", "Xyzzy", None])
    found = states.resolve(names)
    assert ["", "", "FJI", "", "", ""] == found.to_list()
    told = {name: (rows, candidates) for name, rows, candidates in states.unknown(names, found)}
    assert (2, ("Timor-Leste (TLS)",)) == told["Timor-Lest"]
    assert {"Republic of Korea (KOR)", "Democratic People's Republic of Korea (PRK)"} <= set(told["Korea"][1])
    assert (1, ()) == told["Xyzzy"]
    assert (1, ()) == told[""]


def test_a_name_known_to_mean_no_state_is_not_told_as_unknown() -> None:
    """A territory or an organisation that a crosswalk lists is known."""
    names = pl.Series(["European Union", "Greenland", "Western Sahara"])
    found = states.resolve(names)
    assert ["", "", ""] == found.to_list()
    assert [] == states.unknown(names, found)


def test_taiwan_means_china_only_in_the_votes_cast_for_its_seat() -> None:
    """What one source means by a name does not spread to the others."""
    assert "CHN" == one("Taiwan", date="1960-01-01", crosswalk="voeten")
    assert "" == one("Taiwan", date="2020")
    assert "" == one("Taiwan")


def test_an_unknown_crosswalk_is_refused_with_those_there_are() -> None:
    """A source's crosswalk is named by the stem of its file."""
    with pytest.raises(UnknownNameError, match="crosswalk"):
        states.resolve(pl.Series(["Fiji"]), crosswalk="voten")


def test_values_come_back_in_the_order_of_the_names() -> None:
    """Rows that need their date are decided among those that do not."""
    names = pl.Series(["Fiji", "Yugoslavia", "Chile", "Yugoslavia", "Nowhere"])
    dates = pl.Series(["2000", "1970-01-01", "", "2002-01-01", "1999"]).str.slice(0)
    assert ["FJI", "YUG", "CHL", "SRB", ""] == states.resolve(names, dates=dates).to_list()
    assert [] == states.resolve(pl.Series([], dtype=pl.String)).to_list()


def test_membership_of_the_united_nations_is_asked_for_a_day() -> None:
    """Timor-Leste was admitted on 27 September 2002, and two Germanies were members until 2 October 1990."""
    assert not states.member_on("TLS", "2002-09-26")
    assert states.member_on("TLS", "2002-09-27")
    assert states.member_on("TLS", "2002")
    assert states.member_on("DDR", "1990-10-02")
    assert not states.member_on("DDR", "1990-10-03")
    assert not states.member_on("PSE", "2020-01-01")


def test_syria_was_part_of_another_member_for_three_years() -> None:
    """99 members at the end of 1960; from October 1961 it is one again."""
    assert 99 == len(states.members_on("1960-12-31"))
    assert [True, False, False, True] == [
        states.member_on("SYR", day) for day in ("1958-02-21", "1958-02-22", "1961-10-12", "1961-10-13")
    ]


def test_many_memberships_are_asked_for_as_one_is() -> None:
    """Days, months and years, with ends that are only a year, and what is no state or no day."""
    dates = ("1945-10-24", "1958-02-22", "1961-10", "1990-10-03", "1992", "1992-05-01", "1993-01-01", "2002-09", "2020")
    pairs = [(state, date) for state in ("TLS", "SYR", "YUG", "DDR", "PSE", "FJI", "") for date in dates]
    found = states.were_members(pl.Series([state for state, _ in pairs]), pl.Series([date for _, date in pairs]))

    assert [states.member_on(*pair) for pair in pairs] == found.to_list()
    assert 10 < found.sum() < len(pairs)


def test_the_united_nations_has_193_members_since_south_sudan() -> None:
    """It was the last to be admitted, on 14 July 2011."""
    assert 192 == len(states.members_on("2011-07-13"))
    assert 193 == len(states.members_on("2011-07-14"))
    assert 193 == len(states.members_on("2023-12-19"))


def test_every_name_in_a_vote_of_the_general_assembly_is_resolved(records: Path) -> None:
    """All spellings of members in the lists of votes lead to 193 states."""
    names = sorted({name for name in _listed(records / "undgacm-ga", VOTES) if name.strip()})
    found = states.resolve(pl.Series(names), crosswalk="undgacm")
    assert set() == {name for name, state in zip(names, found, strict=True) if not state}
    assert set(states.members_on("2023-12-19")) == set(found)


def test_every_short_name_among_the_sponsors_is_resolved(records: Path) -> None:
    """What is left are sentences, such as those of a chair, and a few names that a line end has cut."""
    names = sorted(_listed(records / "undgacm-ga", LISTS[3:]))
    cut = {"ISLANDS", "SOLOMON", "PRINCIPE", "NORTHERN IRELAND", "THE OF KOREA", "CHILE,DOMINICAN REPUBLIC"}
    told = {name for name in names_left(names, "undgacm") if len(name.split()) < 4}
    assert cut | {"UNITED STATES AND VIET NAM", "SUBMITTED BY THE CHAIR"} >= told


def test_every_participant_in_the_status_tables_is_known(records: Path) -> None:
    """Every name is a state, or is listed as none: the European Union, the Cook Islands, a territory."""
    names = {
        row.get("Participant") or ""
        for path in (records / "untc-2015" / "treaties").glob("*.csv")
        for row in csv.DictReader(path.read_text("utf-8-sig").splitlines())
    }
    assert set() == names_left(sorted(names - {""}), "untc")


def test_every_country_of_the_voting_data_is_resolved_on_the_days_of_its_votes(records: Path) -> None:
    """Only Zanzibar, which has no code, stays open: two votes of 1963."""
    votes = pl.read_csv(records / "voeten-unvotes" / "unvotes.csv.gz", infer_schema=False)
    calls = pl.read_csv(records / "voeten-unvotes" / "roll_calls.csv.gz", infer_schema=False)
    votes = votes.join(calls.select("rcid", "date"), on="rcid", how="left", maintain_order="left")
    found = states.resolve(votes["country"], codes=votes["country_code"], dates=votes["date"], crosswalk="voeten")
    assert {"Zanzibar"} == set(votes["country"].filter(found == ""))
    assert 2 == (found == "").sum()


def test_every_member_in_the_status_of_treaties_is_resolved(records: Path) -> None:
    """Also East Timor with the withdrawn code TP."""
    for path in (records / "hr-treaty-status-2022").glob("*.csv"):
        rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
        names = [row["member"] for row in rows]
        assert set() == names_left(names, "ohchr"), path.name


def test_every_name_in_a_vote_of_the_security_council_is_resolved(records: Path) -> None:
    """Also the slips of the pen, and the halves of a name that was cut in two."""
    names = sorted({name for name in _listed(records / "undgacm-sc", VOTES) if name.strip()})
    assert "" not in set(states.resolve(pl.Series(names), crosswalk="undgacm"))


def test_every_maker_and_receiver_of_a_recommendation_is_known(records: Path) -> None:
    """The files are in Mac Roman with carriage returns; one maker stands as unknown in the files themselves."""
    names: set[str] = set()
    for path in (records / "upr-info").glob("*.csv.gz"):
        text = gzip.decompress(path.read_bytes()).decode("mac_roman").replace("\r", "\n")
        names |= {unescape(row[key]) for row in csv.DictReader(text.splitlines()) for key in ("To", "From")}
    assert set() == names_left(sorted(names), "upr-info")


def test_every_place_in_the_press_freedom_index_is_known(records: Path) -> None:
    """Ranks of a state abroad, of a part of a state and of a group are listed as no state."""
    names: set[str] = set()
    for path in (records / "rsf").glob("*.csv"):
        data = path.read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252")
        rows = csv.DictReader(text.splitlines(), delimiter=";")
        [column] = {"EN_country", "Country_EN"} & set(rows.fieldnames or ())
        names |= {row[column] for row in rows if row[column]}
    assert set() == names_left(sorted(names), "rsf")


def test_every_place_with_a_freedom_score_is_known(records: Path) -> None:
    """Territories stand beside countries and are listed as no state."""
    scores = pl.read_csv(records / "freedom-house" / "country_score.csv.gz", infer_schema=False)
    assert set() == names_left(scores["country"].unique().to_list(), "freedom-house")


def test_every_nationality_of_a_casualty_is_known_on_its_day(records: Path) -> None:
    """Yugoslavia is two states in turn; where nothing stands, nothing is resolved."""
    deaths = pl.read_csv(records / "un-psdata" / "dppadposs-fatalities.csv", infer_schema=False)
    names, days = deaths["casualty_nationality"].fill_null(""), deaths["incident_date"]
    found = states.resolve(names, dates=days, crosswalk="un-psdata")
    assert {"", "ZZ [Undetermined]"} == set(names.filter(found == ""))
    yugoslavs = deaths.select(day=days, name=names, state=found).filter(pl.col("name") == "Yugoslavia")
    assert {"YUG", "SRB"} == set(yugoslavs["state"])
    assert set() == set(yugoslavs.filter(pl.col("day") < "1992")["state"]) - {"YUG"}


def test_every_state_of_the_correlates_of_war_is_known(records: Path) -> None:
    """States that were gone before the United Nations are listed as none of ours."""
    rows = csv.DictReader((records / "un-regional-and-cow" / "cow-country-codes.csv").read_text("utf-8").splitlines())
    assert {"Yugoslavia"} == names_left([row["StateNme"] for row in rows], "cow")


def test_every_country_page_and_every_area_is_known(records: Path) -> None:
    """Territories of the M49 list and of the pages on the Rome Statute are listed as no state."""
    pages = csv.DictReader((records / "aba-icc-2021" / "countries.csv").read_text("utf-8-sig").splitlines())
    areas = csv.DictReader((records / "country-codes" / "UNSD-en.csv").read_text("utf-8-sig").splitlines())
    assert {""} == names_left([page["title"] for page in pages], "aba-icc")
    assert set() == names_left([area["Country or Area"] for area in areas], "country-codes")


def _listed(folder: Path, keys: tuple[str, ...]) -> set[str]:
    """Return every name that stands in some list of a record."""
    lines = (line for path in folder.glob("*.json") for line in path.read_text("utf-8").splitlines() if line.strip())
    return {str(name) for line in lines for key in keys for name in json.loads(line).get(key) or ()}
