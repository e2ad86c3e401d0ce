"""Answers one question about one key: JSON on standard input, JSON on standard output."""

import asyncio
import json
import resource
import sys
from collections.abc import Callable, Coroutine
from typing import Any, Final

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import TimestampRequestError

from .holding import Trouble, held
from .making import attest, look, sign

VERBS: Final[dict[str, Callable[..., Coroutine[Any, Any, dict[str, Any]]]]] = {
    "look": look,
    "sign": sign,
    "attest": attest,
}


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """Answer the question; trouble with the key or the file is an answer too."""
    do, key = VERBS[question.pop("do")], question.pop("key")
    try:
        with held(key) as signer:
            return asyncio.run(do(signer, **question))
    except Trouble as trouble:
        return {"trouble": trouble.code}
    except TimestampRequestError:
        return {"trouble": "no_timestamp"}
    except (SigningError, PdfError, OSError, ValueError, TypeError, KeyError) as error:
        return {"trouble": "failed", "because": type(error).__name__}


def main() -> None:
    """Answer, and end."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a memory image would hold the secret
    sys.stdout.write(json.dumps(answer(json.loads(sys.stdin.read()))))


if __name__ == "__main__":
    main()
