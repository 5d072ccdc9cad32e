"""``r2pgraph publish --site`` puts the pages into the edition, whole or not at all."""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING

import pytest

from r2pgraph import pipeline, publishing
from r2pgraph.errors import StoreError
from r2pgraph.store import kept

if TYPE_CHECKING:
    from pathlib import Path

    from r2pgraph.publication.edition import Release
    from r2pgraph.publication.edition.folder import Draft

PATHS = ("/", "/state/TLS", "/query")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a built store."""
    folder = tmp_path_factory.mktemp("home")
    pipeline.build(folder)
    return folder


def order(*paths: str) -> publishing.Order:
    """Return an order for a few pages."""
    return publishing.Order("2026.1", further=(publishing.pages(paths=paths),))


def test_an_edition_has_its_pages_with_checksums_of_their_own(home: Path, tmp_path: Path) -> None:
    """The checksums of the edition vouch for those of the site, and these for every page."""
    published = publishing.publish(home, tmp_path / "2026.1", order(*PATHS))
    site = tmp_path / "2026.1" / "site"
    assert "Edition 2026.1" in (site / "state/TLS.html").read_text(encoding="utf-8")
    sums = (site / "SHA256SUMS").read_bytes()
    told = dict(reversed(line.split("  ")) for line in sums.decode().splitlines())
    found = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    assert found.keys() - {"SHA256SUMS"} == told.keys()
    assert {name: hashlib.sha256(found[name].read_bytes()).hexdigest() for name in told} == told
    assert f"{hashlib.sha256(sums).hexdigest()}  site/SHA256SUMS" in (tmp_path / "2026.1/SHA256SUMS").read_text()
    assert "site/SHA256SUMS" in {file.path for file in published.files}


def test_what_is_asked_in_the_browser_is_the_dump_of_the_edition(home: Path, tmp_path: Path) -> None:
    """One graph, whichever door."""
    import gzip

    publishing.publish(home, tmp_path / "2026.1", order("/query"))
    packed = (tmp_path / "2026.1/site/data/r2pgraph.nq.gz").read_bytes()
    assert gzip.decompress(packed) == (tmp_path / "2026.1/dumps/r2pgraph.nq").read_bytes()


def test_a_page_that_fails_leaves_no_edition(home: Path, tmp_path: Path) -> None:
    """Neither a folder nor a part of one, nor a kept edition of that name."""
    asked = publishing.Order("2026.7", further=(publishing.pages(paths=("/", "/state/ZZZ")),))
    with pytest.raises(StoreError, match="/state/ZZZ cannot be drawn"):
        publishing.publish(home, tmp_path / "2026.7", asked)
    assert [] == list(tmp_path.iterdir())
    assert "2026.7" not in kept.editions(home)


def test_a_disk_that_is_full_leaves_no_edition(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told in a sentence with the remedy."""
    from r2pgraph.pages import static_site

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(static_site, "write", full)
    with pytest.raises(StoreError, match="Check space"):
        publishing.publish(home, tmp_path / "2026.8", order(*PATHS))
    assert [] == list(tmp_path.iterdir())
    shutil.rmtree(tmp_path)


def test_a_store_that_is_built_anew_meanwhile_is_not_published(home: Path, tmp_path: Path) -> None:
    """The folder would hold one graph, and the kept edition of that name another."""

    def build_anew(draft: Draft, release: Release) -> None:
        del draft, release
        pipeline.build(home, force=True)

    with pytest.raises(StoreError, match="built anew meanwhile"):
        publishing.publish(home, tmp_path / "2026.9", publishing.Order("2026.9", further=(("late", build_anew),)))
    assert [] == list(tmp_path.iterdir())
    assert "2026.9" not in kept.editions(home)
