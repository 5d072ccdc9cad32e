"""Small and named: the sizes that the house allows."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

LONGEST_FUNCTION = 40
LONGEST_MODULE = 400
FULLEST_FOLDER = 15
BAGS = {"util", "utils", "helper", "helpers", "common", "misc", "services", "lib"}


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return every function of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_no_function_is_longer_than_forty_lines(modules: list[Path]) -> None:
    """A function that needs more is two functions."""
    long = [
        f"{path.name}:{node.name}"
        for path in modules
        for node in functions(path)
        if node.end_lineno is not None and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]

    assert [] == long


def test_no_module_is_longer_than_four_hundred_lines(modules: list[Path]) -> None:
    """A module that needs more is two rooms."""
    long = [path.name for path in modules if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_MODULE]

    assert [] == long


def test_no_folder_of_the_package_holds_fifteen_files(modules: list[Path]) -> None:
    """A folder that needs more is two folders."""
    counts = Counter(path.parent for path in modules)

    assert [] == [folder.name for folder, number in counts.items() if number >= FULLEST_FOLDER]


def test_no_room_is_a_bag(modules: list[Path]) -> None:
    """A line without a room gets a named room, never a bag."""
    names = {path.stem for path in modules} | {path.parent.name for path in modules}

    assert set() == names & BAGS


def test_every_module_and_public_function_is_documented(modules: list[Path]) -> None:
    """A newcomer reads what a thing is before how it is done."""
    bare = []
    for path in modules:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if not ast.get_docstring(tree):
            bare.append(path.name)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                bare += [] if ast.get_docstring(node) else [f"{path.name}:{node.name}"]

    assert [] == bare
