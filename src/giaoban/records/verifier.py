#!/usr/bin/env python3
"""Kiểm tra hồ sơ cuộc họp: mọi dòng, mọi tệp còn đúng như lúc lập hay không. / Verify the record of a meeting.

Run:  python3 verify.py HO-SO.zip [--lang en]
Exit: 0 unchanged, 1 changed, 2 cannot be read.

This file stands alone: Python 3.8 or later, nothing to install. The package is a ZIP of one strict shape:

- members are stored without compression, dated 1980-01-01, in the order of the list below, and nothing stands before,
  between or after them: every byte of the file is either content that has a SHA-256 or a byte that can only be one;
- ``seal.json``, first: whose record it is, when and by whom it was made, how many rows there are, the digest of the
  last row (``head``), the SHA-256 of every member that has no row, and its own digest (``digest``, over all the rest);
- ``seal.json.p7s``, second, only where the seal names who signed it (``signed_by``): that agency's electronic signature
  on ``seal.json`` (CMS, detached, DER). This file cannot judge it; any CMS program can:
  ``openssl cms -verify -binary -inform DER -in seal.json.p7s -content seal.json -CAfile AUTHORITY.pem``;
- ``record.jsonl``: one row a line. Each carries the digest of the row before (``previous``) and its own: SHA-256 over
  that digest, a line break, and the row without its two digests as JSON with sorted keys and no spaces;
- a row of kind ``file`` names a member, its size and its SHA-256.

A row that was changed is named; so are rows that were taken out, put in or moved.
"""

from __future__ import annotations

import hashlib
import json
import struct
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

FORMAT = "giaoban-record/1"
FIRST = "0" * 64
SEAL, ROWS, SIGNATURE = "seal.json", "record.jsonl", "seal.json.p7s"
KEPT = (SEAL, ROWS, SIGNATURE)  # read whole
LOCAL, CENTRAL, END = b"PK\3\4", b"PK\1\2", b"PK\5\6"
DATE = 0x0021  # 1980-01-01
UTF8 = 0x0800
CHUNK = 1 << 20
LONGEST = 64 << 20  # bytes of the two parts that are read whole
MOST = 0xF0000000  # bytes of a whole package: no ZIP64

WORDS = {
    "vi": {
        "good": "Hồ sơ còn nguyên vẹn: {rows} dòng, {files} tệp. Mã niêm phong: {head}",
        "unreadable": "Không phải là gói hồ sơ cuộc họp, hoặc tệp đã hỏng: {detail}",
        "row_changed": "Dòng {row} ({kind}) đã bị sửa.",
        "row_order": "Dòng {row} ({kind}) không nối tiếp dòng đứng trước: có dòng bị bỏ, bị chèn hoặc bị đổi chỗ.",
        "row_text": "Dòng {row} không đúng cách ghi của hồ sơ: đã bị sửa.",
        "count": "Số dòng là {rows}, niêm phong ghi {expected}: có dòng bị bỏ hoặc thêm ở cuối.",
        "head": "Mã niêm phong không khớp với dòng cuối.",
        "seal_changed": "Tờ niêm phong (seal.json) đã bị sửa.",
        "file_changed": "Tệp “{name}” đã bị sửa (dòng {row}).",
        "file_missing": "Thiếu tệp “{name}” (dòng {row}).",
        "part_changed": "Phần “{name}” của gói đã bị sửa.",
        "part_missing": "Thiếu phần “{name}” của gói.",
        "stranger": "Tệp “{name}” không thuộc hồ sơ.",
        "order": "Các phần trong gói không đúng thứ tự.",
        "shell": "Vỏ gói ZIP đã bị sửa tại phần “{name}”.",
        "directory": "Mục lục của gói ZIP đã bị sửa.",
        "signed": "Tờ niêm phong mang chữ ký số của {name} (seal.json.p7s). Chương trình này không kiểm tra chữ ký đó; "
        "hãy dùng giaoban verify hoặc openssl cms -verify.",
        "signature_wrong": "Chữ ký số của cơ quan trên tờ niêm phong (seal.json.p7s) không đúng.",
        "none": "Chưa chỉ ra tệp cần kiểm tra. Cách dùng: python3 verify.py HO-SO.zip",
    },
    "en": {
        "good": "The record is unchanged: {rows} rows, {files} files. Seal: {head}",
        "unreadable": "This is not the record of a meeting, or the file is broken: {detail}",
        "row_changed": "Row {row} ({kind}) was changed.",
        "row_order": "Row {row} ({kind}) does not follow the row before it: one was taken out, put in or moved.",
        "row_text": "Row {row} is not written as records are: it was changed.",
        "count": "There are {rows} rows, the seal says {expected}: some were taken out or added at the end.",
        "head": "The seal does not fit the last row.",
        "seal_changed": "The seal (seal.json) was changed.",
        "file_changed": "The file “{name}” was changed (row {row}).",
        "file_missing": "The file “{name}” is missing (row {row}).",
        "part_changed": "The part “{name}” of the package was changed.",
        "part_missing": "The part “{name}” of the package is missing.",
        "stranger": "The file “{name}” does not belong to the record.",
        "order": "The parts of the package are not in their order.",
        "shell": "The shell of the ZIP was changed at the part “{name}”.",
        "directory": "The directory of the ZIP was changed.",
        "signed": "The seal carries the electronic signature of {name} (seal.json.p7s). This program does not check "
        "it; use giaoban verify or openssl cms -verify.",
        "signature_wrong": "The agency's electronic signature on the seal (seal.json.p7s) is wrong.",
        "none": "Name the file to verify: python3 verify.py RECORD.zip",
    },
}  # fmt: skip


def in_words(word: str, lang: str = "vi", **facts: Any) -> str:
    """Return a sentence with its facts."""
    return WORDS[lang][word].format(**facts)


class Unreadable(Exception):
    """The file has not the shape of a package."""


@dataclass
class Member:
    """One part of the package: its name, what its header says, what its content really is, and where it stands."""

    name: str
    size: int
    crc: int
    digest: str
    offset: int
    sound: bool = True  # the content has the check sum that the header says

    @property
    def end(self) -> int:
        """Where the next part begins."""
        return self.offset + 30 + len(self.name.encode("utf-8")) + self.size


@dataclass
class Finding:
    """One thing that is wrong: the key of a sentence and what stands in it."""

    word: str
    facts: dict[str, Any]

    def sentence(self, lang: str = "vi") -> str:
        """Say it."""
        return in_words(self.word, lang, **self.facts)


@dataclass
class Verdict:
    """What was found: the seal as it stands, the rows that can be read, and everything that is wrong."""

    seal: dict[str, Any]
    rows: list[tuple[int, dict[str, Any]]]
    wrong: list[Finding]
    texts: dict[str, bytes] = field(default_factory=dict)  # seal and signature as they stand in the package

    @property
    def files(self) -> int:
        """How many files the rows name."""
        return sum("path" in facts_of(row) for _, row in self.rows)


def canonical(value: Any) -> str:
    """Return the one way to write a value down."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    """Return the digest of a text."""
    return sha256_of(text.encode("utf-8"))


def sha256_of(content: bytes) -> str:
    """Return the digest of bytes."""
    return hashlib.sha256(content).hexdigest()


def row_digest(row: dict[str, Any]) -> str:
    """Return the digest that a row must carry."""
    content = {key: value for key, value in row.items() if key not in ("digest", "previous")}
    return sha256(str(row["previous"]) + "\n" + canonical(content))


def seal_digest(seal: dict[str, Any]) -> str:
    """Return the digest that a seal must carry."""
    return sha256(canonical({key: value for key, value in seal.items() if key != "digest"}))


def facts_of(row: dict[str, Any]) -> dict[str, Any]:
    """Return what a row of kind «file» says of its file; nothing for every other row."""
    data = row.get("data")
    if row.get("kind") != "file" or not isinstance(data, dict) or not isinstance(data.get("path"), str):
        return {}
    return data


def local_header(name: str, size: int, crc: int) -> bytes:
    """Return the bytes that stand before a part's content."""
    raw = name.encode("utf-8")
    return struct.pack("<4s5H3I2H", LOCAL, 20, UTF8, 0, 0, DATE, crc, size, size, len(raw), 0) + raw


def directory(members: list[Member]) -> bytes:
    """Return everything that stands after the last part's content."""
    out = b""
    for one in members:
        raw = one.name.encode("utf-8")
        sizes = (one.crc, one.size, one.size, len(raw))
        out += struct.pack("<4s6H3I5H2I", CENTRAL, 20, 20, UTF8, 0, 0, DATE, *sizes, 0, 0, 0, 0, 0, one.offset) + raw
    count = len(members)
    return out + struct.pack("<4s4H2IH", END, 0, 0, count, count, len(out), members[-1].end if members else 0, 0)


class Walk:
    """The parts of a package in their order, each read once and never kept, but for the two that are text."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.members: list[Member] = []
        self.texts: dict[str, bytes] = {}
        self.wrong: list[Finding] = []
        head = self.stream.read(30)
        while head[:4] == LOCAL and len(head) == 30:
            self._member(head)
            head = self.stream.read(30)
        expected = directory(self.members)
        if head + self.stream.read(max(len(expected) - len(head), 0) + 1) != expected:
            self.wrong.append(Finding("directory", {}))

    def _member(self, head: bytes) -> None:
        said, size = struct.unpack("<2I", head[14:22])
        length = struct.unpack("<H", head[26:28])[0]
        raw = self.stream.read(length)
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise Unreadable("ZIP") from None
        if name in KEPT and size > LONGEST:
            raise Unreadable(name)
        digest, crc, kept = hashlib.sha256(), 0, []
        for part in self._content(name, size):
            digest.update(part)
            crc = zlib.crc32(part, crc)
            if name in KEPT:
                kept.append(part)
        if name in KEPT:
            self.texts[name] = b"".join(kept)
        if head + raw != local_header(name, size, said):
            self.wrong.append(Finding("shell", {"name": name}))
        offset = self.members[-1].end if self.members else 0
        self.members.append(Member(name, size, said, digest.hexdigest(), offset, said == crc))

    def _content(self, name: str, size: int) -> Iterator[bytes]:
        while size:
            part = self.stream.read(min(size, CHUNK))
            if not part:
                raise Unreadable(name)
            size -= len(part)
            yield part


def read_json(raw: bytes) -> dict[str, Any] | None:
    """Return what is written, None when it is not written exactly as records are."""
    try:
        text = raw.decode("utf-8")
        value = json.loads(text)
        return value if isinstance(value, dict) and canonical(value) == text else None
    except (ValueError, RecursionError):  # what nests a thousand deep was never written by us
        return None


def check_rows(raw: bytes, seal: dict[str, Any]) -> Verdict:
    """Return the rows that can be read, and what is wrong with them."""
    lines = raw.split(b"\n")
    tail = lines.pop()
    found = Verdict(seal, [], [Finding("row_text", {"row": len(lines) + 1})] if tail else [])
    previous: Any = FIRST
    for number, line in enumerate(lines, 1):
        row = read_json(line)
        if row is None or not {"kind", "digest", "previous"} <= set(row):
            found.wrong.append(Finding("row_text", {"row": number}))
            previous = None  # whether the next row stands in its place cannot be told
            continue
        said = {"row": number, "kind": row["kind"]}
        if row_digest(row) != row["digest"]:
            found.wrong.append(Finding("row_changed", said))
        elif row.get("n") != number or previous not in (None, row["previous"]):
            found.wrong.append(Finding("row_order", said))
        previous = row["digest"]
        found.rows.append((number, row))
    if len(lines) != seal.get("rows"):
        found.wrong.append(Finding("count", {"rows": len(lines), "expected": seal.get("rows")}))
    elif previous is not None and previous != seal.get("head"):
        found.wrong.append(Finding("head", {}))
    return found


def check_members(members: list[Member], found: Verdict) -> Iterator[Finding]:
    """Yield what is wrong with the parts: each is named in the seal or has a row."""
    there = {one.name: one for one in members}
    parts = found.seal.get("parts")
    expected = [SEAL, SIGNATURE] if "signed_by" in found.seal else [SEAL]
    rows_are_named = bool(found.wrong)  # then it need not be said of their file too
    for name, digest in parts.items() if isinstance(parts, dict) else ():
        expected.append(name)
        if name not in there:
            yield Finding("part_missing", {"name": name})
        elif there[name].digest != digest and not (name == ROWS and rows_are_named):
            yield Finding("part_changed", {"name": name})
    for number, row in found.rows:
        data = facts_of(row)
        if "path" not in data:
            continue
        expected.append(data["path"])
        said = {"name": data["path"], "row": number}
        if data["path"] not in there:
            yield Finding("file_missing", said)
        elif (there[data["path"]].digest, there[data["path"]].size) != (data.get("sha256"), data.get("size")):
            yield Finding("file_changed", said)
    strangers = [one.name for one in members if one.name not in expected]
    for name in strangers:
        yield Finding("stranger", {"name": name})
    if not strangers and [one.name for one in members] != [name for name in expected if name in there]:
        yield Finding("order", {})


def verify(stream: BinaryIO) -> Verdict:
    """Return what was found; raise ``Unreadable`` for what is no package at all."""
    walk = Walk(stream)
    if SEAL not in walk.texts or ROWS not in walk.texts:
        raise Unreadable(SEAL + ", " + ROWS)
    seal = read_json(walk.texts[SEAL])
    good = seal is not None and seal.get("format") == FORMAT and seal_digest(seal) == seal.get("digest")
    found = check_rows(walk.texts[ROWS], seal or {})
    found.texts = {name: walk.texts[name] for name in (SEAL, SIGNATURE) if name in walk.texts}
    seals = [] if good else [Finding("seal_changed", {})]
    if "signed_by" in found.seal and SIGNATURE not in walk.texts:
        seals.append(Finding("part_missing", {"name": SIGNATURE}))
    found.wrong = [*seals, *found.wrong, *check_members(walk.members, found), *walk.wrong]
    if not found.wrong:  # a check sum that is wrong beside a content that is right
        found.wrong = [Finding("shell", {"name": one.name}) for one in walk.members if not one.sound]
    return found


def main(arguments: list[str]) -> int:
    """Verify one file and say what was found."""
    lang = "en" if arguments[-2:] == ["--lang", "en"] else "vi"
    names = arguments[:-2] if arguments[-2:-1] == ["--lang"] else arguments
    if len(names) != 1:
        print(WORDS[lang]["none"])
        return 2
    try:
        with open(names[0], "rb") as stream:
            found = verify(stream)
    except (OSError, Unreadable) as error:
        print(in_words("unreadable", lang, detail=error))
        return 2
    for finding in found.wrong:
        print("✗ " + finding.sentence(lang))
    if not found.wrong:
        facts = {"rows": found.seal["rows"], "files": found.files, "head": found.seal["head"]}
        print("✓ " + in_words("good", lang, **facts))
        if "signed_by" in found.seal:
            print("! " + in_words("signed", lang, name=found.seal["signed_by"]))
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
