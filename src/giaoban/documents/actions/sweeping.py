"""Tidying up what no row names: uploads that were cut off, bytes without a version, yesterday's marked copies."""

import shutil
from datetime import UTC, datetime, timedelta
from typing import Final

from giaoban.documents.actions import uploading
from giaoban.documents.models import Upload, Version
from giaoban.documents.storage import incoming, sha256_of, storage
from giaoban.kernel import clock

LEFT: Final = timedelta(days=1)


def sweep() -> int:
    """Remove what has lain about for a day without belonging to anything; return how many things went.

    Repeat: finds nothing more. Originals that a version names are never touched.
    """
    before = clock.now() - LEFT
    gone = 0
    for key, at in storage().keys("objects"):
        if at < before and not Version.objects.filter(sha256=sha256_of(key)).exists():
            storage().forget(key)
            gone += 1
    for key, at in storage().keys("renditions"):
        if at < before and "/marked/" in key:
            storage().forget(key)
            gone += 1
    return gone + _sweep_parts(before) + uploading.sweep_uploads() + _sweep_incoming(before)


def _sweep_parts(before: datetime) -> int:
    """Parts that were kept but never counted: their sender, or we, died in between."""
    used = {key for parts in Upload.objects.values_list("parts", flat=True) for key, _size in parts}
    gone = 0
    for key, at in storage().keys("uploads"):
        if at < before and key not in used:
            storage().forget(key)
            gone += 1
    return gone


def _sweep_incoming(before: datetime) -> int:
    gone = 0
    for path in incoming().iterdir():
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) < before:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
            gone += 1
    return gone
