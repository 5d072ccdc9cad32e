"""What is handed out for an address: one document and what belongs into its head."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """Another address that a document names in its head: how it is related, where it is, and what type it has."""

    relation: str
    address: str
    media_type: str = ""


@dataclass(frozen=True)
class Page:
    """One document; the same store and address give the same bytes.

    ``status`` is that of HTTP; ``location`` says where the document is to be had instead, ``place`` under which
    address just this form of it stands.
    """

    content: bytes
    media_type: str
    status: int = 200
    links: tuple[Link, ...] = ()
    location: str = ""
    place: str = ""
