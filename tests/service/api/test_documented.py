"""What the pages show of the API is what a server answers."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from r2pgraph.pages.addresses import FORMS, PRINTED

DOCS = Path(__file__).resolve().parents[3] / "docs"
FORM = "application/x-www-form-urlencoded"
SHOWN = re.compile(r"^```console\n\$ (curl .*)\n((?:.*\n)+?)```$", re.MULTILINE)
PAGES = [path for name in ("api", "reconciliation", "service") if (path := DOCS / f"{name}.md").exists()]
EXAMPLES = [(page.stem, *found) for page in PAGES for found in SHOWN.findall(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("page", "command", "answer"), EXAMPLES, ids=[f"{each[0]}-{each[1]}" for each in EXAMPLES])
def test_an_example_shows_what_is_answered(page: str, command: str, answer: str, api: Any) -> None:  # noqa: ANN401
    """Each command, sent as it stands, to a server of the shipped graph; ``| grep`` shows the lines with a word."""
    del page
    sent, _, shown = command.partition(" | grep ")
    words = shlex.split(sent)[1:]
    address = urlsplit(next(word for word in words if word.startswith("http://127.0.0.1:8000/")))
    fields = [words[place + 1].partition("=") for place, word in enumerate(words) if word == "--data-urlencode"]
    body = "&".join(f"{name}={quote(value)}" for name, _, value in fields).encode() or None
    headers = {"Content_Type": FORM} if body else {}
    if wish := next((word for word in words if word.startswith("Accept: ")), ""):
        headers["Accept"] = wish.removeprefix("Accept: ")
    reply = api.send("POST" if body else "GET", address._replace(scheme="", netloc="").geturl(), body, **headers)

    lines = reply.content.decode().replace("\r\n", "\n").split("\n")
    assert answer.strip() == "\n".join(line for line in lines if not shown or shlex.split(shown)[0] in line).strip()


def test_the_example_in_python_runs(api: Any) -> None:  # noqa: ANN401
    """The library fetches the table piece by piece, as it reads every Parquet file of the web."""
    import polars as pl

    (line,) = re.findall(r'^pl\.read_parquet\("(.*)"\)$', (DOCS / "api.md").read_text(encoding="utf-8"), re.MULTILINE)
    frame = pl.read_parquet(line.replace("http://127.0.0.1:8000", api.address.removesuffix("/sparql")))

    assert frame.height
    assert "symbol" in frame.columns


def test_every_page_shows_examples() -> None:
    """A page whose examples are not found would be held to nothing."""
    assert {page.stem for page in PAGES} == {each[0] for each in EXAMPLES}


def test_one_rating_is_shown_in_every_format() -> None:
    """A reader who copies a line gets the format that it names."""
    shown = {command.partition("Accept: ")[2].partition("'")[0] for page, command, _ in EXAMPLES if page == "service"}

    assert {FORMS[form] for form in FORMS.keys() - set(PRINTED)} == shown
