"""A file becomes readable: PDF, pages, text. Killed at any line, the worker starts again and ends the same."""

import shutil
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from giaoban.documents import ocr, office, pdf, renditions, secrecy
from giaoban.documents.actions import recognizing
from giaoban.documents.actions.comparing import compare_soon
from giaoban.documents.actions.moving import move_notes_soon
from giaoban.documents.actions.signing import judge_soon
from giaoban.documents.legible import BARE, letters_in, why_read
from giaoban.documents.models import Document, Page, Version
from giaoban.documents.sniff import TYPES
from giaoban.documents.storage import original_key, storage, workshop
from giaoban.kernel import clock
from giaoban.kernel.actor import SYSTEM
from giaoban.kernel.folding import fold
from giaoban.kernel.locks import lock_one
from giaoban.ledger import jobs
from giaoban.ledger.models import Job
from giaoban.ledger.record import record

MOST_PAGES: Final = 5000
TEXT_AT_ONCE: Final = 50
EAGER_PAGES: Final = 3
SCAN_SHARE: Final = 0.8


def convert_job(job: Job) -> None:
    """Make the version that the job names readable, renewing the job's lease on the way."""
    convert(UUID(job.args["version"]), job)


def convert(version_id: UUID, job: Job | None = None) -> Version | None:
    """The house makes a file readable: its PDF first, then its pages, the first pictures, then all text.

    Repeat: what is done is not done again; a version that failed stays failed.
    """
    version = Version.objects.select_related("document").filter(pk=version_id).first()
    if version is None or version.state == Version.State.FAILED:
        return version
    try:
        if version.state == Version.State.CONVERTING:
            _make_readable(version)
        _read_text(version, job)
    except (office.OfficeFailure, pdf.PdfFailure) as failure:
        if version.state == Version.State.CONVERTING:
            _fail(version, failure.code)
        else:
            _finish(version)
    return version


def _make_readable(version: Version) -> None:
    with workshop() as folder:
        _make_pdf(version, folder)
    path = renditions.pdf_path(version)
    found = pdf.ask("look", path=str(path), max_pages=MOST_PAGES)
    found["left_out"] = _defuse(version, path)
    for number in range(1, min(EAGER_PAGES, found["pages"]) + 1):
        renditions.page_image(version, number, renditions.SCREEN, careful=False)
    renditions.page_image(version, 1, renditions.THUMBNAIL, careful=False)
    _ready(version, found)


def _defuse(version: Version, path: Path) -> list[str]:
    """Keep a copy to read without scripts, programs and files, where there are any; say what it does without."""
    left_out: list[str] = pdf.ask("dangers", path=str(path))["found"]
    if left_out:
        with workshop() as folder:
            clean = folder / "clean.pdf"
            pdf.ask("harmless", path=str(path), out=str(clean))
            storage().forget(renditions.pdf_key(version))
            storage().put(renditions.pdf_key(version), clean)
    return left_out


def _make_pdf(version: Version, folder: Path) -> None:
    """Keep the PDF of a version: made from an Office file or a picture. A PDF is its own."""
    family = next(kind.family for kind in TYPES.values() if kind.media == version.content_type)
    if family == "pdf" or storage().exists(renditions.pdf_key(version)):
        return
    original = storage().path(original_key(version.sha256))
    made = folder / "made.pdf"
    if family == "image":
        pdf.ask("from_picture", path=str(original), out=str(made))
    else:
        source = folder / f"source{Path(version.filename).suffix}"
        shutil.copyfile(original, source)
        office.to_pdf(source, made)
    storage().put(renditions.pdf_key(version), made)


@transaction.atomic
def _ready(version: Version, found: dict[str, Any]) -> None:
    """The pages are known and can be shown."""
    locked = lock_one(Version.objects.filter(pk=version.pk))
    if locked is None or locked.state != Version.State.CONVERTING:
        return
    Page.objects.bulk_create(
        [
            Page(version=version, number=number, width=width, height=height)
            for number, (width, height) in enumerate(found["sizes"], 1)
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
    version.state, version.ready_at = Version.State.READY, clock.now()
    version.page_count, version.outline = found["pages"], found["outline"]
    version.left_out, version.signature_fields = found["left_out"], found["signatures"]
    version.save(update_fields=["state", "ready_at", "page_count", "outline", "left_out", "signature_fields"])
    judge_soon(version)
    record("documents.ready", by=SYSTEM, subject=_document(version), data={"version": version.number})


def _document(version: Version) -> Document:
    return Document.objects.get(pk=version.document_id)


@transaction.atomic
def _fail(version: Version, code: str) -> None:
    version.state, version.failure = Version.State.FAILED, code
    version.save(update_fields=["state", "failure"])
    data = {"version": version.number, "failure": code}
    record("documents.failed", by=SYSTEM, subject=_document(version), data=data)


def _read_text(version: Version, job: Job | None) -> None:
    if version.pages_done >= version.page_count:
        return
    path = str(renditions.pdf_path(version))
    while version.pages_done < version.page_count:
        first = version.pages_done + 1
        last = min(first + TEXT_AT_ONCE - 1, version.page_count)
        _keep_text(version, first, pdf.ask("text", path=path, first=first, last=last))
        if job is not None:
            jobs.renew(job)
    _finish(version)


@transaction.atomic
def _keep_text(version: Version, first: int, found: dict[str, Any]) -> None:
    texts: list[str] = found["pages"]
    rows = {row.number: row for row in version.pages.filter(number__gte=first, number__lt=first + len(texts))}
    for number, text in enumerate(texts, first):
        rows[number].text, rows[number].folded = text, fold(" ".join(text.split()))
    if ocr.is_wanted():
        whys = zip(rows.values(), map(why_read, texts, found["cover"]), strict=True)
        recognizing.expect(version, [(page, why) for page, why in whys if why])
    Page.objects.bulk_update(rows.values(), ["text", "folded"], batch_size=50)
    marked = [number for number, text in enumerate(texts, first) if secrecy.is_marked(text)]
    version.pages_done = first + len(texts) - 1
    version.secret_words = [*version.secret_words, *marked]
    version.as_images = version.as_images or found["hard"]
    version.save(update_fields=["pages_done", "secret_words", "as_images", "scan_pages"])


@transaction.atomic
def _finish(version: Version) -> None:
    """All text there is has been read: say whether this is a scan, have its pages read by machine, let search know."""
    texts = list(version.pages.values_list("text", flat=True))
    bare = max(version.scan_pages, sum(1 for text in texts if letters_in(text) < BARE))
    version.is_scan = bool(texts) and bare >= SCAN_SHARE * len(texts)
    version.pages_done = version.page_count
    version.save(update_fields=["is_scan", "pages_done"])
    recognizing.start_reading(version)
    compare_soon(version)
    move_notes_soon(version)
    record("documents.text_read", by=SYSTEM, subject=_document(version), data={"version": version.number})
