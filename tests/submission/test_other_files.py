"""Who hands in a file of another program is told how to make one that can be read."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from r2pgraph.submission import judging
from r2pgraph.submission.judging import Submitted


@pytest.mark.parametrize(
    "name", ["report.doc", "report.docx", "form.xls", "form.ods", "notes.txt", "report.pdf", "form"]
)
def test_the_remedy_names_the_form_before_rdf(name: str) -> None:
    """One problem, the forms that are read, and what to do with the file."""
    (problem,) = judging.judge([Submitted(name, b"\xd0\xcf\x11\xe0 anything")], ox.Store()).report.problems

    assert problem.message.startswith("The ending '")
    assert problem.remedy.index(".xlsx") < problem.remedy.index(".ttl")
    assert "r2pgraph template" in problem.remedy
