"""Only what is safe and sensible to follow becomes a link."""

from __future__ import annotations

import pytest

from r2pgraph.publication.report.links import link


@pytest.mark.parametrize(
    "address",
    [
        "https://asp.icc-cpi.int/states-parties#T",
        "http://example.org",
        "https://treaties.un.org/pages/ViewDetails.aspx?src=IND&mtdsg_no=XXVI-8&chapter=26&clang=_en",
        "https://education-profiles.org/eastern-and-south-eastern-asia/timorleste/~non-state-actors-in-education",
        "mailto:someone@example.org",
    ],
)
def test_web_and_mail_addresses_are_links(address: str) -> None:
    """The addresses of real footnotes can be followed."""
    assert address == link(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org",
        "/relative",
        "www.example.org",
        "https://",
        "https:example.org",
        "https://user:secret@example.org/",
        "https://example.org/a b",
        'https://example.org/"onclick="x',
        "https://example.org/<b>",
        "https://[::1",
        "https://example.org/\u202egpj.exe",
        "mailto:",
        "mailto:a@b\nBcc: c",
    ],
)
def test_everything_else_stays_text(address: str) -> None:
    """Scripts, local files, disguises and damaged addresses are shown, not followed."""
    assert link(address) is None
