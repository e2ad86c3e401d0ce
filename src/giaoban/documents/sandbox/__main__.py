"""Answers questions about files: one JSON question a line, one JSON answer a line."""

import json
import resource
import sys
from collections.abc import Callable
from typing import Any, Final

import pikepdf
import pypdfium2 as pdfium

from .annotating import annotate
from .defusing import dangers, harmless
from .making import from_picture, layer, mark
from .opened import Trouble
from .pages import image, look, sheets, text, words
from .scanning import scan
from .signing import certificates, signatures, signed_behind, signed_beside
from .signing_place import signing_place

MEMORY: Final = 2 * 1024**3

VERBS: Final[dict[str, Callable[..., dict[str, Any]]]] = {
    "look": look,
    "text": text,
    "words": words,
    "sheets": sheets,
    "image": image,
    "dangers": dangers,
    "harmless": harmless,
    "mark": mark,
    "layer": layer,
    "annotate": annotate,
    "from_picture": from_picture,
    "scan": scan,
    "signatures": signatures,
    "signed_behind": signed_behind,
    "signed_beside": signed_beside,
    "signing_place": signing_place,
    "certificates": certificates,
}


def answer(line: str) -> dict[str, Any]:
    """Answer one question; trouble with a file is an answer too."""
    question = json.loads(line)
    try:
        return VERBS[question.pop("do")](**question)
    except Trouble as trouble:
        return {"trouble": str(trouble)}
    except MemoryError:
        return {"trouble": "too_heavy"}
    except (pdfium.PdfiumError, pikepdf.PdfError, OSError, ValueError, ArithmeticError, RecursionError) as error:
        return {"trouble": "broken", "because": type(error).__name__}


def main() -> None:
    """Answer until the other end closes."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(line)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
