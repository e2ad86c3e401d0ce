"""Which build of the front end is served: the name of its content, put into every address of a static file."""

import hashlib
from pathlib import Path


def build_of(folder: Path) -> str:
    """Return twelve letters that change with any byte of any file under the folder."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            digest.update(file.relative_to(folder).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
