"""All pages and data documents as files for any host of files: no server, and nothing to attack.

Queries run in the reader's browser, over the statements of the edition, by the engine that `make assets` fetches.
"""

from r2pgraph.pages.static_site.writing import Shown, Written, write

__all__ = ["Shown", "Written", "write"]
