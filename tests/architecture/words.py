"""Which texts the house says, read from its sources; and the words file of each app.

Run as a program it writes every app's English file anew: new texts are added empty, gone ones removed.
"""

import ast
import re
from pathlib import Path

from tests.architecture.source import APPS, SRC, modules, where

VIETNAMESE = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.I)
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
        elif match := re.match(r'(msgid|msgstr)\s+"(.*)"$', line):
            field = match[1]
            block[field] = match[2]
        elif match := re.match(r'"(.*)"$', line):
            block[field] += match[1]
        elif not line and block:
            entries[_plain(block.get("msgid", ""))] = "" if fuzzy else _plain(block.get("msgstr", ""))
            block, fuzzy = {}, False
    return entries


def _plain(text: str) -> str:
    return text.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


def texts_of(app: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for path, tree in modules():
        if path.relative_to(SRC).parts[0] != app:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in {
                "_", "gettext", "gettext_lazy",
            } and (text := first_text(node)):  # fmt: skip
                found[text] = where(path, node)
    for template in (SRC / app).rglob("*.html"):
        text = template.read_text("utf8")
        for match in re.finditer(r"""{%\s*(?:translate|trans)\s+(?:"([^"]*)"|'([^']*)')""", text):
            found[match[1] or match[2]] = where(template)
        for match in re.finditer(r"{%\s*blocktrans(?:late)?([^%]*)%}(.*?){%\s*endblocktrans(?:late)?\s*%}", text, re.S):
            body = re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", match[2])
            if "trimmed" in match[1]:
                body = " ".join(line.strip() for line in body.strip().splitlines())
            found[body] = where(template)
    return found


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
    known = po_entries(po) if po.exists() else {}
    # a text without accents («In», «Xem») cannot be told from a code word, so it stays once it is translated
    texts = wanted_texts(app) | {text: place for text, place in texts_of(app).items() if known.get(text)}
    if not texts:
        return 0
    flag = {text: "#, python-format\n" if "%(" in text else "" for text in texts}
    blocks = [f"{flag[text]}msgid {_quoted(text)}\nmsgstr {_quoted(known.get(text, ''))}\n" for text in sorted(texts)]
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_text("\n".join([HEAD, *blocks]), "utf8")
    return sum(not known.get(text) for text in texts)


if __name__ == "__main__":
    for name in APPS:
        if empty := write(name):
            print(f"{name}: {empty} texts without English")
