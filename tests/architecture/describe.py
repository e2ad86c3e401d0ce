"""Write what is generated from the code: the API's description and the list of verbs."""

import ast
import json

import django

django.setup()

from giaoban.config.api import api  # noqa: E402
from tests.architecture.source import ROOT, action_functions  # noqa: E402


def verbs() -> str:
    """Return every action with its docstring, by app."""
    lines = ["# Every verb of the house", "", "Written by `scripts/describe` from the docstrings.", ""]
    seen = ""
    for app, _path, node in sorted(action_functions(), key=lambda found: (found[0], found[2].name)):
        if app != seen:
            lines += [f"## {app}", ""]
            seen = app
        text = " ".join((ast.get_docstring(node) or "").split())
        lines += [f"- **{node.name}**: {text}"]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    schema = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    (ROOT / "docs" / "openapi.json").write_text(json.dumps(schema, indent=1, ensure_ascii=False) + "\n", "utf8")
    (ROOT / "docs" / "actions.md").write_text(verbs(), "utf8")
