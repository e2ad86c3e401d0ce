"""Where the architecture tests look."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "giaoban"
FRONTEND = ROOT / "frontend" / "src"
APPS = sorted(folder.name for folder in SRC.iterdir() if (folder / "__init__.py").exists())


def modules(*, tests: bool = False, app: str = "") -> Iterator[tuple[Path, ast.Module]]:
    """Yield every module of the house, or of one app, without migrations, and without tests unless asked."""
    for path in sorted((SRC / app).rglob("*.py")):
        parts = set(path.relative_to(SRC).parts)
        if "migrations" in parts or ("tests" in parts and not tests):
            continue
        yield path, _parsed(path)


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf8"))


def where(path: Path, node: ast.AST | None = None) -> str:
    """Return file:line for a message."""
    line = f":{node.lineno}" if node is not None and hasattr(node, "lineno") else ""
    return f"{path.relative_to(ROOT)}{line}"


def action_functions() -> Iterator[tuple[str, Path, ast.FunctionDef]]:
    """Yield every public verb: app, file, function with a keyword-only ``by``."""
    for path, tree in modules():
        parts = path.relative_to(SRC).parts
        if "actions" not in {*parts, path.stem} or path.stem == "__init__":
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                names = {argument.arg for argument in node.args.kwonlyargs}
                if "by" in names:
                    yield parts[0], path, node
