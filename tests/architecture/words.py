"""Which texts the house says, read from its sources; and the words file of each app.

Run as a program it writes every app's English file anew: new texts are added empty (or as another app says them),
gone ones removed. All apps share one table when the house speaks: a text with two meanings («Sáng» is morning, or a
light theme) carries a context, written before it with ``CONTEXT`` between.
"""

import ast
import re
from pathlib import Path

from tests.architecture.source import APPS, SRC, modules, where

VIETNAMESE = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.I)
CONTEXT = "\x04"  # as gettext joins a context and its text
HEAD = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: en\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"""


def first_text(node: ast.Call) -> str | None:
    if node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
        return node.args[0].value
    return None


def po_entries(path: Path) -> dict[str, str]:
    """Read msgid → msgstr of a .po file, fuzzy entries counted as missing."""
    entries: dict[str, str] = {}
    block: dict[str, str] = {}
    field = ""
    fuzzy = False
    for line in [*path.read_text("utf8").splitlines(), ""]:
        if line.startswith("#,") and "fuzzy" in line:
            fuzzy = True
        elif match := re.match(r'(msgctxt|msgid|msgstr)\s+"(.*)"$', line):
            field = match[1]
            block[field] = match[2]
        elif match := re.match(r'"(.*)"$', line):
            block[field] += match[1]
        elif not line and block:
            text = keyed(_plain(block.get("msgctxt", "")), _plain(block.get("msgid", "")))
            entries[text] = "" if fuzzy else _plain(block.get("msgstr", ""))
            block, fuzzy = {}, False
    return entries


def keyed(context: str, text: str) -> str:
    return f"{context}{CONTEXT}{text}" if context else text


def _plain(text: str) -> str:
    return text.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


def texts_of(app: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for path, tree in modules():
        if path.relative_to(SRC).parts[0] != app:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (text := _said(node)):
                found[text] = where(path, node)
    for template in (SRC / app).rglob("*.html"):
        text = template.read_text("utf8")
        for match in re.finditer(
            r"""{%\s*(?:translate|trans)\s+(?:"([^"]*)"|'([^']*)')(?:\s+context\s+(?:"([^"]*)"|'([^']*)'))?""", text
        ):
            found[keyed(match[3] or match[4] or "", match[1] or match[2])] = where(template)
        for match in re.finditer(r"{%\s*blocktrans(?:late)?([^%]*)%}(.*?){%\s*endblocktrans(?:late)?\s*%}", text, re.S):
            body = re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", match[2])
            if "trimmed" in match[1]:
                body = " ".join(line.strip() for line in body.strip().splitlines())
            found[body] = where(template)
    return found


def _said(node: ast.Call) -> str | None:
    named = getattr(node.func, "id", getattr(node.func, "attr", ""))
    if named in {"_", "now_", "gettext", "gettext_lazy"}:
        return first_text(node)
    said = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    return keyed(said[0], said[1]) if named in {"pgettext", "pgettext_lazy"} and len(said) > 1 else None


def po_of(app: str) -> Path:
    """Return the English words file of an app."""
    return SRC / app / "locale" / "en" / "LC_MESSAGES" / "django.po"


def wanted_texts(app: str) -> dict[str, str]:
    """Return the Vietnamese texts of an app and where each stands."""
    return {text: place for text, place in texts_of(app).items() if VIETNAMESE.search(text)}


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def write(app: str) -> int:
    """Write the app's words file anew, keeping what is translated; return how many are still empty."""
    po = po_of(app)
    elsewhere = {
        text: said for other in APPS if po_of(other).exists() for text, said in po_entries(po_of(other)).items()
    }
    known = {text: said for text, said in elsewhere.items() if VIETNAMESE.search(text)}
    known |= {text: said for text, said in (po_entries(po) if po.exists() else {}).items() if said}
    # a text without accents («In», «Xem») cannot be told from a code word, so it stays once it is translated
    texts = wanted_texts(app) | {text: place for text, place in texts_of(app).items() if known.get(text)}
    if not texts:
        return 0
    flag = {text: "#, python-format\n" if "%(" in text else "" for text in texts}
    blocks = [f"{flag[text]}{_msgid(text)}msgstr {_quoted(known.get(text, ''))}\n" for text in sorted(texts)]
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_text("\n".join([HEAD, *blocks]), "utf8")
    return sum(not known.get(text) for text in texts)


def _msgid(text: str) -> str:
    *context, said = text.split(CONTEXT)
    return "".join(f"msgctxt {_quoted(part)}\n" for part in context) + f"msgid {_quoted(said)}\n"


if __name__ == "__main__":
    for name in APPS:
        if empty := write(name):
            print(f"{name}: {empty} texts without English")
