"""Drawings are plain SVG in the page's own colours, the same every time, with their numbers behind them."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pytest
import vl_convert
from jsonschema import ValidationError

from r2pgraph.pages.charts import Chart, Event, Group, scores, timeline, units
from r2pgraph.pages.charts.timeline import place
from r2pgraph.publication.report.gathering import gather
from r2pgraph.publication.report.words import DASH

if TYPE_CHECKING:
    from r2pgraph.store import EmbeddedStore

HOSTILE: Final = '</text><script>alert(1)</script>" onload="alert(1)'
ALONE: Final = """
import hashlib, os
from r2pgraph.confinement import confine
confine(2 << 30, int(os.environ["PARENT"]), reserved=False)
from r2pgraph.pages.charts import Event, timeline
chart = timeline("One", [Event("2002-09-27", "Membership", "Member of the United Nations")])
print(hashlib.sha256((chart.wide + chart.narrow).encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def plans(embedded: EmbeddedStore) -> Chart:
    """Return the drawing of the shipped assessment's index."""
    return scores(gather(embedded, "TLS", "2023"))


@pytest.fixture(scope="module")
def votes() -> Chart:
    """Return the drawing of a roll call in which somebody's name is an attack."""
    groups = (
        Group("yes", HOSTILE, ("a", HOSTILE)),
        Group("no", "Voted no", ()),
        Group("abstention", "Abstained", ("b",)),
    )
    return units(HOSTILE, "a mark is one state", groups, ("Position", "State"))


def tree(svg: str) -> ET.Element:
    """Return a drawing of ours as a tree; what is no well-formed XML is an error."""
    return ET.fromstring(svg)  # noqa: S314 - the text is our own


def marks(svg: str, colour: str) -> int:
    """Return how many paths of a colour a drawing has."""
    return sum(each.get("fill") == colour for each in tree(svg).iter("path"))


def test_a_drawing_of_scores_has_a_dot_for_each_plan_and_says_the_range(plans: Chart) -> None:
    """91 of 144 points are 63.19 per cent, the least; the levels counted from one give 70.56, the most."""
    assert "Under 4 plans the index of 2023 lies between 63.19 and 70.56" == plans.title
    assert ("percent-0-4", "63.19", "57.64", "62.50", DASH) == plans.rows[0]
    assert [4, 4] == [marks(svg, "var(--level-5)") for svg in (plans.wide, plans.narrow)]


def test_only_the_plan_that_gives_the_stated_change_exactly_has_a_ring(plans: Chart) -> None:
    """Four points of 288 are what the report states, and no set of levels gives that of 100."""
    assert ["two-per-step"] == [row[0] for row in plans.rows if row[4] != DASH]
    assert 1 == marks(plans.wide, "var(--paper)")


def test_an_assessment_without_marks_has_no_band_and_no_ring(embedded: EmbeddedStore) -> None:
    """One that tells no trend and no change says nothing of the year before."""
    report = gather(embedded, "TLS", "2023")
    bare = replace(report, plans=(replace(report.plan, earlier=None),))
    drawn = scores(bare)

    assert "The index of 2023 stands at 63.19" == drawn.title
    assert (("percent-0-4", "63.19", DASH, DASH, DASH),) == drawn.rows
    assert ["now"] == [sign.mark for sign in drawn.signs]
    assert (1, 0, 0) == tuple(marks(drawn.wide, each) for each in ("var(--level-5)", "var(--paper)", "url(#hatch)"))


def test_a_roll_call_has_one_mark_for_each_state(votes: Chart) -> None:
    """Two yes, no no, one abstention; the label of the empty group is drawn all the same."""
    assert (2, 1) == (marks(votes.wide, "var(--level-5)"), marks(votes.wide, "var(--level-2)"))
    assert "Voted no: 0" in votes.wide
    assert (HOSTILE, "a") == votes.rows[0]


def test_words_of_the_data_stay_words(votes: Chart) -> None:
    """A label that looks like markup is drawn as letters."""
    for svg in (votes.wide, votes.narrow):
        root = tree(svg)

        assert [] == [each for each in root.iter() if each.tag == "script" or each.get("onload")]
        assert HOSTILE == root.get("aria-label")
        assert f"{HOSTILE}: 2" in [each.text for each in root.iter("text")]


def test_every_kind_of_drawing_is_one_by_the_schema(embedded: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are drawn without this check, which takes longer than drawing."""
    specifications: list[str] = []
    convert = vl_convert.vegalite_to_svg

    def converted(specification: str, **options: Any) -> str:  # noqa: ANN401 - passed on
        specifications.append(specification)
        return convert(specification, **options)

    monkeypatch.setattr(vl_convert, "vegalite_to_svg", converted)
    report = gather(embedded, "TLS", "2023")
    scores(replace(report, head=replace(report.head, year="2024")))
    scores(replace(report, plans=report.plans[:2]))
    timeline("Seen nowhere else", [Event("1917", "A lane", "fact"), Event("1918-11-11", "Another lane", "fact")])
    units("Seen nowhere else", "", [Group("no", "Seen nowhere else", ("a", "b"))], ("Position", "State"))

    assert len(specifications) >= 6
    for each in specifications:
        alt.LayerChart.from_json(each)
    with pytest.raises(ValidationError):
        alt.LayerChart.from_json(specifications[0].replace('"layer"', '"layers"'))


def test_a_drawing_keeps_to_the_colours_and_the_policy_of_the_page(plans: Chart, votes: Chart) -> None:
    """No style, no script, nothing to fetch; every colour is one that the page's style gives by name."""
    for svg in (plans.wide, plans.narrow, votes.wide, votes.narrow):
        elements = list(tree(svg).iter())
        colours = {each.get(name) for each in elements for name in ("fill", "stroke")} - {None}

        assert not any(each.get("style") or each.get("href") or each.get("class") not in {None, "drawn"}
                       for each in elements)  # fmt: skip
        assert [] == [each for each in colours if not each.startswith(("var(--", "url(#hatch)", "none", "transparent"))]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2002", 2002.5),
        ("2002-01-01", 2002.0),
        ("2002-07", 2002.537),
        ("2002-12-31", 2002.9973),
        ("1945-10-24", 1945.811),
    ],
)
def test_a_date_has_its_place_among_the_years(written: str, expected: float) -> None:
    """Counted by hand: days before the month, of 365; the middle where only year or month is known."""
    assert expected == place(written)


def test_a_date_that_is_only_a_year_is_an_open_mark() -> None:
    """One day known, one year known."""
    drawn = timeline("Two", [Event("2003", "Treaties", "Acceded"), Event("2002-09-27", "Treaties", "Signed")])

    assert (1, 1) == (marks(drawn.wide, "var(--level-4)"), marks(drawn.wide, "var(--paper)"))
    assert (("27 September 2002", "Treaties", "Signed"), ("2003", "Treaties", "Acceded")) == drawn.rows


def test_a_worker_without_network_and_with_little_memory_draws_the_same_bytes() -> None:
    """Two processes, one of them confined as the service confines its own workers."""
    here = timeline("One", [Event("2002-09-27", "Membership", "Member of the United Nations")])
    outcome = subprocess.run(
        [sys.executable, "-c", ALONE], env={**os.environ, "PARENT": str(os.getpid())}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip

    assert hashlib.sha256((here.wide + here.narrow).encode()).hexdigest() == outcome.stdout.strip()
