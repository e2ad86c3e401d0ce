"""The record proves itself: whatever byte is changed is found, and the row or file is named (END-5)."""

import io
import json
import random
import subprocess
import sys
import zipfile

import pytest
from django.core.management import CommandError, call_command

from giaoban.kernel.errors import Conflict, Invalid
from giaoban.records import queries, verifier
from giaoban.records.packing import pack
from giaoban.records.tests.conftest import SECRET

pytestmark = pytest.mark.django_db

CHANGES = 1_000


def verdict(package):
    return verifier.verify(io.BytesIO(package))


def rows_in(package):
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return [json.loads(line) for line in archive.read("record.jsonl").splitlines()]


def rebuilt(package, change):
    """Return a package whose parts somebody changed with an ordinary ZIP program, shape and all kept."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    members, out = [], io.BytesIO()
    for name, content in parts.items():
        crc = verifier.zlib.crc32(content)
        offset = members[-1].end if members else 0
        members.append(verifier.Member(name, len(content), crc, "", offset))
        out.write(verifier.local_header(name, len(content), crc) + content)
    return out.getvalue() + verifier.directory(members)


def said(package):
    return [finding.sentence() for finding in verdict(package).wrong]


def test_an_untouched_record_is_good_and_any_zip_program_opens_it(package):
    found = verdict(package)
    assert found.wrong == []
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        assert {"seal.json", "record.jsonl", "verify.py", "MUC-LUC.html", "DOC-TRUOC.txt"} <= set(archive.namelist())
    kinds = {row["kind"] for row in rows_in(package)}
    assert {"meeting", "attendee", "agenda_item", "conclusion", "record_paper", "task", "act", "file"} <= kinds
    roles = [row["data"]["role"] for row in rows_in(package) if row["kind"] == "file"]
    assert sorted(roles) == ["invitation", "notice", "paper"]
    assert found.files == 3


def test_every_one_of_a_thousand_single_byte_changes_is_found(package):
    chance = random.Random(45)
    missed = []
    for _ in range(CHANGES):
        changed = bytearray(package)
        at = chance.randrange(len(changed))
        changed[at] ^= chance.randrange(1, 256)
        try:
            found = verdict(bytes(changed)).wrong
        except verifier.Unreadable:
            continue
        if not found:
            missed.append(at)
    assert missed == []


def test_a_byte_more_or_less_at_the_end_is_found(package):
    assert "Mục lục của gói ZIP đã bị sửa." in said(package + b"\0")
    assert said(package[:-1])


def test_the_changed_row_is_named(package):
    rows = rows_in(package)
    number = next(row["n"] for row in rows if row["kind"] == "conclusion")

    def change(parts):
        parts["record.jsonl"] = parts["record.jsonl"].replace("tồn đọng".encode(), "tồn động".encode(), 1)

    assert said(rebuilt(package, change)) == [f"Dòng {number} (conclusion) đã bị sửa."]  # that row, and nothing else


def test_a_byte_changed_in_place_names_its_row_alone(package):
    start = package.index(b'record.jsonl{"')
    at = package.index("tồn đọng".encode(), start)
    number = package[start:at].count(b"\n") + 1
    (line,) = said(package[:at] + b"T" + package[at + 1 :])
    assert line.startswith(f"Dòng {number} (")


def test_a_check_sum_changed_beside_a_good_content_is_found(package):
    """In both places at once, so that they agree with each other and not with the content."""
    at = package.index(b"PK\3\4") + 14
    other = bytes([package[at] ^ 1])
    central = package.index(b"PK\1\2") + 16
    both = package[:at] + other + package[at + 1 : central] + other + package[central + 1 :]
    assert said(both) == ["Vỏ gói ZIP đã bị sửa tại phần “seal.json”."]


def test_a_row_that_was_rechained_by_a_clever_hand_breaks_the_seal(package):
    def change(parts):
        rows = [json.loads(line) for line in parts["record.jsonl"].splitlines()]
        rows[-1]["data"]["title"] = "Tài liệu khác"
        rows[-1]["digest"] = verifier.row_digest(rows[-1])
        parts["record.jsonl"] = "".join(verifier.canonical(row) + "\n" for row in rows).encode()

    assert "Mã niêm phong không khớp với dòng cuối." in said(rebuilt(package, change))


def test_rows_taken_out_and_moved_are_named(package):
    def take_out(parts):
        lines = parts["record.jsonl"].splitlines(keepends=True)
        parts["record.jsonl"] = b"".join(lines[:3] + lines[4:])

    def swap(parts):
        lines = parts["record.jsonl"].splitlines(keepends=True)
        lines[3], lines[4] = lines[4], lines[3]
        parts["record.jsonl"] = b"".join(lines)

    assert any(line.startswith("Dòng 4 ") and "không nối tiếp" in line for line in said(rebuilt(package, take_out)))
    assert any(line.startswith("Dòng 4 ") and "không nối tiếp" in line for line in said(rebuilt(package, swap)))


def test_files_changed_missing_and_put_in_are_named(package):
    path = next(row["data"]["path"] for row in rows_in(package) if row["kind"] == "file")

    def change(parts):
        parts[path] = parts[path][:-1] + b"?"

    def put_in(parts):
        parts["tai-lieu/999-la.pdf"] = b"x"

    assert any(f"Tệp “{path}” đã bị sửa" in line for line in said(rebuilt(package, change)))
    assert any(f"Thiếu tệp “{path}”" in line for line in said(rebuilt(package, lambda parts: parts.pop(path))))
    assert "Tệp “tai-lieu/999-la.pdf” không thuộc hồ sơ." in said(rebuilt(package, put_in))


@pytest.mark.parametrize("content", [b"", b"x", b"PK\3\4", b"\0" * 1000, b"PK\5\6" + b"\0" * 18])
def test_what_is_no_package_is_said(content):
    with pytest.raises(verifier.Unreadable):
        verdict(content)


def test_a_package_made_to_break_the_verifier_is_only_found_wrong(package):
    """Rows of any shape, well chained and sealed by whoever made them: no fault of ours, and never «good»."""

    def sealed(data):
        def change(parts):
            row = {"n": 1, "kind": "file", "data": data, "previous": verifier.FIRST}
            row["digest"] = verifier.row_digest(row)
            parts["record.jsonl"] = (verifier.canonical(row) + "\n").encode()

        return rebuilt(package, change)

    for data in (
        {"path": ["x"]},
        {"path": {}},
        {"path": None},
        ["path"],
        "path",
        None,
        {"path": "seal.json", "size": []},
    ):
        assert said(sealed(data))
    deep = ("[" * 100_000 + "]" * 100_000).encode()
    assert said(rebuilt(package, lambda parts: parts.update({"record.jsonl": deep})))
    assert said(rebuilt(package, lambda parts: parts.update({"seal.json": deep})))


def test_a_part_that_is_read_whole_has_a_bound(package, monkeypatch):
    monkeypatch.setattr(verifier, "LONGEST", 100)
    with pytest.raises(verifier.Unreadable):
        verdict(package)


def test_what_is_private_or_secret_does_not_leave(package):
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        everything = b"\n".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
    assert "Chỉ mình tôi biết" not in everything
    assert "meetings.note_" not in everything
    assert SECRET not in everything
    assert [row["data"] for row in rows_in(package) if row["kind"] == "agenda_item"][-1]["is_secret"] is True


def test_the_verifier_inside_stands_alone(package, tmp_path):
    """With nothing but Python: no site packages, no folder of ours, isolated."""
    (tmp_path / "ho-so.zip").write_bytes(package)
    with zipfile.ZipFile(tmp_path / "ho-so.zip") as archive:
        archive.extract("verify.py", tmp_path)

    def run(*arguments):
        command = [sys.executable, "-I", "-S", "verify.py", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf8", check=False)

    good = run("ho-so.zip")
    assert good.returncode == 0
    assert good.stdout.startswith("✓ Hồ sơ còn nguyên vẹn: ")
    (tmp_path / "ho-so.zip").write_bytes(package.replace("tồn đọng".encode(), "tồn động".encode()))
    bad = run("ho-so.zip", "--lang", "en")
    assert (bad.returncode, "was changed" in bad.stdout) == (1, True)
    assert run("verify.py").returncode == 2
    assert run().returncode == 2


def test_the_command_line_names_what_was_changed(package, tmp_path, capsys):
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    good.write_bytes(package)
    bad.write_bytes(package.replace("tồn đọng".encode(), "tồn động".encode()))
    call_command("verify", good)
    assert "Nhật ký của hệ thống này không có mã niêm phong đó" in capsys.readouterr().out
    with pytest.raises(CommandError) as error:
        call_command("verify", bad)
    assert error.value.returncode == 1
    with pytest.raises(CommandError) as error:
        call_command("verify", tmp_path / "none.zip")
    assert error.value.returncode == 2


def test_a_record_with_a_file_missing_is_not_made(held, monkeypatch):
    kept = queries.files_of(held)[0]
    kept.version.sha256 = "0" * 64
    monkeypatch.setattr(queries, "files_of", lambda _meeting: [kept])
    with pytest.raises(Conflict) as error:
        pack(held, io.BytesIO(), made_by="Bình")
    assert error.value.details["title"] == "Báo cáo thu ngân sách"


def test_a_record_that_is_too_big_for_one_file_is_refused_before_it_is_written(held, monkeypatch):
    monkeypatch.setattr(verifier, "MOST", 10)
    out = io.BytesIO()
    with pytest.raises(Invalid):
        pack(held, out, made_by="Bình")
    assert out.getvalue() == b""
