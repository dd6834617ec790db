"""Which modules of ours a program can import: what ships, and no more.

Found by reading the import statements, also those inside functions, so that a module which is
loaded at the first free text ships as well. What only type checkers import does not. A test
compares the list with what a running Lambda has loaded after a turn of every kind.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path


def runtime_modules(start: Path, root: Path, package: str) -> list[Path]:
    """Files of `package` (a folder in `root`) that the program `start` can import, sorted.

    The `__init__` of every package on the way is among them, because Python runs it.
    """
    found: set[Path] = set()
    waiting = [start]
    while waiting:
        for name in _imported(waiting.pop(), package):
            for path in _files(name, root):
                if path not in found:
                    found.add(path)
                    waiting.append(path)
    return sorted(found)


def _imported(path: Path, package: str) -> Iterator[str]:
    """Dotted names under `package` that a file imports; some name a function, not a module."""
    for node in _statements(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        yield from (name for name in names if name.partition(".")[0] == package)


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """Everything in a tree but what stands under `if TYPE_CHECKING`."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _statements(child)


def _files(name: str, root: Path) -> Iterator[Path]:
    """The files that Python runs for `import <name>`: each package above it, and itself."""
    parts = name.split(".")
    for length in range(1, len(parts) + 1):
        place = root.joinpath(*parts[:length])
        for path in (place / "__init__.py", place.with_suffix(".py")):
            if path.is_file():
                yield path
