"""Keep a reader within the edition that is shown: every link and form of a page leads on to the same edition."""

from __future__ import annotations

import re
from html import escape
from typing import Final
from urllib.parse import quote

_ADDRESS: Final = re.compile(r'(<(?:a|link)\b[^>]*?\shref=")((?:/(?!/)|\?)[^"#]*)([^"]*")')
_FORM: Final = re.compile(r'<form\b[^>]*?\saction="([^"]*)"[^>]*>')
_EVERYWHERE: Final = re.compile(r"/(?:static|reconcile)\b")
"""What is the same in every edition, or answers from the store that counts alone."""

_OTHER: Final = re.compile(r"[?;&]edition=")
"""What names an edition already, on purpose."""


def within(edition: str, root: str, page: str) -> str:
    """Return a page whose addresses of ours name an edition.

    Args:
        edition: the name of a kept edition.
        root: what stands before every path of the site.
        page: an HTML document.
    """
    name = escape(quote(edition, safe=""))

    def address(found: re.Match[str]) -> str:
        before, to, after = found.groups()
        if _EVERYWHERE.match(to.removeprefix(root)) or _OTHER.search(to):
            return found[0]
        return f"{before}{to}{'&amp;' if '?' in to else '?'}edition={name}{after}"

    def form(found: re.Match[str]) -> str:
        if _EVERYWHERE.match(found[1].removeprefix(root)):
            return found[0]
        return f'{found[0]}<input type="hidden" name="edition" value="{escape(edition)}">'

    return _FORM.sub(form, _ADDRESS.sub(address, page))
