"""An edition: one folder that others cite, link to and load, the same bytes for the same graph."""

from __future__ import annotations

from r2pgraph.publication.edition.folder import File, beside, refuse
from r2pgraph.publication.edition.revision import Former
from r2pgraph.publication.edition.writing import Release, Writer, write

__all__ = ["File", "Former", "Release", "Writer", "beside", "refuse", "write"]
