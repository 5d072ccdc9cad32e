"""Decide which addresses become links."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_PLAIN: Final = re.compile(r"[^\s<>\"\\^`{|}\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202f\u2066-\u2069\ufeff]+")
_MAILBOX: Final = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+")


def link(address: str) -> str | None:
    """Return the address when it is safe and sensible to follow: http, https or mailto; else ``None``."""
    if not _PLAIN.fullmatch(address):
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme in {"http", "https"} and host and parts.username is None:
        return address
    if parts.scheme == "mailto" and _MAILBOX.fullmatch(parts.path):
        return address
    return None
