"""A folder of this machine, with thousands of files, comes into the agency's library; what is there stays as it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from giaoban.documents.actions import add_document, make_path, open_library
from giaoban.documents.queries import AGENCY, FOLDER
from giaoban.documents.uploads import from_path
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import HouseError
from giaoban.kernel.messages import words_of

SKIPPED: Final = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: added, known (it is there already) or refused, and the words for it."""

    path: Path
    state: str
    words: str = ""


def import_folder(source: Path, *, into: str = "", by: Actor, told: Callable[[Outcome], object]) -> dict[str, int]:
    """Bring every file below a folder into the agency's library; return how many were added, known, refused.

    The person who runs it vouches that none of them holds a state secret. Run again, only what is new comes in.
    """
    root = open_library(library=AGENCY, by=by)
    folders: dict[str, UUID] = {}
    counts = {"added": 0, "known": 0, "refused": 0}
    for path in _files(source):
        inner = "/".join(filter(None, (into, path.parent.relative_to(source).as_posix().strip("."))))
        if inner not in folders:
            folders[inner] = make_path(parent_id=root.pk, path=inner, by=by).pk
        outcome = _bring(path, folders[inner], by)
        counts[outcome.state] += 1
        told(outcome)
    return counts


def _files(source: Path) -> Iterator[Path]:
    for path in sorted(source.rglob("*")):
        if path.is_file() and path.name.lower() not in SKIPPED and not path.name.startswith("~$"):
            yield path


def _bring(path: Path, folder_id: UUID, by: Actor) -> Outcome:
    try:
        add_document(file=from_path(path), owner_kind=FOLDER, owner_id=folder_id, vouched=True, by=by)
    except HouseError as error:
        state = "known" if error.code == "documents.duplicate" else "refused"
        return Outcome(path, state, words_of(error))
    except OSError as error:
        return Outcome(path, "refused", str(error))
    return Outcome(path, "added")
