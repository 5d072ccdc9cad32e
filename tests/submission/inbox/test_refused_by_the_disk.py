"""A disk that is full or read-only, and two who submit at once: a clean error, and nothing half."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from r2pgraph import pipeline, receiving
from r2pgraph.errors import StoreError
from r2pgraph.submission import inbox
from r2pgraph.submission.inbox import journal, keeping


def test_a_full_disk_leaves_no_half_submission(home: Path, shipped_file: Path, tmp_path: Path) -> None:
    """On a small volume that has no room for the files, nothing is on record and nothing is left."""
    volume = tmp_path / "small"
    volume.mkdir()
    if not Path("/bin/mount").exists() or subprocess.run(
        ["/bin/mount", "-t", "tmpfs", "-o", "size=40k", "none", volume], capture_output=True, check=False
    ).returncode:  # fmt: skip
        pytest.skip("no small volume can be mounted here")
    del home
    try:
        keeping.settle(volume)
        data = shipped_file.read_bytes()
        entry = journal.Journal().next("accepted", "Ana", state="TLS", year="2023", form="ttl", original="0" * 64)
        with pytest.raises(StoreError, match=r"Nothing was taken in: .*No space left"):
            keeping.record(volume, entry, data, b"", b"")
        assert () == inbox.read(volume).entries
        assert [] == [path for path in (volume / "inbox").rglob("*") if path.is_file()]
    finally:
        subprocess.run(["/bin/umount", volume], check=True)


def test_a_store_that_cannot_follow_says_that_the_submission_counts(
    home: Path, changed: Callable[..., Path], level: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line is written and the store is not: the error says so, and the next command completes it."""
    from r2pgraph import store

    def full(*_: object) -> None:
        raise StoreError("The store cannot be written.", "Check space.")

    with monkeypatch.context() as patched:
        patched.setattr(store, "exchange", full)
        with pytest.raises(StoreError, match=r"It is on record as number 1.*The next command completes it"):
            receiving.submit(home, changed("fair"), "Ana Example")
    pipeline.build(home)
    assert "fair" == level(home)


def test_two_who_submit_at_once_both_count_in_turn(home: Path, changed: Callable[..., Path], tmp_path: Path) -> None:
    """Two processes for the same state and year: both are accepted, and the later revises the earlier."""
    del tmp_path
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "r2pgraph", "submit", changed(level), "--by", level],
            env={**os.environ, "R2PGRAPH_HOME": str(home)},
            stdout=subprocess.DEVNULL,
        )
        for level in ("fair", "strong")
    ]
    assert [0, 0] == [process.wait() for process in processes]
    first, second = inbox.read(home).entries
    assert (inbox.SHIPPED, first.hash) == (first.revises, second.revises)
    assert [] == receiving.verify(home)
    assert not pipeline.needs_build(home)


def test_a_home_that_nobody_may_write_is_told(home: Path, shipped_file: Path, tmp_path: Path) -> None:
    """A folder that is a file stands for one that cannot be written, since root may write everywhere."""
    blocked = tmp_path / "blocked"
    shutil.copy(shipped_file, blocked)
    with pytest.raises(StoreError, match=r"Nothing can be taken in: .* cannot be written"):
        receiving.submit(blocked, shipped_file, "Ana Example")
    del home
