"""Scanned pages are read by machine: a job a page, the next meeting's first. Killed anywhere, only that page waits."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from giaoban.documents import ocr, pdf, permissions, queries, renditions, secrecy
from giaoban.documents.actions.comparing import compare_soon
from giaoban.documents.actions.moving import move_notes_soon
from giaoban.documents.followers import PAGE_READ
from giaoban.documents.models import Annotation, Document, Page, Recognition, Version
from giaoban.documents.storage import storage, workshop
from giaoban.documents.urgency import priority_of
from giaoban.kernel import clock
from giaoban.kernel.actor import SYSTEM, Actor
from giaoban.kernel.errors import Conflict, Invalid
from giaoban.kernel.folding import fold
from giaoban.kernel.locks import lock_one
from giaoban.kernel.rules import require
from giaoban.ledger import jobs
from giaoban.ledger.models import Job
from giaoban.ledger.record import enqueue, enqueue_all, record

TRIES: Final = 3  # of one page; then it says that it cannot be read
LOOKED_AT: Final = 90  # somebody has the page before the eyes
WORSE: Final = 50  # of 100: below, the machine knows less than a garbled layer
LAYER_TIME: Final = 900.0  # seconds for the words of a whole paper

State = Recognition.State


def _key(version_id: UUID, page: int | str = "") -> str:
    return f"documents.recognize:{version_id}:{page}"


def expect(version: Version, pages: Iterable[tuple[Page, str]]) -> None:
    """Note which pages must be read by machine, and why; ``start_reading`` asks for it. In the caller's transaction."""
    rows = [Recognition(page=page, why=why) for page, why in pages]
    Recognition.objects.bulk_create(rows, ignore_conflicts=True)
    version.scan_pages = Recognition.objects.filter(page__version=version).count()


def start_reading(version: Version) -> None:
    """Put a job for every page that waits. In the caller's transaction."""
    pages = Recognition.objects.filter(page__version=version, state=State.WAITING).order_by("page__number")
    _enqueue(version, pages.values_list("page__number", flat=True))


def _enqueue(version: Version, numbers: Iterable[int]) -> None:
    priority, now = priority_of(version.document), clock.now()
    enqueue_all(
        [
            Job(
                name="documents.recognize",
                args={"version": str(version.pk), "page": number},
                lane="ocr",
                priority=priority,
                unique_key=_key(version.pk, number),
                due_at=now + timedelta(microseconds=number),  # in the order of the pages
            )
            for number in numbers
        ]
    )


def hurry() -> int:
    """Put the papers of meetings that have come near in front; return how many papers still wait.

    Repeat: sets the same priorities.
    """
    unread = Q(state=Version.State.CONVERTING) | Q(pages__recognition__state=State.WAITING)
    waiting = Version.objects.filter(unread).distinct().select_related("document")
    for version in waiting:
        for keys in (f"documents.convert:{version.pk}", _key(version.pk)):
            jobs.hasten(keys, priority_of(version.document))
    return len(waiting)


def want_page(version: Version, number: int) -> None:
    """Somebody looks at a page that waits: it is read next.

    Repeat: it is in front already.
    """
    jobs.hasten(_key(version.pk, number), LOOKED_AT)


def recognize_job(job: Job) -> None:
    """Read the page that the job names; one that cannot be read says so after some tries and stops no other."""
    pages = Recognition.objects.filter(page__version_id=job.args["version"], page__number=job.args["page"])
    recognition = pages.select_related("page__version").first()
    if recognition is None or recognition.state != State.WAITING:
        return
    if recognition.why != "asked" and (twin := _twin(recognition)):
        _keep(recognition, twin)
        return
    try:
        with workshop() as folder:
            found = ocr.read_page(renditions.pdf_path(recognition.page.version), recognition.page.number, folder)
    except (ocr.OcrFailure, pdf.PdfFailure) as failure:
        if job.tries < TRIES:
            raise
        _give_up(recognition, failure.code)
    else:
        _keep(recognition, found)


def _twin(recognition: Recognition) -> ocr.ReadPage | None:
    """Return how the same page of the same bytes was read elsewhere: one decree lies with many meetings."""
    page = recognition.page
    same = Recognition.objects.filter(
        page__number=page.number, page__version__sha256=page.version.sha256, state=State.DONE
    ).exclude(page=page)
    found = same.select_related("page__version").first()
    if found is None:
        return None
    turn = found.page.version.turn_of(page.number)
    return ocr.ReadPage(text=found.page.text, words=found.words, turn=turn, skew=found.skew, sure=found.sure)


@transaction.atomic
def _keep(recognition: Recognition, found: ocr.ReadPage) -> None:
    version = _still_waiting(recognition)
    if version is None:
        return
    page = recognition.page
    if not (recognition.why == "garbled" and found.sure < WORSE):
        page.text, page.folded = found.text, fold(" ".join(found.text.split()))
        recognition.words, recognition.skew, recognition.sure = found.words, found.skew, found.sure
    if turn := (found.turn - version.turn_of(page.number)) % 360:
        _turn(version, page, turn)
    page.save(update_fields=["text", "folded", "width", "height"])
    recognition.state, recognition.failure, recognition.done_at = State.DONE, "", clock.now()
    recognition.save()
    version.scan_done += 1
    if secrecy.is_marked(page.text) and page.number not in version.secret_words:
        version.secret_words = [*version.secret_words, page.number]
    _count(version)
    for follow in PAGE_READ:
        follow(version.document_id, page.number)


@transaction.atomic
def _give_up(recognition: Recognition, code: str) -> None:
    version = _still_waiting(recognition)
    if version is None:
        return
    recognition.state, recognition.failure, recognition.done_at = State.FAILED, code, clock.now()
    recognition.save()
    version.scan_failed += 1
    _count(version)


def _still_waiting(recognition: Recognition) -> Version | None:
    """Lock the version, whose counters two pages may want to move; None when the page was read meanwhile."""
    version = lock_one(Version.objects.filter(pk=recognition.page.version_id))
    waiting = Recognition.objects.filter(pk=recognition.pk, state=State.WAITING).exists()
    return version if waiting else None


def _turn(version: Version, page: Page, turn: int) -> None:
    """Show a page upright from now on; what readers marked on it turns with it."""
    version.turns = {**version.turns, str(page.number): (version.turn_of(page.number) + turn) % 360}
    if turn % 180:
        page.width, page.height = page.height, page.width
    notes = list(Annotation.objects.filter(version=version, page=page.number))
    for note in notes:
        note.boxes = [_turned(box, turn) for box in note.boxes]
    Annotation.objects.bulk_update(notes, ["boxes"])


def _turned(box: list[float], turn: int) -> list[float]:
    x, y, width, height = box
    for _quarter in range(turn // 90):
        x, y, width, height = 1 - y - height, x, height, width
    return [round(side, 5) for side in (x, y, width, height)]


def _count(version: Version) -> None:
    """Save the counters; when no page waits any longer, say so and have the words laid over the pages."""
    version.save(update_fields=["scan_done", "scan_failed", "turns", "secret_words"])
    if version.scan_waiting > 0:
        return
    key = f"documents.layer:{version.pk}"
    enqueue("documents.layer", args={"version": str(version.pk)}, lane="papers", unique_key=key)
    compare_soon(version)
    move_notes_soon(version)
    data = {"version": version.number, "pages": version.scan_done, "failed": version.scan_failed}
    record("documents.recognized", by=SYSTEM, subject=Document.objects.get(pk=version.document_id), data=data)


def layer_job(job: Job) -> None:
    """Make the PDF to read anew, with invisible words over its scanned pages; the original stays as it was sent."""
    version = Version.objects.get(pk=job.args["version"])
    with workshop() as folder:
        out = folder / "layered.pdf"
        _write_words(version, folder / "words.jsonl")
        pdf.ask(
            "layer", path=str(renditions.pdf_path(version)), out=str(out), pages=str(folder / "words.jsonl"),
            font=str(renditions.EMPTY_FONT), seconds=LAYER_TIME,
        )  # fmt: skip
        storage().put(renditions.layered_key(version, version.revision + 1), out)
    _use_layer(version)


def _write_words(version: Version, file: Path) -> None:
    rows = Recognition.objects.filter(page__version=version, state=State.DONE).order_by("page__number")
    found = rows.values_list("page__number", "words", "skew").iterator(chunk_size=100)
    with file.open("w", encoding="utf8") as out:
        for number, words, skew in found:
            out.write(renditions.layer_line(number, version.turn_of(number), skew, words))


@transaction.atomic
def _use_layer(version: Version) -> None:
    """From now on that PDF is the one to read; copies with readers' names are made anew when they are asked for."""
    locked = lock_one(Version.objects.filter(pk=version.pk))
    if locked is None or locked.revision != version.revision:
        return
    locked.revision += 1
    locked.save(update_fields=["revision"])


@transaction.atomic
def read_again(*, document_id: UUID, number: int | None = None, pages: list[int] | None = None, by: Actor) -> Version:
    """Somebody who looks after a paper has pages read by machine once more: those named, else those that failed.

    When: it is readable. Repeat: a page that waits goes on waiting.
    """
    document = queries.lock_visible(by, document_id)
    require(permissions.may_read_again(by, document))
    if not ocr.is_wanted():
        raise Conflict("documents.ocr_off")
    version = lock_one(Version.objects.filter(pk=queries.readable(document, number).pk))
    if version is None or version.state != Version.State.READY:
        raise Conflict("documents.not_ready")
    asked = _asked_pages(version, pages)
    expect(version, [(page, "asked") for page in asked])
    again = Recognition.objects.filter(page__in=asked).exclude(state=State.WAITING)
    again.update(state=State.WAITING, why="asked", failure="", done_at=None)
    _recount(version)
    numbers = [page.number for page in asked]
    _enqueue(version, numbers)
    record("documents.read_again", by=by, subject=document, data={"version": version.number, "pages": len(numbers)})
    return version


def _asked_pages(version: Version, pages: list[int] | None) -> list[Page]:
    if pages is None:
        found = list(version.pages.filter(recognition__state=State.FAILED))
    else:
        found = list(version.pages.filter(number__in=pages))
    if not found:
        raise Invalid("documents.no_page_to_read")
    return found


def _recount(version: Version) -> None:
    states = list(Recognition.objects.filter(page__version=version).values_list("state", flat=True))
    version.scan_pages = len(states)
    version.scan_done, version.scan_failed = states.count(State.DONE), states.count(State.FAILED)
    version.save(update_fields=["scan_pages", "scan_done", "scan_failed"])
