"""The house rules (docs/house.md) as tests."""

import ast
import json
import re
from pathlib import Path

import pytest

from giaoban.config.api import api
from tests.architecture.source import APPS, FRONTEND, ROOT, SRC, action_functions, modules, where

MAY_WRITE = {"actions", "testing", "ledger", "demo", "sign_in", "storage"}  # storage writes bytes, never rows
WRITES = {
    "save", "create", "bulk_create", "bulk_update", "update", "delete", "get_or_create", "update_or_create",
    "acreate", "asave", "adelete",
}  # fmt: skip
BELOW_VIEWS = {"actions", "queries", "permissions", "models", "live", "notices"}


def _knows_the_database(tree: ast.Module) -> bool:
    """A file without Django and without the house (a process that reads hostile files) has nothing to write to."""
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return any(name.partition(".")[0] in {"django", "giaoban"} for name in names)


def _writes_in(path: Path, tree: ast.Module) -> list[str]:
    if not _knows_the_database(tree):
        return []
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            receiver = ast.unparse(node.func.value)
            if receiver.startswith("segno."):  # draws a picture, writes no row
                continue
            if node.func.attr in {"save", "asave"} or "objects" in receiver or "filter(" in receiver:
                found.append(f"{where(path, node)} {receiver}.{node.func.attr}()")
    return found


def test_only_actions_write():
    """Writes live in actions; the ledger is the pen itself, testing builds worlds, sign_in answers the library."""
    assert [
        line
        for path, tree in modules()
        if not MAY_WRITE & {*path.relative_to(SRC).parts, path.stem}
        for line in _writes_in(path, tree)
    ] == []


def test_every_app_is_used_for_real():
    assert {"kernel", "ledger", "ui", "people", "meetings", "tasks", "config"} <= set(APPS)


def test_nothing_below_the_views_knows_the_web():
    found = []
    for path, tree in modules():
        if not BELOW_VIEWS & {*path.relative_to(SRC).parts, path.stem}:
            continue
        for node in ast.walk(tree):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            found += [where(path, node) for name in names if name.startswith(("django.http", "django.shortcuts"))]
    assert found == []


def test_rows_are_locked_in_one_place():
    found = [
        where(path, node)
        for path, tree in modules()
        if path != SRC / "kernel" / "locks.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "select_for_update"
    ]
    assert found == []


def test_actors_and_arguments_are_keywords():
    found = [
        where(path, node) for _, path, node in action_functions() if node.args.args and node.args.args[0].arg != "self"
    ]
    assert found == []


def test_every_action_runs_in_a_transaction():
    found = []
    for _, path, node in action_functions():
        source = ast.get_source_segment(path.read_text("utf8"), node) or ""
        decorators = {ast.unparse(decorator) for decorator in node.decorator_list}
        if "transaction.atomic" not in decorators and "atomic()" not in source:
            found.append(where(path, node))
    assert found == []


def test_every_action_is_tried_by_a_test():
    """A file of its name in its app, or a test anywhere that names it: verbs of one story share a file."""
    tests = [*SRC.rglob("tests/**/test_*.py"), *(ROOT / "tests").rglob("test_*.py")]
    said = "\n".join(f"{test.stem} {test.read_text('utf8')}" for test in tests)
    assert [where(path, node) for _, path, node in action_functions() if node.name not in said] == []


def test_signals_are_not_how_things_react():
    """Only the library edges may receive signals: allauth's sign-in and Django's post_migrate."""
    allowed = {SRC / "people" / "sign_in.py", *SRC.glob("*/apps.py")}
    found = []
    for path, _tree in modules():
        text = path.read_text("utf8")
        if path not in allowed and re.search(r"django\.db\.models\.signals|django\.dispatch", text):
            found.append(where(path))
    assert found == []


@pytest.mark.parametrize(("most", "suffix"), [(400, ".py"), (600, ".ts")])
def test_files_stay_small(most, suffix):
    folder = SRC if suffix == ".py" else FRONTEND
    found = [
        f"{where(path)}: {lines}"
        for path in folder.rglob(f"*{suffix}")
        if not {"migrations", "node_modules", "tests"} & set(path.parts)
        and (lines := len(path.read_text("utf8").splitlines())) > most
    ]
    assert found == []


def test_functions_stay_small():
    found = [
        f"{where(path, node)} {node.name}: {length}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > 60
    ]
    assert found == []


def test_names_explain_themselves():
    bad = {"utils", "helpers", "misc", "common", "core", "services", "managers"}
    assert [where(path) for path, _ in modules() if path.stem in bad] == []


def test_imports_stand_at_the_top():
    """Imports inside functions hide cycles; the few that Django's loading order asks for are listed."""
    allowed = {"apps.py", "__main__.py", "settings.py", "asgi.py", "locks.py", "bus_start.py"}
    found = [
        where(path, inner)
        for path, tree in modules()
        if path.name not in allowed
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        for inner in ast.walk(node)
        if isinstance(inner, ast.ImportFrom) and (inner.module or "").startswith("giaoban")
    ]
    assert found == []


def test_no_inline_script_or_style():
    """The content policy would refuse it at the reader's; better refused here."""
    found = []
    for template in SRC.rglob("*.html"):
        for number, line in enumerate(template.read_text("utf8").splitlines(), 1):
            inline = re.search(r"\son\w+=|\sstyle=|<style|<script(?![^>]*\bsrc=)(?![^>]*application/json)", line)
            if inline and "{#" not in line and "emails" not in template.parts:
                found.append(f"{where(template)}:{number} {line.strip()[:80]}")
    assert found == []


def test_no_address_of_another_machine():
    """Nothing is fetched from elsewhere at run time."""
    pattern = re.compile(r"""(src|href)=["']https?://|@import\s+url\(["']?https?:""")
    found = [
        where(path)
        for folder in (SRC, FRONTEND)
        for path in [*folder.rglob("*.html"), *folder.rglob("*.css"), *folder.rglob("*.ts")]
        if "dist" not in path.parts and pattern.search(path.read_text("utf8"))
    ]
    assert found == []


def test_no_unnumbered_todo():
    found = [
        where(path)
        for folder in (SRC, FRONTEND, ROOT / "tests")
        for path in [*folder.rglob("*.py"), *folder.rglob("*.ts"), *folder.rglob("*.html")]
        if path != Path(__file__) and re.search(r"\b(TODO|FIXME|XXX)\b(?! #\d)", path.read_text("utf8"))
    ]
    assert found == []


def test_shapes_of_the_api_have_names_of_their_own():
    """OpenAPI knows shapes by name only: two of one name would describe each other's addresses."""
    names = [
        node.name
        for _, tree in modules()
        for node in tree.body
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "Schema" for base in node.bases)
    ]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def test_the_api_is_described_as_it_is():
    """``scripts/describe`` writes the snapshot; a change of the wire shows in review."""
    described = json.loads((ROOT / "docs" / "openapi.json").read_text("utf8"))
    assert json.loads(json.dumps(api.get_openapi_schema(), default=str)) == described
