"""The files that pages are drawn with: styles, the icon, and what `make assets` fetched."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOLDER: Final = Path(__file__).with_name("static")
_REPORT: Final = Path(__file__).parents[1] / "publication" / "templates" / "report.css"
STYLE: Final = "style.css"
"""The styles of pages; they begin with those of the report, whose parts the pages show."""

ICON: Final = "icon.svg"
"""The icon that pages name."""

FAVICON: Final = "favicon.ico"
"""The same for those who ask for it by the name that browsers take where a page names none."""

ROBOTS: Final = "robots.txt"
"""What tells programs that read everything which addresses are work and no documents."""

UNNAMED: Final = frozenset({FAVICON, ROBOTS})
"""Files that are looked for at the root without that a page names them."""

_TYPES: Final = MappingProxyType({
    ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
    ".ico": "image/vnd.microsoft.icon", ".woff2": "font/woff2", ".wasm": "application/wasm",
    ".txt": "text/plain; charset=utf-8",
})  # fmt: skip


ENGINE: Final = ("vendor/oxigraph/web.js", "vendor/oxigraph/web_bg.wasm")
"""The files of the engine that answers queries in the browser, which `make assets` fetches."""


def has_engine() -> bool:
    """Say whether the engine that answers queries in the browser has been fetched."""
    return set(ENGINE) <= files().keys()


@cache
def files() -> Mapping[str, Path]:
    """Return every file by its name; nothing outside of this is ever handed out."""
    found = (path for path in sorted(_FOLDER.rglob("*")) if path.is_file() and path.suffix in _TYPES)
    return MappingProxyType({path.relative_to(_FOLDER).as_posix(): path for path in found})


@cache
def content(name: str) -> bytes:
    """Return what is handed out under the name of a file."""
    own = files()[name].read_bytes()
    return _REPORT.read_bytes() + own if name == STYLE else own


@cache
def fingerprint(name: str) -> str:
    """Return the first twelve digits of a file's SHA-256."""
    return hashlib.sha256(content(name)).hexdigest()[:12]


def address(name: str) -> str:
    """Return where a file is handed out, with its fingerprint."""
    return f"/static/{name}?{fingerprint(name)}"


def media_type(name: str) -> str:
    """Return the media type of a file."""
    return _TYPES[files()[name].suffix]
