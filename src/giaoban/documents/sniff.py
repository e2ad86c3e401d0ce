"""What a file really is, told by its content; and the tricks that are turned away at the door."""

import re
import struct
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import unescape

import filetype

from giaoban.kernel.errors import Invalid

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_ENTRIES: Final = 10_000
MAX_UNPACKED: Final = 1024 * 1024 * 1024
MAX_RATIO: Final = 200  # real office files stay below 60; a bomb is above 1,000
RATIO_FROM: Final = 20 * 1024 * 1024  # small files of blanks pack well and hurt nobody
PACKED: Final = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"PK\x05\x06")
_LETTER: Final = re.compile(
    rb"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*?(?:From|Received|MIME-Version|Return-Path):",
    re.I,
)
PDF_HEAD: Final = 1024  # Adobe's own readers look for %PDF- in the first kilobyte


class Unacceptable(Invalid):
    """A kind of file that this house does not take. HTTP 415."""

    status = 415


@dataclass(frozen=True, slots=True)
class FileType:
    """One kind of file: the extension it is kept under, its media type, and how it becomes pages."""

    extension: str
    media: str
    family: str  # pdf | office | image


_MS = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

TYPES: Final = {
    kind.extension: kind
    for kind in (
        FileType("pdf", "application/pdf", "pdf"),
        FileType("docx", f"{_MS}.wordprocessingml.document", "office"),
        FileType("xlsx", f"{_MS}.spreadsheetml.sheet", "office"),
        FileType("pptx", f"{_MS}.presentationml.presentation", "office"),
        FileType("odt", f"{_ODF}.text", "office"),
        FileType("ods", f"{_ODF}.spreadsheet", "office"),
        FileType("odp", f"{_ODF}.presentation", "office"),
        FileType("doc", "application/msword", "office"),
        FileType("xls", "application/vnd.ms-excel", "office"),
        FileType("ppt", "application/vnd.ms-powerpoint", "office"),
        FileType("jpg", "image/jpeg", "image"),
        FileType("png", "image/png", "image"),
        FileType("webp", "image/webp", "image"),
        FileType("tif", "image/tiff", "image"),
    )
}
ACCEPTED: Final = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.doc,.xls,.ppt,.jpg,.jpeg,.png,.webp,.tif,.tiff"

_OOXML_CODE: Final = re.compile(r"vbaproject\.bin$|/macrosheets/|/activex/", re.I)
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_RUN: Final = re.compile(rb"/(?:attachedTemplate|oleObject|frame|subDocument|control)[\"']")
_ELSEWHERE: Final = re.compile(  # another machine; a template on the writer's own disk is in every second paper
    rb"Target=[\"'](?:https?:|ftp:|mhtml:|\\\\|file:(?:[/\\]{2}|[/\\]{4,5})[A-Za-z0-9])", re.I
)
LARGEST_RELS: Final = 8 * 1024 * 1024
_OOXML_MAIN = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_OLE_STREAMS = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls", "PowerPoint Document": "ppt"}
_MAX_NAME = 150
LONGEST_MEDIA: Final = 100


def type_of(path: Path) -> FileType:
    """Return what the file is by its content, or refuse it in words."""
    with path.open("rb") as file:
        head = file.read(PDF_HEAD)
    if not head:
        raise Invalid("documents.empty", fields={"file": "documents.empty"})
    if b"%PDF-" in head:
        return _pdf(path, head)
    if head.startswith(b"PK\x03\x04"):
        return TYPES[_packed(path)]
    if head.startswith(OLE):
        return TYPES[_compound(path)]
    if head.startswith(PACKED):
        raise _refuse("documents.packed")
    if _LETTER.search(head):
        raise _refuse("documents.letter")
    return _image(path, head)


def _refuse(code: str) -> Unacceptable:
    return Unacceptable(code, fields={"file": code})


def _pdf(path: Path, head: bytes) -> FileType:
    """A PDF starts with its mark; before it, nothing that another program would run or show."""
    before = head[: head.index(b"%PDF-")]
    if before.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise _refuse("documents.two_kinds")
    if zipfile.is_zipfile(path):
        raise _refuse("documents.two_kinds")
    return TYPES["pdf"]


def _image(path: Path, head: bytes) -> FileType:
    guess = filetype.guess(head)
    found = TYPES.get(guess.extension) if guess else None
    if found is None or found.family != "image":
        raise _refuse("documents.kind")
    if b"%PDF-" in head or zipfile.is_zipfile(path):
        raise _refuse("documents.two_kinds")
    return found


def _packed(path: Path) -> str:
    """Look into a zip without unpacking it: its listing decides what it is and whether it is a trap."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _refuse_bombs(entries, path.stat().st_size)
            _refuse_odd_names(entries)
            return _office_kind(archive, {entry.filename for entry in entries})
    except (zipfile.BadZipFile, struct.error, NotImplementedError, EOFError, OSError) as error:
        raise Invalid("documents.broken", fields={"file": "documents.broken"}) from error


def _refuse_bombs(entries: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
        raise _refuse("documents.bomb")
    if unpacked > RATIO_FROM and unpacked > size * MAX_RATIO:
        raise _refuse("documents.bomb")
    if len({entry.header_offset for entry in entries}) != len(entries):
        raise _refuse("documents.bomb")  # entries that share bytes: the quine kind


def _refuse_odd_names(entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        parts = entry.filename.replace("\\", "/").split("/")
        if entry.filename.startswith(("/", "\\")) or ".." in parts or "\x00" in entry.filename:
            raise _refuse("documents.odd_names")


def _office_kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "mimetype" in names and archive.getinfo("mimetype").file_size < LONGEST_MEDIA:
        media = archive.read("mimetype").decode("ascii", "replace").strip().removesuffix("-template")
        found = next((kind.extension for kind in TYPES.values() if kind.media == media), "")
        if found and "content.xml" in names:
            _refuse_locked(archive, names)
            _refuse_macros(name for name in names if name.startswith(("Basic/", "Scripts/")))
            return found
    if "[Content_Types].xml" in names:
        _refuse_macros(name for name in names if _OOXML_CODE.search(name))
        _refuse_remote_parts(archive, names)
        for folder, extension in _OOXML_MAIN.items():
            if any(name.startswith(folder) for name in names):
                return extension
    raise _refuse("documents.packed")


def _refuse_macros(found: Iterator[str]) -> None:
    if any(found):
        raise _refuse("documents.macros")


def _refuse_remote_parts(archive: zipfile.ZipFile, names: set[str]) -> None:
    """A template or a program part that Word would fetch from another machine; links that people click are fine."""
    for name in names:
        if name.endswith(".rels") and archive.getinfo(name).file_size <= LARGEST_RELS:
            for part in _RELATION.findall(archive.read(name)):
                if _RUN.search(part) and _ELSEWHERE.search(part):
                    raise _refuse("documents.remote_parts")


def _refuse_locked(archive: zipfile.ZipFile, names: set[str]) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in archive.open(manifest).read(4 * 1024 * 1024):
        raise Invalid("documents.encrypted", fields={"file": "documents.encrypted"})


def _compound(path: Path) -> str:
    """Old Office files and encrypted new ones share one container; the names of its streams tell which."""
    with path.open("rb") as file:
        content = file.read(32 * 1024 * 1024)
    found = {match.decode("utf-16-le") for match in re.findall(rb"(?:[A-Za-z _]\x00){4,31}", content)}
    _refuse_macros(iter(found & {"_VBA_PROJECT", "_VBA_PROJECT_CUR"}))
    if any(name.startswith(("__properties_version", "__substg")) for name in found):
        raise _refuse("documents.letter")
    if "EncryptedPackage" in found:
        raise Invalid("documents.encrypted", fields={"file": "documents.encrypted"})
    for stream, extension in _OLE_STREAMS.items():
        if stream in found:
            return extension
    raise _refuse("documents.kind")


def clean_name(given: str, kind: FileType) -> str:
    """Return a file name that is safe to show and to send: no path, no control or bidi marks, true extension."""
    name = unicodedata.normalize("NFC", unescape(given)).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(c for c in name if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    name = re.sub(r'[<>:"|?*]+', " ", name)
    name = re.sub(r"\s+", " ", name).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if dot and _same_kind(ending.lower(), kind):
        name = stem
    name = name[:_MAX_NAME].strip(" .") or "tai-lieu"
    return f"{name}.{kind.extension}"


def _same_kind(ending: str, kind: FileType) -> bool:
    return {"jpeg": "jpg", "tiff": "tif"}.get(ending, ending) == kind.extension


def title_from(filename: str) -> str:
    """Return a title to start with: the file name without its ending, underscores as spaces."""
    return re.sub(r"[_\s]+", " ", filename.rpartition(".")[0]).strip()[:300]
