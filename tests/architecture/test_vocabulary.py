"""Words: every action has a sentence, every message key a meaning, both languages are complete."""

import ast
import re

import pytest
from django.utils import translation

from giaoban.kernel.messages import MESSAGES
from giaoban.ledger import registry
from giaoban.notify import registry as notify_registry
from tests.architecture.source import APPS, ROOT, modules, where
from tests.architecture.words import first_text, po_entries, po_of, wanted_texts


def _calls(names: set[str]):
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in names and (text := first_text(node)):
                    yield path, node, text


def test_every_record_is_in_a_table():
    unknown = [where(p, n) for p, n, text in _calls({"record"}) if text not in registry.ACTIONS]
    assert unknown == []


def test_every_refusal_has_a_sentence():
    names = {"no", "Refused", "Conflict", "Invalid", "NotFound", "TooMany"}
    unknown = [f"{where(p, n)} {text}" for p, n, text in _calls(names) if "." in text and text not in MESSAGES]
    assert unknown == []


def test_every_notice_hangs_on_an_action():
    assert notify_registry.NOTICES.keys() <= registry.ACTIONS.keys()


def test_reactions_have_handlers():
    assert {name for names in registry.REACTIONS.values() for name in names} <= registry.HANDLERS.keys()


@pytest.mark.parametrize("app", APPS)
def test_english_is_complete(app):
    entries = po_entries(po_of(app)) if po_of(app).exists() else {}
    missing = [f"{place}: {text!r}" for text, place in sorted(wanted_texts(app).items()) if not entries.get(text)]
    assert missing == []


def test_the_front_end_speaks_english_too():
    english = "\n".join(p.read_text("utf8") for p in (ROOT / "frontend/src/i18n").glob("*.en.ts"))
    missing = []
    for path in sorted((ROOT / "frontend/src").rglob("*.ts")):
        texts = re.findall(r"""\bt\(\s*"((?:[^"\\]|\\.)+)\"""", path.read_text("utf8"))
        missing += [
            f"{where(path)}: {text}" for text in texts if f'"{text}"' not in english and f"{text}:" not in english
        ]
    assert missing == []


def test_sentences_can_be_said_in_both_languages():
    for language in ("vi", "en"):
        with translation.override(language):
            for key, words in MESSAGES.items():
                assert str(words), key


def test_every_icon_that_is_named_is_in_the_sprite():
    """The front end's build puts in what it finds named in the sources, and frontend/icons.json."""
    sprite = ROOT / "src/giaoban/ui/static/ui/dist/icons.svg"
    if not sprite.exists():
        pytest.skip("the front end is not built")
    known = set(re.findall(r'<symbol id="([^"]+)"', sprite.read_text("utf8")))
    pattern = re.compile(r"""(?:(?<![:\w])icon=|{%\s*icon\s+|\bicon\()["']([a-z][a-z0-9-]+)["']""")
    folders = (ROOT / "src/giaoban", ROOT / "frontend/src")
    files = [path for folder in folders for suffix in ("html", "py", "ts") for path in folder.rglob(f"*.{suffix}")]
    unknown = {
        f"{where(path)} {name}"
        for path in files
        if not {"dist", "tests"} & set(path.parts)
        for name in pattern.findall(path.read_text("utf8"))
        if name not in known
    }
    assert sorted(unknown) == []
