"""The pages for people: nothing that was written is lost, a fault is told where it stands, and no script is needed."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from r2pgraph import receiving

Served = Any
Fields = list[tuple[str, str]]

BOUNDARY = "line-between"
NAUGHTY = [
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "</textarea><b>x",
    "=1+1",
    "a\nb\n\nc",
    "{{ 7*7 }}",
]


class Page(HTMLParser):
    """The fields of a page with what stands in them, as a browser would send them, and the tags that it has."""

    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: dict[str, str] = {}
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.invalid: list[str] = []
        self._select = self._area = ""
        self._option: tuple[bool, str] | None = None
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field."""
        named = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.attributes |= set(named)
        name = named.get("name", "")
        if "aria-invalid" in named:
            self.invalid.append(name)
        if tag == "input" and name:
            self.fields[name] = named.get("value", "")
        elif tag == "select":
            self._select, self.fields[name] = name, ""
        elif tag == "textarea":
            self._area, self.fields[name] = name, ""
        elif tag == "option" and self._select:
            self._option = ("selected" in named, "")

    def handle_data(self, data: str) -> None:
        """Note what stands in one."""
        if self._area:
            self.fields[self._area] += data
        elif self._option is not None:
            self._option = (self._option[0], self._option[1] + data)

    def handle_endtag(self, tag: str) -> None:
        """End one; the first line end in a textarea is not part of it."""
        if tag == "textarea":
            self.fields[self._area] = self.fields[self._area].removeprefix("\n")
            self._area = ""
        elif tag == "option" and self._option is not None:
            if self._option[0]:
                self.fields[self._select] = self._option[1]
            self._option = None
        elif tag == "select":
            self._select = ""


def multipart(fields: Fields, file: tuple[str, bytes] | None = None) -> bytes:
    """Return a form as a browser sends it, the file after the fields but for the last, which is the button."""
    *texts, button = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields
    ]
    if file:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{file[0]}"\r\n\r\n'
        texts.append(head.encode() + file[1] + b"\r\n")
    return b"".join([*texts, button, f"--{BOUNDARY}--\r\n".encode()])


def post(served: Served, path: str, body: bytes, **headers: str) -> Any:  # noqa: ANN401 - a reply
    """Send a form as a browser does."""
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    return served.server.send("POST", path, body, Content_Type=kind, Accept="text/html", **headers)


def upload(served: Served, secret: str, content: bytes, do: str, name: str = "tls.ttl") -> Any:  # noqa: ANN401 - a reply
    """Send a file from the page."""
    fields = [("token", secret), ("note", "<b>A note</b>"), ("do", do)]
    return post(served, "/submit", multipart(fields, (name, content)))


WHOLE = "/submit/form?state=TLS&year=2023"
FORM = "/submit/form?state=Fiji&year=2024"


def written(served: Served, content: bytes) -> Path:
    """Return a file with this content."""
    path = served.home.parent / "TLS-2023.ttl"
    path.write_bytes(content)
    return path


def wait_for(served: Served, entry: Any) -> None:  # noqa: ANN401 - a line of the journal
    """Wait until the store with a submission is the one that is served."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        told = served.server.send("GET", "/api/queries/submissions?format=csv").content.decode()
        if entry.hash[:12] in told:
            return
        time.sleep(0.2)
    pytest.fail("the store was not exchanged")


@pytest.fixture(scope="module")
def form(served: Served) -> Page:
    """Return the form for a state that was not assessed yet."""
    return Page(served.server.send("GET", FORM).content)


def fill(form: Page, secret: str, do: str, **changed: str) -> bytes:
    """Return the form as it is sent, with some fields changed."""
    fields = {**form.fields, **{name.replace("__", "/"): value for name, value in changed.items()}, "token": secret}
    return multipart([*fields.items(), ("do", do)])


@pytest.mark.parametrize("path", ["/submit", FORM])
def test_a_page_needs_no_script_and_no_cookie(path: str, served: Served) -> None:
    """What it may load and where its forms may go is ours alone, and nobody keeps it."""
    reply = served.server.send("GET", path)
    page = Page(reply.content)

    assert (200, "text/html", "no-store") == (reply.status, reply.media_type, reply.headers["cache-control"])
    assert "form-action 'self'" in reply.headers["content-security-policy"]
    assert "unsafe" not in reply.headers["content-security-policy"]
    assert "set-cookie" not in reply.headers
    assert "script" not in page.tags
    assert not {name for name in page.attributes if name.startswith("on") or name == "style"}


def test_a_file_is_checked_and_submitted_from_the_page(served: Served, changed: Callable[[str], bytes]) -> None:
    """The check keeps nothing; the submission counts under the token's name, its note shown as text."""
    before = len(receiving.log(served.home))
    checked = upload(served, served.checker, changed("nothing"), "check")
    assert before == len(receiving.log(served.home))
    done = upload(served, served.ana, changed("fair") + b"\n# by page", "submit")
    last = receiving.log(served.home)[-1].entry

    assert (422, True) == (checked.status, b"Not in order yet" in checked.content)
    assert b"has no level" in checked.content
    assert (201, "accepted", "<b>A note</b>", "tls.ttl") == (done.status, last.act, last.note, last.file)
    assert last.original.encode() in done.content
    assert b"&lt;b&gt;A note&lt;/b&gt;" in done.content
    assert b"<b>A note" not in done.content


def test_who_has_no_token_is_not_read_from(served: Served) -> None:
    """The answer comes at the first field, before the file; one that is not sent first is refused as well."""
    wrong = upload(served, "r2p_wrong", b"x", "submit")
    late = post(served, "/submit", multipart([("note", "n"), ("token", served.ana), ("do", "check")], ("a.ttl", b"x")))
    forbidden = upload(served, served.checker, b"x", "submit")

    assert [401, 400, 403] == [wrong.status, late.status, forbidden.status]
    assert b"served.ana" not in late.content
    assert b"<h1>A token is needed</h1>" in wrong.content


def test_the_marked_workbook_comes_back(served: Served) -> None:
    """A workbook with a wrong level is given back with the cell marked, and is kept nowhere."""
    given = served.server.send("GET", f"{FORM}&form=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(given.content))
    column = [cell.value for cell in book["Ratings"][1]].index("Level") + 1
    book["Ratings"].cell(5, column).value = "Stong"
    saved = io.BytesIO()
    book.save(saved)
    before = len(receiving.log(served.home))
    reply = upload(served, served.checker, saved.getvalue(), "annotate", "fiji 2024.xlsx")

    assert 'attachment; filename="FJI-2024.xlsx"' == given.headers["content-disposition"]
    assert 'attachment; filename="fiji 2024-marked.xlsx"' == reply.headers["content-disposition"]
    marked = openpyxl.load_workbook(io.BytesIO(reply.content))
    assert "Problems" == marked.sheetnames[0]
    assert "Did you mean Strong" in marked["Ratings"].cell(5, column).comment.text
    assert before == len(receiving.log(served.home))


def test_the_form_of_what_is_on_record_says_the_same_when_it_is_handed_in(
    served: Served, changed: Callable[[str], bytes]
) -> None:
    """Sent back untouched, it is accepted, and its statements are the very ones that counted."""
    before = receiving.submit(served.home, written(served, changed("fair")), "Ana Example")
    wait_for(served, before.entry)
    whole = Page(served.server.send("GET", WHOLE).content)
    reply = post(served, WHOLE, fill(whole, served.ana, "submit"))
    last = receiving.log(served.home)[-1].entry

    assert (201, "TLS-2023.zip", "csv") == (reply.status, last.file, last.form)
    assert before.entry.statements == last.statements


def test_what_was_written_is_never_lost(served: Served, form: Page) -> None:
    """Naughty strings, a wrong level and a new row stand in the form again, the fault at the field of its row.

    The rows above hold texts of several lines: rows are counted by records, and lines behind the page by line ends.
    """
    changes = {
        "Ratings__3__Rationale": "One.\r\nTwo.\r\n\r\nThree.", "Ratings__6__Rationale": "".join(NAUGHTY),
        "Ratings__9__Level": "Stong", "Findings__1__Claim": NAUGHTY[0], "Absences__900__Key": NAUGHTY[2],
    }  # fmt: skip
    reply = post(served, FORM, fill(form, served.checker, "check", **changes))
    page = Page(reply.content)

    assert 422 == reply.status
    assert "One.\nTwo.\n\nThree." == page.fields["Ratings/3/Rationale"]
    assert "".join(NAUGHTY) == page.fields["Ratings/6/Rationale"]
    assert "Stong" == page.fields["Ratings/9/Level"]
    assert NAUGHTY[0] == page.fields["Findings/0/Claim"]
    assert NAUGHTY[2] == page.fields["Absences/0/Key"]
    told = re.search(rb'id="Ratings-9-Level-fault">(.*?)</ul>', reply.content)
    assert told
    assert b"Did you mean Strong" in told[1]
    assert 1 == reply.content.count(b"Did you mean Strong? Choose one level from the list.</li>")
    assert b'href="#Ratings-9-Level">Level' in reply.content
    assert "script" not in page.tags
    assert "onerror" not in page.attributes
    assert served.checker.encode() not in reply.content


@pytest.mark.parametrize(
    ("secret", "do", "status"), [("", "check", 401), ("wrong", "submit", 401), ("", "rows:Findings", 200)]
)
def test_the_form_stands_when_the_token_is_wrong_or_rows_are_added(
    secret: str, do: str, status: int, served: Served, form: Page
) -> None:
    """All fields hold what they held; asking for rows needs no token."""
    reply = post(served, FORM, fill(form, secret, do, Ratings__0__Rationale="Kept."))
    page = Page(reply.content)

    assert status == reply.status
    assert "Kept." == page.fields["Ratings/0/Rationale"]
    filled = {name: value for name, value in form.fields.items() if value and name != "Ratings/0/Rationale"}
    assert filled == {name: page.fields[name] for name in filled}
    new = [name for name in page.fields if name.startswith("Findings/") and name not in form.fields]
    assert (do == "rows:Findings") == bool(new)


def test_what_was_written_can_be_saved_as_a_workbook(served: Served, form: Page) -> None:
    """Without a token, half-filled, with what begins as a formula kept as text."""
    reply = post(served, FORM, fill(form, "", "xlsx", Ratings__0__Rationale="=1+1"))
    book = openpyxl.load_workbook(io.BytesIO(reply.content))
    column = [cell.value for cell in book["Ratings"][1]].index("Rationale") + 1
    cell = book["Ratings"].cell(2, column)

    assert (200, "=1+1", "s") == (reply.status, cell.value, cell.data_type)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/submit/form", 400), ("/submit/form?state=TLS", 400), ("/submit/form?state=TLX&year=2023", 404),
        ("/submit/form?state=TLS&year=MM", 400), ("/submit/form?state=TLS&year=2023&form=exe", 400),
        ("/submit/form?state=TLS&year=2023&edition=x", 400), ("/submit/form?state=%3Cscript%3E&year=2023", 404),
    ],
)  # fmt: skip
def test_what_form_there_is_none_of_is_told(path: str, status: int, served: Served) -> None:
    """As a page, in which what was asked is text."""
    reply = served.server.send("GET", path, Accept="text/html")

    assert (status, "text/html") == (reply.status, reply.media_type)
    assert b"<script" not in reply.content
