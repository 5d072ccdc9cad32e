"""Three registers of treaties, as their publishers give them, and where they disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from r2pgraph import editions, pipeline, sources
from r2pgraph.editions import triples
from r2pgraph.importers import read
from r2pgraph.queries import run
from r2pgraph.store import EmbeddedStore

REGISTERS = {
    "untc-status": "untc-2015",
    "ohchr-treaty-status": "hr-treaty-status-2022",
    "icc-parties": "aba-icc-2021/countries.csv",
}


def test_38_dates_are_told_otherwise_by_another_register(
    real: Callable[[str], Path], shipped: dict[str, bytes], tmp_path: Path
) -> None:
    """15 between the depositary and the human rights office, 23 between the depositary and the court's list.

    Of the latter 17 are on the Rome Statute; both agree with the list in docs/treaty-actions.md, counted by hand.
    """
    found = [each for kind, name in REGISTERS.items() for each in read(kind, [real(name)])]
    counted = [editions.keep(tmp_path, each, each.paths)[0] for each in found]
    imported = triples.graphs(counted, sources.tables(), list(shipped.values()))
    store = EmbeddedStore(pipeline.in_memory({**shipped, **dict(imported.items())}))
    rows = run(store, "disputes").records()
    pairs = Counter(
        " and ".join(sorted(row[name].value.rsplit("/", 1)[-1] for name in ("oneSource", "otherSource")))
        for row in rows
    )

    assert {"hr-treaty-status-2022 and untc-2015": 15, "aba-icc-2021 and untc-2015": 23} == pairs
    assert 17 == sum(row["thing"].value.endswith("/XVIII-10") for row in rows)
