"""A name finds what it means however it is written, and nothing where it could mean two things."""

from __future__ import annotations

import gc
import weakref

import pytest

from r2pgraph.errors import UnknownNameError
from r2pgraph.matching import KINDS, Matcher
from r2pgraph.store import EmbeddedStore

MISSPELT = {
    "Timor Lest": "state/TLS",
    "Tiomr-Leste": "state/TLS",
    "Phillipines": "state/PHL",
    "Kirgyzstan": "state/KGZ",
    "Swazilend": "state/SWZ",
    "Papua New Guniea": "state/PNG",
    "Solomon Island": "state/SLB",
    "cote d ivoire": "state/CIV",
    "Vietnam": "state/VNM",
    "Burma": "state/MMR",
    "Afganistan": "state/AFG",
    "Indonesa": "state/IDN",
    "Rome Statut of the Internatonal Criminal Court": "treaty/XVIII-10",
    "Genocide Conventon": "treaty/IV-1",
    "Refugee Convetion": "treaty/V-2",
    "Covention relating to the Status of Refugee": "treaty/V-2",
    "International Covenent on Civil and Politcal Rights": "treaty/IV-4",
    "Convention on the Rights of the Chid": "treaty/IV-11",
    "XVIII.10": "treaty/XVIII-10",
    "Convention on the Prevention and Punishment of the Crime of Genocid": "treaty/IV-1",
}
"""Twenty names as people write them, and what they mean."""

WRITTEN = {
    "TLS": "state/TLS", "tl": "state/TLS", "626": "state/TLS", "state:TLS": "state/TLS", "state/TLS": "state/TLS",
    "https://w3id.org/r2pgraph/state/TLS": "state/TLS", "East Timor": "state/TLS", "东帝汶": "state/TLS",
    "République démocratique du Congo": "state/COD", "Congo, Democratic Republic of the": "state/COD",
    "Congo": "state/COG", "Niger": "state/NER", "Guinea": "state/GIN",
    "DPRK": "state/PRK", "D.P.R.K.": "state/PRK", "dprk": "state/PRK", "DRC": "state/COD", "PNG": "state/PNG",
    "UAE": "state/ARE", "UK": "state/GBR", "U.K.": "state/GBR", "USA": "state/USA", "U.S.A.": "state/USA",
    "US": "state/USA", "ROK": "state/KOR", "FSM": "state/FSM", "PRC": "state/CHN", "Lao PDR": "state/LAO",
    "RSA": "state/ZAF", "ETM": "state/TLS", "UKG": "state/GBR", "INS": "state/IDN", "GMY": "state/DEU",
    "gfr": "state/DEU", "SWA": "state/SWZ", "CDI": "state/CIV", "YPR": "state/YMD",
    "Geneva Convention IV": "treaty/GC-IV", "4th Geneva Convention": "treaty/GC-IV",
    "Geneva Convention (III)": "treaty/GC-III", "Geneva Convention 2": "treaty/GC-II",
    "Additional Protocol 1": "treaty/GC-AP-I", "Second Additional Protocol": "treaty/GC-AP-II",
    "IV 1": "treaty/IV-1", "CEDAW": "treaty/IV-8", "Rome Statute": "treaty/XVIII-10",
    "A/RES/75/277": "resolution/A-RES-75-277", "a-res-75-277": "resolution/A-RES-75-277",
    "GA resolution 75/277": "resolution/A-RES-75-277", "UNGA Res. 75 / 277": "resolution/A-RES-75-277",
    "75/277": "resolution/A-RES-75-277",
    "United Nations Mission in South Sudan": "organisation/UNMISS", "UNMISS": "organisation/UNMISS",
    "UN Security Council": "organisation/UNSC", "UNSC": "organisation/UNSC", "U.N.S.C.": "organisation/UNSC",
    "security council": "organisation/UNSC", "UN General Assembly": "organisation/UNGA", "UNGA": "organisation/UNGA",
    "UN Human Rights Office": "organisation/OHCHR", "UN Refugee Agency": "organisation/UNHCR",
    "UN Human Rights Council": "organisation/UNHRC", "HRC": "organisation/UNHRC", "African Union": "organisation/AU",
    "UNSG": "organisation/UN-Secretary-General", "Association of South-East Asian Nations": "organisation/ASEAN",
    "Peer review": "indicator/upr", "11": "indicator/upr", "upr": "indicator/upr",
    "Timor-Leste: Updated Assessment of R2P Implementation 2023": "assessment/TLS-2023",
    "TLS-2023": "assessment/TLS-2023",
}  # fmt: skip
"""Names and codes that are known ones, and what they mean."""

UNDECIDED = [
    "Yugoslavia", "Korea", "Nigeri", "American Samoa", "Northern Ireland", "Timor-Leste 2023", "Convention", "XYZ",
    "Question of Tokelau", "Convention on the Elimination of Discrimination against Women",
]  # fmt: skip
"""Names of two, of none, or of a part of another; a title that resolutions of several sessions bear."""


@pytest.fixture(scope="session")
def matcher(embedded: EmbeddedStore) -> Matcher:
    """Return what knows the shipped graph."""
    return Matcher(embedded)


def test_a_store_has_one_for_all_who_ask_and_it_goes_with_the_store(embedded: EmbeddedStore) -> None:
    """Pages and reconciliation do not read the names twice, and a store that is let go of is not kept for its names."""
    other = EmbeddedStore(embedded.engine)
    kept = weakref.ref(Matcher.of(other))

    assert Matcher.of(other) is kept()
    assert Matcher.of(embedded) is not kept()
    del other
    gc.collect()
    assert kept() is None


@pytest.mark.parametrize(("name", "key"), MISSPELT.items())
def test_a_misspelt_name_finds_its_thing(name: str, key: str, matcher: Matcher) -> None:
    """Among states and treaties, and is sure of it."""
    first = matcher.match(name, ["State", "Treaty"])[0]

    assert (key, True) == (first.entry.key, first.is_match)


@pytest.mark.parametrize(("name", "key"), WRITTEN.items())
def test_a_known_name_or_code_is_found_exactly(name: str, key: str, matcher: Matcher) -> None:
    """In six languages, from all times, in any spelling of a symbol."""
    kind = next(each for each in KINDS if each.lower() == key.partition("/")[0])
    first = matcher.match(name, [kind])[0]

    assert (key, 100, True) == (first.entry.key, first.score, first.is_match)


@pytest.mark.parametrize("name", UNDECIDED)
def test_what_could_be_two_or_none_is_matched_with_nothing(name: str, matcher: Matcher) -> None:
    """Whoever knows more chooses among the candidates."""
    assert [] == [found.entry.key for found in matcher.match(name, most=100) if found.is_match]


def test_a_name_of_things_of_two_classes_is_decided_by_the_class(matcher: Matcher) -> None:
    """The Rome Statute is a treaty, and the short name of an indicator."""
    found = {candidate.entry.key: candidate for candidate in matcher.match("Rome Statute")}

    assert (100, 100) == (found["treaty/XVIII-10"].score, found["indicator/rome-statute"].score)
    assert not any(candidate.is_match for candidate in found.values())
    assert matcher.match("Rome Statute", ["Treaty"])[0].is_match


@pytest.mark.parametrize(("kind", "key"), [("State", "state/AUS"), ("Organisation", "organisation/AU")])
def test_letters_of_a_state_and_of_an_organisation_are_decided_by_the_class(
    kind: str, key: str, matcher: Matcher
) -> None:
    """AU is Australia, or the African Union."""
    assert not any(candidate.is_match for candidate in matcher.match("AU"))
    assert (key, True) == (matcher.match("AU", [kind])[0].entry.key, matcher.match("AU", [kind])[0].is_match)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Convention against Tortur", "treaty/IV-9"), ("Convention agianst Torture", "treaty/IV-9"),
        ("Convention on the Elimination of All Forms of Discrim", "treaty/IV-8"),
        ("Genva Convention IV", "treaty/GC-IV"), ("Geneva Convetion III", "treaty/GC-III"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kinds", [[], ["Treaty"]])
def test_the_beginning_of_a_title_and_a_misspelt_numbered_name_come_first(
    kinds: list[str], name: str, key: str, matcher: Matcher
) -> None:
    """Before the titles that share most of their words."""
    assert key == matcher.match(name, kinds)[0].entry.key


@pytest.mark.parametrize(
    ("code", "key", "other"),
    [
        ("AUS", "state/AUS", "state/AUT"), ("SWZ", "state/SWZ", "state/CHE"), ("CZE", "state/CZE", "state/CSK"),
        ("MNG", "state/MNG", "state/MNE"), ("SLV", "state/SLV", "state/SVN"),
    ],
)  # fmt: skip
def test_a_code_of_iso_comes_before_the_same_letters_of_another_list(
    code: str, key: str, other: str, matcher: Matcher
) -> None:
    """These five are all that the Correlates of War project gives to another state, which comes second."""
    first, second = matcher.match(code, ["State"])[:2]

    assert (key, 100, True) == (first.entry.key, first.score, first.is_match)
    assert (other, 99, False) == (second.entry.key, second.score, second.is_match)


def test_candidates_come_by_their_score_and_the_same_each_time(matcher: Matcher, embedded: EmbeddedStore) -> None:
    """Equals by their IRI; another matcher of the same graph says the same."""
    found = matcher.match("Convention against torture", most=50)

    assert found == sorted(found, key=lambda each: (-each.score, each.entry.key))
    assert [each.entry.key for each in found] == [
        each.entry.key for each in Matcher(embedded).match("Convention against torture", most=50)
    ]
    assert all(0 <= each.score <= 100 for each in found)


@pytest.mark.parametrize(
    "name", ["", " ", "\x00", "'; DROP", "\u202e", "(" * 10_000, "a" * 100_000, "*", "* ", "/", "🏳"]
)
def test_no_text_is_too_odd(name: str, matcher: Matcher) -> None:
    """It finds what it finds, and is sure of nothing."""
    assert not any(found.is_match for found in matcher.match(name))


@pytest.mark.parametrize(
    ("start", "kind", "key"),
    [
        ("Tim", "State", "state/TLS"), ("East T", "State", "state/TLS"), ("TL", "State", "state/TLS"),
        ("A/RES/75/27", "Resolution", "resolution/A-RES-75-277"), ("75/277", "Resolution", "resolution/A-RES-75-277"),
        ("geno", "Treaty", "treaty/IV-1"), ("Leste", "State", "state/TLS"),
    ],
)  # fmt: skip
def test_a_beginning_suggests_what_begins_so(start: str, kind: str, key: str, matcher: Matcher) -> None:
    """Whole names and codes before words within names."""
    assert key in [entry.key for entry in matcher.begin(start, [kind])]


def test_each_thing_has_one_entry_and_a_name(matcher: Matcher) -> None:
    """Of every kind there are some."""
    assert len(matcher.by_key) == len(matcher.entries)
    assert all(entry.name for entry in matcher.entries)
    assert set(KINDS) == {entry.kind for entry in matcher.entries}


def test_an_unknown_key_is_told_with_the_nearest(matcher: Matcher) -> None:
    """As all names are."""
    with pytest.raises(UnknownNameError, match="state/TLS"):
        matcher.find("state/TLX")
