"""The agency signs the seal of a record: openssl and ``giaoban verify`` judge it, ``verify.py`` says it is there."""

import io
import subprocess
import sys
import zipfile
import zlib

import pytest
from django.core.management import CommandError, call_command

from giaoban.documents import actions as documents
from giaoban.people.testing import by, em
from giaoban.records import verifier
from giaoban.records.checking import check
from giaoban.records.packing import pack
from giaoban.signing.tests import keyring

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(held, settings, monkeypatch):
    """The bytes of a record whose seal the agency has signed, by a key on a token."""
    keyring.use(settings, monkeypatch)
    keyring.give(agency_by="the-con-dau")
    out = io.BytesIO()
    pack(held, out, made_by="Bình")
    return out.getvalue()


def test_openssl_finds_the_signature_valid_until_the_seal_changes(signed, tmp_path):
    with zipfile.ZipFile(io.BytesIO(signed)) as archive:
        archive.extractall(tmp_path)
    (tmp_path / "ca.pem").write_bytes(keyring.authority().pem)

    def openssl():
        command = (
            "openssl cms -verify -binary -purpose any -inform DER -in seal.json.p7s -content seal.json -CAfile ca.pem"
        )
        return subprocess.run([*command.split(), "-out", "out"], cwd=tmp_path, capture_output=True, check=False)

    done = openssl()
    assert done.returncode == 0, done.stderr
    seal = (tmp_path / "seal.json").read_bytes()
    (tmp_path / "seal.json").write_bytes(seal.replace("Bình".encode(), b"Binh"))
    assert openssl().returncode != 0


def test_verify_judges_it_by_the_authorities_that_are_trusted_here(signed, tmp_path, capsys):
    found = check(io.BytesIO(signed), "vi")
    assert (found.is_good, found.attested.state, found.attested.signer) == (True, "unknown", keyring.AGENCY)
    documents.trust_authority(content=keyring.authority().pem, by=by(em()))
    assert check(io.BytesIO(signed), "vi").attested.state == "valid"
    (tmp_path / "ho-so.zip").write_bytes(signed)
    call_command("verify", tmp_path / "ho-so.zip")
    assert f"✓ Chữ ký số của {keyring.AGENCY} trên tờ niêm phong: Hợp lệ" in capsys.readouterr().out


def test_verify_py_alone_says_that_it_is_there(signed, tmp_path):
    (tmp_path / "ho-so.zip").write_bytes(signed)
    with zipfile.ZipFile(tmp_path / "ho-so.zip") as archive:
        archive.extract("verify.py", tmp_path)
    command = [sys.executable, "-I", "-S", "verify.py", "ho-so.zip"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf8", check=False)
    assert done.returncode == 0
    assert f"mang chữ ký số của {keyring.AGENCY}" in done.stdout


def test_a_signature_taken_away_or_of_another_seal_is_found(signed, held, tmp_path):
    def written(parts):
        members, out = [], b""
        for name, content in parts.items():
            crc = zlib.crc32(content)
            members.append(verifier.Member(name, len(content), crc, "", len(out)))
            out += verifier.local_header(name, len(content), crc) + content
        return out + verifier.directory(members)

    with zipfile.ZipFile(io.BytesIO(signed)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert written(parts) == signed
    without = {name: content for name, content in parts.items() if name != verifier.SIGNATURE}
    assert [finding.word for finding in verifier.verify(io.BytesIO(written(without))).wrong] == ["part_missing"]
    again = io.BytesIO()
    pack(held, again, made_by="An")
    with zipfile.ZipFile(again) as archive:
        other = archive.read(verifier.SIGNATURE)
    (tmp_path / "bad.zip").write_bytes(written(parts | {verifier.SIGNATURE: other}))
    with pytest.raises(CommandError) as error:
        call_command("verify", tmp_path / "bad.zip")
    assert "Chữ ký số của cơ quan" in str(error.value)


def test_every_changed_byte_of_the_signature_is_found(signed):
    at = signed.index(verifier.SIGNATURE.encode()) + len(verifier.SIGNATURE)
    for place in range(at, at + 1500, 61):
        changed = signed[:place] + bytes([signed[place] ^ 4]) + signed[place + 1 :]
        assert verifier.verify(io.BytesIO(changed)).wrong


def test_a_key_that_cannot_be_used_does_not_keep_the_record_back(held, settings, monkeypatch, tmp_path):
    keyring.use(settings, monkeypatch)
    keyring.give()
    settings.SIGNING = str(tmp_path / "none.toml")
    out = io.BytesIO()
    pack(held, out, made_by="Bình")
    out.seek(0)
    found = verifier.verify(out)
    assert (found.wrong, "signed_by" in found.seal) == ([], False)
