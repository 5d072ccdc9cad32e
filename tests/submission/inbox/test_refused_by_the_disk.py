"""A disk that is full or read-only, and two who submit at once: a clean error, and nothing half."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from r2pgraph import pipeline, receiving
from r2pgraph.errors import StoreError
from r2pgraph.submission import inbox
from r2pgraph.submission.inbox import journal, keeping

Mount = Callable[[str], Path]
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Return what mounts a volume in memory, or mounts it anew, with options; it goes with the test."""
    volume = tmp_path / "volume"
    volume.mkdir()

    def make(options: str) -> Path:
        kind = [] if options.startswith("remount") else ["-t", "tmpfs", "none"]
        done = Path("/bin/mount").exists() and subprocess.run(
            ["/bin/mount", *kind, "-o", options, volume], capture_output=True, check=False
        )  # fmt: skip
        if not done or done.returncode:
            pytest.skip("no volume can be mounted here")
        return volume

    yield make
    if Path("/bin/umount").exists():
        subprocess.run(["/bin/umount", volume], capture_output=True, check=False)


@pytest.fixture(scope="module")
def run() -> Run:
    """Return what runs a command on a home and gives its status and all that it says."""

    def command(home: Path, *words: str | Path) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "r2pgraph", "--home", home, *words], capture_output=True, text=True, check=False
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout + done.stderr

    return command


def test_a_full_disk_leaves_no_half_submission(shipped_file: Path, mount: Mount) -> None:
    """On a small volume that has no room for the files, nothing is on record and nothing is left."""
    volume = mount("size=40k")
    keeping.settle(volume)
    data = shipped_file.read_bytes()
    entry = journal.Journal().next("accepted", "Ana", state="TLS", year="2023", form="ttl", original="0" * 64)
    with pytest.raises(StoreError, match=r"Nothing was taken in: .*No space left"):
        keeping.record(volume, entry, data, b"", b"")
    assert () == inbox.read(volume).entries
    assert [] == [path for path in (volume / "inbox").rglob("*") if path.is_file()]


@pytest.mark.parametrize("free", [0, 700, 1500])
def test_a_disk_that_fills_up_at_any_time_of_a_submission_loses_nothing(  # noqa: PLR0913, PLR0917 - fixtures
    free: int, revised: Path, changed: Callable[..., Path], level: Callable[[Path], str], mount: Mount, run: Run
) -> None:
    """With so many kB left: a sentence, what was said before stands, and what was said now is there once there is room.

    Where the line was written and the store has no room, the sentence says that it is on record.
    """
    volume, path = mount("size=300m"), changed("very-strong")
    home = shutil.copytree(revised, volume / "home")
    before = inbox.read(home).entries
    space = os.statvfs(volume)
    with (volume / "ballast").open("wb") as ballast:
        os.posix_fallocate(ballast.fileno(), 0, space.f_bavail * space.f_frsize - free * 1024)
    status, said = run(home, "submit", path, "--by", "Cy Example")
    (volume / "ballast").unlink()

    recorded = len(inbox.read(home).entries) == len(before) + 1
    assert before == inbox.read(home).entries[: len(before)]
    assert (status, recorded) in {(1, False), (1, True), (0, True)}
    assert recorded == ("on record as number 4" in said or "Accepted as number 4" in said)
    assert status == 0 or "No space left" in said
    pipeline.build(home)
    assert ("very-strong" if recorded else "strong") == level(home)
    assert (True, 0) == (receiving.submit(home, path, "Cy Example").accepted, run(home, "verify")[0])


def test_a_home_that_may_only_be_read_is_told_and_is_read(
    revised: Path, shipped_file: Path, mount: Mount, run: Run
) -> None:
    """Nothing is taken in, with a sentence; to ask, to check and to verify go on as before."""
    volume = mount("size=300m")
    home = shutil.copytree(revised, volume / "home")
    mount("remount,ro")
    status, said = run(home, "submit", shipped_file, "--by", "Ana Example")

    assert (1, True) == (status, "Nothing can be taken in" in said and "Read-only file system" in said)
    done = run(home, "withdraw", "TLS", "2023", "--by", "Ana Example", "--reason", "It was a draft.")
    assert (1, True) == (done[0], "Read-only file system" in done[1])
    assert [0, 0, 0, 0] == [
        run(home, *words)[0] for words in (["score", "TLS", "2023"], ["log"], ["verify"], ["check", shipped_file])
    ]


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
