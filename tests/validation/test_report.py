"""A report can be read aloud, and hides nothing."""

from __future__ import annotations

import json
from dataclasses import replace

from r2pgraph.validation import Problem, Report, Severity
from r2pgraph.validation.report import visible

FAULT = Problem(
    Severity.VIOLATION, "a.ttl", 7, "rating of indicator 11, UPR", "level", "nothing", "No level.", "Give a level."
)
ODD = Problem(Severity.WARNING, "b.ttl", None, "footnote 3", "", "", "The source has a stake.", "")


def test_a_problem_names_place_thing_value_rule_and_remedy() -> None:
    """Four lines say all that somebody needs who has to mend it."""
    assert FAULT.text().splitlines() == [
        "a.ttl:7: violation: rating of indicator 11, UPR, level",
        "    No level.",
        "    found: nothing",
        "    remedy: Give a level.",
    ]


def test_what_is_not_known_is_left_out() -> None:
    """A problem without line, field, value or remedy has two lines."""
    assert "b.ttl: warning: footnote 3\n    The source has a stake." == ODD.text()


def test_only_violations_keep_a_file_out() -> None:
    """Warnings are told, but the files are in order."""
    assert (False, True) == (Report(("a.ttl",), (FAULT, ODD)).conforms, Report(("b.ttl",), (ODD,)).conforms)


def test_the_summary_counts_files_and_problems() -> None:
    """The last line of the text is the verdict."""
    text = Report(("a.ttl", "b.ttl"), (FAULT, ODD)).text()
    assert "2 files checked, not in order: 1 violation, 1 warning, 0 remarks." == text.splitlines()[-1]


def test_the_json_carries_every_field() -> None:
    """Programs get the same words as people."""
    body = json.loads(Report(("a.ttl",), (FAULT,)).json())
    assert (False, "level", 7, "violation") == (
        body["conforms"],
        body["problems"][0]["field"],
        body["problems"][0]["line"],
        body["problems"][0]["severity"],
    )


def test_marks_that_nobody_sees_are_spelt_out() -> None:
    """A text that reads backwards or rings a bell cannot disguise itself."""
    assert "a[U+202E]b c[U+0007]" == visible("a\u202eb\nc\x07")


def test_a_long_report_is_cut_and_says_so() -> None:
    """The text shows 200 problems and how many more there are; the JSON holds them all."""
    report = Report(("b.ttl",), (ODD,) * 203)
    assert 200 == report.text().count(ODD.text())
    assert "3 more problems not shown here; the report as JSON has all." == report.text().splitlines()[-2]
    assert 203 == len(json.loads(report.json())["problems"])


def test_two_hundred_problems_are_shown_whole() -> None:
    """Nothing is said of more where there is no more, and one more is not called problems."""
    whole, longer = (Report(("b.ttl",), (ODD,) * number).text() for number in (200, 201))
    assert ("not shown" not in whole, "\n1 more problem not shown" in longer) == (True, True)


def test_remarks_may_be_left_out_of_the_text() -> None:
    """What is left out is not shown and not among the first 200, yet still counted in the summary."""
    remark = Problem(Severity.INFO, "b.ttl", None, "footnote 4", "", "", "Nothing uses it.", "")
    text = Report(("b.ttl",), (*(remark,) * 200, ODD)).text(remarks=False)
    last = "1 file checked, in order: 0 violations, 1 warning, 200 remarks. To read the 200 remarks, add --remarks."
    assert f"{ODD.text()}\n{last}" == text


def test_consequences_take_one_line() -> None:
    """What follows from a problem is counted by field, with the place of the first; the JSON has all of it."""
    ratings = tuple(replace(FAULT, line=line, field="state and year") for line in (30, 20, 40))
    elsewhere = replace(FAULT, file="b.ttl", line=3, field="", subject="footnote 3")
    cause = replace(FAULT, consequences=(*ratings, elsewhere))
    said = "    and 4 more for the same reason: 3 of state and year, from line 20; 1 of footnote 3, from b.ttl:3"
    report = Report(("a.ttl",), (cause,))

    assert said == cause.text().splitlines()[-1]
    assert [30, 20, 40, 3] == [one["line"] for one in json.loads(report.json())["problems"][0]["consequences"]]
    assert "1 violation, 0 warnings" in report.summary()
