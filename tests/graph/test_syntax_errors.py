"""Every syntax error of Turtle comes with a remedy that a person can follow who copies files by hand."""

from __future__ import annotations

import pytest

from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph.reading import read

HEAD = "@prefix x: <urn:x:> .\n"
LAST = "Nothing after this line could be read; mend it and check again."
CASES = [
    ("x:a x:b 1 # one\n\n# two\nx:c x:d 2 .", 2, "A ';' or '.' is missing at its end"),
    ("x:a x:b <urn:y#z>\n\nx:d 2 .", 2, "A ';' or '.' is missing at its end"),
    ("x:a x:b '''# a\nb'''\n# c\n  a x:d .", 3, "A ';' or '.' is missing at its end"),
    ("x:a x:b 'one'\n  'two' .", 2, "or a ',' if a further value follows"),
    ("x:a x:b 1 x:c 2 .", 2, "is missing at the end of what stands before x:c"),
    ("x:a x:b 1 ,\n  x:d 2 .", 3, "the ',' at the end of line 2 be a ';' or a '.'?"),
    ("x:a x:b 1 ;\n\nx:c x:b 1 .", 4, "the ';' at the end of line 2 be a '.'?"),
    ("x:a x:b \u201ctext\u201d .", 2, "a curly quote; use straight quotes"),
    ("x:a x:b \u2018text\u2019 .", 2, "a curly quote; use straight quotes"),
    ("x:a x:b\u00a01 .", 2, "a non-breaking space, as Word makes it; write an ordinary one"),
    ("x:a\u2013b x:b 1 .", 2, "a long dash; write -"),
    ("x:a x:b x:c\u2014d .", 2, "a long dash; write -"),
    ('x:a x:b "text ;\n  x:c "more" .', 2, "Was the closing quote forgotten"),
    ('x:a x:b "text ;\n  x:c 1 .', 2, "Was the closing quote forgotten"),
    ("x:a x:b x:strong evidence .", 2, "Names hold no spaces"),
    ("x:a x:b strong .", 2, "Names hold no spaces"),
    ('x:a x:b "say "hi" now" .', 2, 'quotes inside it are written \\"'),
    ("x:a A x:B .", 2, "`a` is written small"),
    ("x:a x:b 1 , .", 2, "no comma or semicolon too many"),
    ("x:a x:b 2024-05-01 .", 2, '"2024-05-01"^^xsd:date'),
    ("x:a x:b 1 ;\n\n", 2, "The file is cut off, or a final '.' or a closing quote is missing."),
    ("x:a x:b <urn:c", 2, "The file is cut off, or a final '.' or a closing quote is missing."),
    ("x:a x:b 5% .", 2, "Nothing after"),
    ("x:a x:b [ x:b 1 .", 2, "Nothing after"),
]


def refusal(text: str, name: str = "a.ttl") -> UnreadableFileError:
    """Return the error that reading the text raises."""
    with pytest.raises(UnreadableFileError) as caught:
        read(text.encode(), name=name)
    return caught.value


@pytest.mark.parametrize(("text", "line", "words"), CASES)
@pytest.mark.parametrize("name", ["a.ttl", "a.trig"])
def test_the_remedy_is_plain(text: str, line: int, words: str, name: str) -> None:
    """The line is the one to mend, and the remedy says how."""
    error = refusal(HEAD + text, name)
    assert line == error.line
    assert words in error.remedy
    assert error.remedy.endswith(LAST)


def test_a_file_without_a_line_has_a_remedy_too() -> None:
    """RDF/XML that is well-formed XML has no line to name."""
    error = refusal("<html><body/></html>", "a.rdf")
    assert error.line is None
    assert "Nothing in this file could be read; mend it and check again." == error.remedy
