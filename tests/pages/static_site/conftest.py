"""A small static site of the shipped data, and a headless Chromium that is driven in real time."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import signal
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

import pytest

from r2pgraph.pages import statics
from r2pgraph.pages.static_site import Shown, Written, write
from r2pgraph.publication.canonical import nquads
from r2pgraph.publication.export import triples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Absent

    from r2pgraph.store import EmbeddedStore

PATHS = (
    "/", "/action", "/changes", "/editor", "/index", "/linking", "/ontology", "/ontology/votes", "/query",
    "/query/treaty-status",
    "/query/votes-of-state", "/resolution", "/resolution/A-RES-75-277", "/state", "/state/TLS", "/treaty/IV-1",
)  # fmt: skip

LONGEST = 90.0
"""Seconds that a page may take to say what a test waits for."""

GONE = ("navigated or closed", "Cannot find context", "context was destroyed")
"""What the browser says where the page that was asked made room for the next meanwhile."""


class LeftError(AssertionError):
    """The page that was asked is no longer there."""


class Driven:
    """A browser with one tab; it is told what to do through a pipe, in the words of the DevTools protocol."""

    def __init__(self, called: list[str], profile: Path) -> None:
        theirs_in, ours_out = map(_high, os.pipe())
        ours_in, theirs_out = map(_high, os.pipe())
        command = [*called, "--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank"]
        actions = [
            (os.POSIX_SPAWN_DUP2, theirs_in, 3),
            (os.POSIX_SPAWN_DUP2, theirs_out, 4),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        ]
        self.pid = os.posix_spawn(called[0], command, os.environ, file_actions=actions, setsid=True)
        os.close(theirs_in)
        os.close(theirs_out)
        self._out, self._in = os.fdopen(ours_out, "wb"), os.fdopen(ours_in, "rb")
        self._number, self._session = 0, ""
        self.said: list[str] = []
        """What the pages wrote to the console as errors, and what they were refused."""
        target = self.tell("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.tell("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.tell(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.killpg(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self._out.close()
        self._in.close()

    def tell(self, method: str, **parameters: object) -> dict[str, Any]:
        """Send one command and return its result; what comes between is kept in `said` where it is an error."""
        self._number += 1
        command = {"id": self._number, "method": method, "params": parameters}
        command |= {"sessionId": self._session} if self._session else {}
        self._out.write(json.dumps(command).encode() + b"\0")
        self._out.flush()
        while True:
            heard = self._hear()
            if heard.get("id") == self._number:
                if any(words in heard.get("error", {}).get("message", "") for words in GONE):
                    raise LeftError(heard["error"])
                assert "error" not in heard, heard["error"]
                return dict(heard["result"])

    def _hear(self) -> dict[str, Any]:
        letters = bytearray()
        while (letter := self._in.read(1)) not in {b"\0", b""}:
            letters += letter
        heard = dict(json.loads(letters))
        if heard.get("method") == "Log.entryAdded" and heard["params"]["entry"]["level"] == "error":
            self.said.append(f"{heard['params']['entry']['text']} {heard['params']['entry'].get('url', '')}".strip())
        if heard.get("method") == "Runtime.exceptionThrown":
            self.said.append(str(heard["params"]["exceptionDetails"]))
        return heard

    def open(self, url: str, width: int = 1280, height: int = 1400) -> None:
        """Open a page in a window of a size, in pixels."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.tell("Emulation.setDeviceMetricsOverride", **size)
        self.tell("Page.navigate", url=url)

    def run(self, script: str) -> Any:  # noqa: ANN401 - whatever a page says
        """Return the value of an expression in the page."""
        answer = self.tell(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=True
        )
        return answer["result"].get("value")

    def wait(self, script: str) -> Any:  # noqa: ANN401 - whatever a page says
        """Return the value of an expression as soon as it holds, in this page or the next; fails where not in time."""
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            with suppress(LeftError):
                if value := self.run(script):
                    return value
            time.sleep(0.1)
        raise AssertionError((script, self.said, self.run("document.body.innerText")))

    def picture(self, path: Path) -> None:
        """Write what is seen as a PNG file."""
        path.write_bytes(base64.b64decode(self.tell("Page.captureScreenshot", format="png")["data"]))


def _high(descriptor: int) -> int:
    """Return the same file under a number that the browser's own do not take."""
    high = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 20)
    os.close(descriptor)
    return high


@pytest.fixture(scope="module")
def browser(chromium: list[str], absent: Absent, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driven]:
    """Start the browser; without one the tests are skipped, or fail where one is required."""
    if not statics.has_engine():
        absent("`make assets` has not fetched the engine", "EDITOR")
    with Driven(chromium, tmp_path_factory.mktemp("profile")) as driven:
        yield driven


@pytest.fixture(scope="session")
def statements(embedded: EmbeddedStore) -> bytes:
    """Return every statement of the shipped data as N-Quads."""
    return nquads([quad for graph in embedded.graphs() for quad in triples(embedded, graph)])


@pytest.fixture(scope="session")
def small(embedded: EmbeddedStore, statements: bytes, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Written]:
    """Write a few pages with all that every site has."""
    folder = tmp_path_factory.mktemp("site")
    assert embedded.place is not None
    return folder, write(folder, Shown(embedded.place, "2026.1", statements), paths=PATHS)
