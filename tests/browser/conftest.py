"""A headless Chromium whose every request passes through a proxy of ours, which keeps a list."""

from __future__ import annotations

import subprocess
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FLAGS = ("--disable-domain-reliability", "--virtual-time-budget=5000", "--proxy-bypass-list=<-loopback>")
ITS_OWN = frozenset({
    "accounts.google.com", "android.clients.google.com", "clients2.google.com", "content-autofill.googleapis.com",
    "mtalk.google.com", "optimizationguide-pa.googleapis.com", "redirector.gvt1.com", "safebrowsing.googleapis.com",
    "update.googleapis.com", "www.google.com",
})  # fmt: skip
"""The hosts that Chromium asks by itself, whatever the page; our proxy refuses it, so nothing leaves the machine."""


@dataclass
class Web:
    """All that a browser can reach: the pages given here; what it asked for is kept."""

    pages: dict[str, str] = field(default_factory=dict)
    policies: dict[str, str] = field(default_factory=dict)
    """The Content-Security-Policy that a page is sent with, by its address."""
    types: dict[str, str] = field(default_factory=dict)
    """The media type of what is no page and no style, by its address without parameters."""
    asked: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def asked_by_pages(self) -> list[str]:
        """Return every request but those that the browser makes by itself."""
        return [url for url in self.asked if host(url) not in ITS_OWN]

    def answer(self, url: str) -> tuple[int, bytes]:
        """Return a page, or say that there is none."""
        self.asked.append(url)
        page = self.pages.get(url, self.pages.get(url.partition("?")[0]))
        return (200, page.encode()) if page is not None else (404, b"")


def host(url: str) -> str:
    """Return the host of an address, or of a tunnel asked for as ``host:port``."""
    return (urlsplit(url).hostname if "://" in url else url.rpartition(":")[0]) or ""


@dataclass
class Browser:
    """Chromium with a new profile for each page."""

    called: list[str]
    web: Web
    folder: Path

    def dom(self, url: str, *flags: str) -> str:
        """Return the document after the page has loaded and its scripts, if any, have run."""
        profile = self.folder / f"profile-{len(list(self.folder.iterdir()))}"
        command = [
            *self.called, *FLAGS, f"--proxy-server=127.0.0.1:{self.web.port}", f"--user-data-dir={profile}", *flags,
            "--dump-dom", url,
        ]  # fmt: skip
        outcome = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
        return outcome.stdout


@pytest.fixture
def web() -> Iterator[Web]:
    """Serve the pages of a test, and nothing else."""
    served = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = served.answer(self.path)
            self.send_response(status)
            usual = "text/css" if urlsplit(self.path).path.endswith(".css") else "text/html"
            media_type = served.types.get(self.path.partition("?")[0], usual)
            self.send_header("Content-Type", f"{media_type}; charset=utf-8")
            if policy := served.policies.get(self.path):
                self.send_header("Content-Security-Policy", policy)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_CONNECT(self) -> None:
            served.asked.append(self.path)
            self.send_error(502)

        def log_message(self, format: str, *_: object) -> None:  # noqa: A002 - the name is the base class's
            del format

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield served
    server.shutdown()
    server.server_close()


@pytest.fixture
def browser(chromium: list[str], web: Web, tmp_path: Path) -> Browser:
    """Return the browser; without one the test is skipped, or fails where one is required."""
    return Browser(chromium, web, tmp_path)
