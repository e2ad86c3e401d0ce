"""One archive that holds the whole agency: database, files, the installation's key, and a manifest of hashes."""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection, connections

from giaoban.kernel import clock
from giaoban.notify import vapid

FORMAT = 1
MANIFEST = "manifest.json"
KEYS = ("secret.key", vapid.FILE)  # of this installation: sessions and links, and pushing to browsers
BLOCK = 1 << 20


class BackupError(Exception):
    """The archive cannot be written or is not whole; the text says why."""


def write(target: Path) -> dict[str, Any]:
    """Write the archive; return its manifest. People may go on working meanwhile.

    The database is copied first, as of one moment; files are named by content and never change, so
    every file that the copy names is there when files are copied after it.
    """
    part = target.with_name(target.name + ".part")
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        database = Path(scratch) / _database_name()
        _dump_database(database)
        hashes: dict[str, str] = {}
        with tarfile.open(part, "w:gz", compresslevel=3) as archive:
            _add(archive, database, f"database/{database.name}", hashes)
            for name in KEYS:
                if (key := Path(settings.DATA) / name).exists():
                    _add(archive, key, name, hashes)
            for file in _files():
                _add(archive, file, f"files/{file.relative_to(_files_root()).as_posix()}", hashes)
            manifest = {
                "format": FORMAT,
                "made_at": clock.now().isoformat(),
                "vendor": connection.vendor,
                "sha256": hashes,
            }
            _add_bytes(archive, MANIFEST, json.dumps(manifest, indent=1).encode())
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(target)
    return manifest


def restore(source: Path) -> dict[str, Any]:
    """Put an archive into this empty installation, checking every hash first. Nothing is overwritten."""
    _refuse_if_not_empty()
    data = Path(settings.DATA)
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data) as scratch:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(scratch, filter="data")
        manifest = _checked(Path(scratch))
        if manifest["vendor"] != connection.vendor:
            raise BackupError(f"bản sao lưu là của {manifest['vendor']}, hệ thống này dùng {connection.vendor}")
        _load_database(Path(scratch) / "database" / _database_name())
        for file in sorted((Path(scratch) / "files").rglob("*")):
            if file.is_file():
                place = _files_root() / file.relative_to(Path(scratch) / "files")
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(file, place)
        for name in KEYS:
            if (key := Path(scratch) / name).exists():
                shutil.move(key, data / name)
                (data / name).chmod(0o600)
    return manifest


def _checked(scratch: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((scratch / MANIFEST).read_text("utf8"))
    except FileNotFoundError:
        raise BackupError("không phải bản sao lưu của Giao ban: thiếu manifest.json") from None
    for name, wanted in manifest["sha256"].items():
        file = scratch / name
        if not file.exists():
            raise BackupError(f"bản sao lưu thiếu tệp {name}")
        with file.open("rb") as stream:
            if _digest(stream) != wanted:
                raise BackupError(f"tệp {name} trong bản sao lưu đã bị thay đổi")
    return manifest


def _refuse_if_not_empty() -> None:
    if "ledger_entry" in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM ledger_entry LIMIT 1")
            if cursor.fetchone():
                raise BackupError("hệ thống này đã có dữ liệu; chỉ khôi phục vào nơi còn trống")


def _database_name() -> str:
    return "giaoban.db" if connection.vendor == "sqlite" else "giaoban.dump"


def _dump_database(target: Path) -> None:
    if connection.vendor == "sqlite":
        with sqlite3.connect(settings.DATABASES["default"]["NAME"]) as live, sqlite3.connect(target) as copy:
            live.backup(copy)
        return
    _postgres("pg_dump", "--format=custom", "--no-owner", f"--file={target}")


def _load_database(source: Path) -> None:
    connections.close_all()
    if connection.vendor == "sqlite":
        place = Path(str(settings.DATABASES["default"]["NAME"]))
        place.parent.mkdir(parents=True, exist_ok=True)
        for old in (place, place.with_name(place.name + "-wal"), place.with_name(place.name + "-shm")):
            old.unlink(missing_ok=True)
        shutil.copyfile(source, place)
        return
    _postgres(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        f"--dbname={settings.DATABASES['default']['NAME']}",
        str(source),
    )


def _postgres(tool: str, *arguments: str) -> None:
    database = settings.DATABASES["default"]
    found = shutil.which(tool)
    if found is None:
        raise BackupError(f"cần chương trình {tool} (gói postgresql-client)")
    env = {
        **os.environ, "PGHOST": database["HOST"], "PGPORT": database["PORT"], "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"], "PGDATABASE": database["NAME"],
    }  # fmt: skip
    done = subprocess.run([found, *arguments], env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupError(f"{tool}: {done.stderr.strip()[-500:]}")


def _files_root() -> Path:
    scheme, _, place = settings.STORAGE.partition(":")
    if scheme != "file":
        raise BackupError("tệp nằm ở kho S3: hãy sao lưu kho đó bằng công cụ của nó")
    return Path(place)


def _files() -> Iterator[Path]:
    root = _files_root()
    if root.exists():
        yield from (file for file in sorted(root.rglob("*")) if file.is_file() and not file.name.endswith(".part"))


def _add(archive: tarfile.TarFile, file: Path, name: str, hashes: dict[str, str]) -> None:
    try:
        with file.open("rb") as stream:
            hashes[name] = _digest(stream)
        archive.add(file, name)
    except FileNotFoundError:  # a rendition that was thrown away meanwhile
        hashes.pop(name, None)


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


def _digest(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := stream.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()
