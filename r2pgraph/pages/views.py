"""What a page says before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Asked:
    """A saved query behind a page, with the values that it was asked with."""

    query: str
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class View:
    """The contents of a page.

    ``title`` and ``about`` say in one line each what it is; ``held`` is the date or year that it holds for; ``values``
    are what the template knows; ``sources`` the IRIs of what the page rests on beyond the statements about its thing.
    ``chosen`` are the parameters without which its address would show something else; ``status`` is that of HTTP.
    """

    template: str
    title: str
    about: str
    kicker: str = ""
    held: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    queries: tuple[Asked, ...] = ()
    sources: tuple[str, ...] = ()
    trail: tuple[tuple[str, str], ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
