"""Files as answers: a PDF is shown, everything else is saved under its name."""

from pathlib import PurePath
from typing import Final

from django.http import HttpResponse

TYPES: Final = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_answer(content: bytes, name: str) -> HttpResponse:
    """Answer with a file; its name, in ASCII, ends in one of the kinds above."""
    suffix = PurePath(name).suffix
    manner = "inline" if suffix == ".pdf" else "attachment"
    return HttpResponse(
        content,
        content_type=TYPES[suffix],
        headers={"Content-Disposition": f'{manner}; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )
