"""Pages and data documents about everything that has an IRI: from a store, without a server.

The service answers requests with them, and a static site is the same documents as files.
"""

from r2pgraph.pages.page import Link, Page
from r2pgraph.pages.responding import looks_beside, offers, respond
from r2pgraph.pages.site import Site

__all__ = ["Link", "Page", "Site", "looks_beside", "offers", "respond"]
