"""The package itself: rows in a chain, the files they name, a list to read, and a verifier that stands alone."""

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import PurePath
from typing import Any, BinaryIO, Final

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from giaoban.documents.storage import original_key, storage
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid
from giaoban.kernel.folding import fold
from giaoban.meetings.models import Meeting
from giaoban.records import queries, sealing, verifier
from giaoban.records.queries import Kept, Row
from giaoban.records.verifier import Member

CHUNK: Final = 1024 * 1024
CONTENTS, STYLE, README, CHECK = "MUC-LUC.html", "muc-luc.css", "DOC-TRUOC.txt", "verify.py"


@dataclass(frozen=True, slots=True)
class Packed:
    """What was written: the seal's head, and how many rows and files it covers."""

    head: str
    rows: int
    files: int


@dataclass(frozen=True, slots=True)
class _Named:
    kept: Kept
    path: str


def pack(meeting: Meeting, out: BinaryIO, *, made_by: str) -> Packed:
    """Write the record of a meeting as one ZIP.

    Raises ``Invalid`` when it would be too big for one, ``Conflict`` when a file is not there or not what it was.
    """
    files = list(_named(queries.files_of(meeting)))
    if sum(one.kept.version.size for one in files) > verifier.MOST:
        raise Invalid("records.too_big")
    kept = [one.kept for one in files]
    rows = chained([*queries.rows_of(meeting, kept), *(_file_row(one) for one in files)])
    lines = "".join(f"{verifier.canonical(row)}\n" for row in rows).encode()
    parts = _parts(meeting, rows, files) | {verifier.ROWS: lines}
    seal, signature = _signed(meeting, _seal(meeting, rows, parts, made_by))
    _Writer(out).write(seal, signature, parts, files)
    return Packed(seal["head"], len(rows), len(files))


def chained(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Number the rows and chain each to the one before."""
    done: list[dict[str, Any]] = []
    previous = verifier.FIRST
    for number, (kind, data) in enumerate(rows, 1):
        row = {"n": number, "kind": kind, "data": data, "previous": previous}
        row["digest"] = previous = verifier.row_digest(row)
        done.append(row)
    return done


def _named(kept: Iterable[Kept]) -> Iterator[_Named]:
    """Give each file a name that every system can write down: its number in the record and its title."""
    for number, one in enumerate(kept, 1):
        title = re.sub(r"[^a-z0-9]+", "-", fold(one.document.title)).strip("-")[:60].strip("-")
        suffix = PurePath(one.version.filename).suffix.lower()
        suffix = suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ""
        yield _Named(one, f"tai-lieu/{number:03}-{title or 'tai-lieu'}{suffix}")


def _file_row(one: _Named) -> Row:
    document, version = one.kept.document, one.kept.version
    signatures = [
        {"signer": mark.signer, "organization": mark.organization, "issuer": mark.issuer, "state": mark.state}
        for mark in version.signatures.all()
    ]
    return "file", {
        "path": one.path, "sha256": version.sha256, "size": version.size, "title": document.title,
        "role": one.kept.role, "owner": str(document.owner_id), "document": str(document.pk),
        "version": version.number, "filename": version.filename, "content_type": version.content_type,
        "uploaded_at": queries.plain(version.created_at), "signatures": signatures,
    }  # fmt: skip


def _parts(meeting: Meeting, rows: list[dict[str, Any]], files: list[_Named]) -> dict[str, bytes]:
    """Return what has no row of its own: what people read, and the verifier."""
    of_kind: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        of_kind.setdefault(row["kind"], []).append(row["data"])
    facts = {"meeting": meeting, "agency": queries.agency(), "rows": of_kind, "files": files, "count": len(rows)}
    return {
        CONTENTS: render_to_string("records/contents.html", facts).encode(),
        README: render_to_string("records/readme.txt", facts).encode(),
        STYLE: resources.files("giaoban.records").joinpath("contents.css").read_bytes(),
        CHECK: resources.files("giaoban.records").joinpath("verifier.py").read_bytes(),
    }


def _seal(meeting: Meeting, rows: list[dict[str, Any]], parts: dict[str, bytes], made_by: str) -> dict[str, Any]:
    seal: dict[str, Any] = {
        "format": verifier.FORMAT, "agency": queries.agency(), "meeting": str(meeting.pk), "title": meeting.title,
        "made_at": queries.plain(clock.now()), "made_by": made_by, "rows": len(rows), "head": rows[-1]["digest"],
        "parts": {name: verifier.sha256_of(content) for name, content in sorted(parts.items())},
    }  # fmt: skip
    return seal | {"digest": verifier.seal_digest(seal)}


def _signed(meeting: Meeting, seal: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Have the seal signed by the agency where it has a key; the seal says so, so that nobody takes it away unseen."""
    holder = sealing.holder_of(meeting)
    if holder is not None:
        named = seal | {"signed_by": str(holder)}
        named["digest"] = verifier.seal_digest(named)
        if signature := sealing.attest(holder, verifier.canonical(named).encode()):
            return named, signature
    return seal, b""


class _Writer:
    """Writes parts one after the other in the one shape that the verifier knows."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.members: list[Member] = []

    def write(self, seal: dict[str, Any], signature: bytes, parts: dict[str, bytes], files: list[_Named]) -> None:
        """Write all, and the directory behind."""
        self._bytes(verifier.SEAL, verifier.canonical(seal).encode())
        if signature:
            self._bytes(verifier.SIGNATURE, signature)
        for name, content in sorted(parts.items()):
            self._bytes(name, content)
        for one in files:
            self._file(one)
        self.out.write(verifier.directory(self.members))

    def _head(self, name: str, size: int, crc: int, digest: str) -> None:
        offset = self.members[-1].end if self.members else 0
        self.members.append(Member(name, size, crc, digest, offset))
        self.out.write(verifier.local_header(name, size, crc))

    def _bytes(self, name: str, content: bytes) -> None:
        self._head(name, len(content), zlib.crc32(content), "")
        self.out.write(content)

    def _file(self, one: _Named) -> None:
        """Copy an original. It is read twice, because its check sum stands before it."""
        version = one.kept.version
        crc = size = 0
        for part in _content(one):
            crc, size = zlib.crc32(part, crc), size + len(part)
        if size != version.size:
            raise Conflict("records.file_is_gone", title=one.kept.document.title)
        self._head(one.path, size, crc, version.sha256)
        for part in _content(one):
            self.out.write(part)


def _content(one: _Named) -> Iterator[bytes]:
    try:
        with storage().open(original_key(one.kept.version.sha256)) as file:
            while part := file.read(CHUNK):
                yield part
    except FileNotFoundError:
        raise Conflict("records.file_is_gone", title=one.kept.document.title) from None


def download_name(meeting: Meeting) -> str:
    """Return what the package is called on the reader's disk."""
    title = re.sub(r"[^a-z0-9]+", "-", fold(meeting.title)).strip("-")[:60].strip("-")
    return f"ho-so-{clock.local(meeting.starts_at):%Y-%m-%d}-{title or 'cuoc-hop'}.zip"


def kinds_in_words() -> dict[str, str]:
    """Return how people call the kinds of rows."""
    return {
        "meeting": _("cuộc họp"), "attendee": _("thành phần"), "attendance_round": _("lần điểm danh"),
        "presence": _("điểm danh"), "site_count": _("số người tại điểm cầu"), "agenda_item": _("nội dung họp"),
        "turn": _("lượt phát biểu"), "message": _("ý kiến bằng văn bản"), "minutes_line": _("dòng biên bản"),
        "poll": _("biểu quyết"), "ballot": _("phiếu"), "conclusion": _("kết luận"),
        "record_paper": _("văn bản của cuộc họp"), "task": _("nhiệm vụ"), "act": _("dòng nhật ký"), "file": _("tệp"),
    }  # fmt: skip
