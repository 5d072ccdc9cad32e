"""The shipped graph in both engines, built once for every test that asks it; programs and papers that may be absent."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from r2pgraph import pipeline, scores
from r2pgraph.graph.catalogue import catalogue
from r2pgraph.publication.service_graph import SERVICE, service_graph
from r2pgraph.store import EmbeddedStore, load, open_store
from r2pgraph.store.second_opinion import GraphStore
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

Graphs = dict[str, bytes]
Absent = "Callable[[str, str], NoReturn]"
"""What a test calls for want of a program: with a reason and the program's name."""

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""What is no part of the project and stands beside its checkout where the makers and CI work."""


BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-extensions",
    "--disable-dev-shm-usage", "--hide-scrollbars",
)  # fmt: skip
"""What keeps a browser from asking anything by itself, as far as it lets itself be told."""

MODULES = Path("/usr/lib/apache2/modules")
APACHE = """ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/apache.pid
ErrorLog {folder}/apache.log
{modules}
TypesConfig /etc/mime.types
AddEncoding x-gzip .gz
DocumentRoot {site}
<Directory {site}>
AllowOverride All
Require all granted
</Directory>
"""
NGINX = """daemon off; master_process off; pid {folder}/nginx.pid; error_log stderr;
events {{}}
http {{
  access_log off; client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {site}; include {site}/nginx.conf; }}
}}
"""
LOADED = ("mpm_event", "authz_core", "mime", "dir", "rewrite", "headers", "negotiation", "autoindex", "alias", "env")


@pytest.fixture(scope="session")
def shipped() -> Graphs:
    """Return the N-Triples of every named graph: what the files say, the scores made from it, catalogue and counts."""
    graphs = pipeline.gather()
    graphs[iri("graph", "scores")] = scores.materialise(EmbeddedStore(pipeline.in_memory(graphs)))
    graphs[iri("graph", "catalogue")] = catalogue(graphs)
    graphs[SERVICE] = service_graph(graphs)
    return graphs


@pytest.fixture(scope="session")
def embedded(shipped: Graphs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """Open the shipped graph in the engine that users meet."""
    home = tmp_path_factory.mktemp("store")
    load(home, shipped)
    with open_store(home) as store:
        yield store


@pytest.fixture(scope="session")
def second_opinion(shipped: Graphs) -> GraphStore:
    """Open the shipped graph in the engine that checks the first."""
    return GraphStore(shipped)


@pytest.fixture(scope="session")
def records() -> Path:
    """Return the folder of the publishers' files; the one place where a test of them is skipped."""
    folder = SHARED / "sources"
    if not folder.is_dir():
        pytest.skip("the publishers' files do not stand beside this checkout")
    return folder


@pytest.fixture(scope="session")
def real(records: Path) -> Callable[[str], Path]:
    """Return what finds a file or folder of a publisher; one that is gone from among the others is a failure."""

    def find(name: str) -> Path:
        path = records / name
        assert path.exists(), f"{name} is not among the publishers' files"
        return path

    return find


@pytest.fixture(scope="session")
def printed_report() -> str:
    """Return the text of the report as a machine extracted it; the one place where a test of it is skipped."""
    folder = SHARED / "report"
    if not folder.is_dir():
        pytest.skip("the report does not stand beside this checkout")
    return (folder / "timor-leste-2023.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def absent() -> Absent:
    """Return what skips a test, or fails it where ``R2PGRAPH_REQUIRE_<NAME>`` says that the program has to be there."""

    def absent(reason: str, name: str) -> NoReturn:
        if os.environ.get(f"R2PGRAPH_REQUIRE_{name}") == "1":
            pytest.fail(f"required here: {reason}")
        pytest.skip(reason)

    return absent


@pytest.fixture(scope="session")
def chromium(absent: Absent) -> list[str]:
    """Return how a headless browser is called."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    return [program or absent(f"no browser found: none of {', '.join(BROWSERS)} is on the path", "CHROMIUM"), *QUIET]


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    """Return what finds a port that nobody listens on."""

    def free() -> int:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            return int(listener.getsockname()[1])

    return free


@pytest.fixture
def canary() -> Iterator[socket.socket]:
    """Return a listener that nobody should call."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0)
        yield listener


def _configured(name: str, folder: Path, site: Path, port: int) -> Path:
    """Write what a server of files reads at its start, with the rights that one which is nobody needs."""
    modules = "\n".join(f"LoadModule {each}_module {MODULES}/mod_{each}.so" for each in LOADED)
    text = {"apache2": APACHE, "nginx": "user root;\n" * (os.getuid() == 0) + NGINX}[name]
    path = folder / "configuration"
    path.write_text(text.format(folder=folder, site=site, port=port, modules=modules), encoding="utf-8")
    for each in (folder, site, *folder.parents, *site.parents):
        if each == site or "pytest" in str(each):
            each.chmod(0o755)
    return path


@contextmanager
def _listening(command: list[str], port: int) -> Iterator[int]:
    """Run a program from when it listens on its port until the end."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, process.stderr and process.stderr.read().decode()
            time.sleep(0.05)
        yield port
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def file_server(
    absent: Absent, free_port: Callable[[], int], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, Path], AbstractContextManager[int]]:
    """Return what runs ``apache2`` or ``nginx`` over a folder with the rules that lie in it, and tells the port."""

    def file_server(name: str, site: Path) -> AbstractContextManager[int]:
        program = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
        if program is None:
            absent(f"{name} is not installed", "HOSTS")
        folder, port = tmp_path_factory.mktemp("host"), free_port()
        path = str(_configured(name, folder, site, port))
        return _listening(
            [program, *{"apache2": ["-X", "-f", path], "nginx": ["-p", str(folder), "-c", path]}[name]], port
        )

    return file_server
