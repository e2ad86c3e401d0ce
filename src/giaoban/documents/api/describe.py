"""A document in the words of the API."""

from django.urls import reverse

from giaoban.documents import permissions, queries
from giaoban.documents.actions.converting import MOST_PAGES
from giaoban.documents.annotated import shifted
from giaoban.documents.doors import door
from giaoban.documents.models import Annotation, Document, NotePlace, Version
from giaoban.documents.schemas import DocumentOut, KnownOut, Mark, NoteOut, NoteSeerOut, OwnerOut, ScanOut, VersionOut
from giaoban.documents.watermark import lines_for
from giaoban.kernel.actor import Actor
from giaoban.kernel.messages import sentence


def _words(version: Version | None) -> str:
    return sentence(version.failure, {"limit": MOST_PAGES}) if version and version.failure else ""


def scan_out(version: Version | None) -> ScanOut:
    """Tell how far the machine is with scanned pages."""
    if version is None:
        return ScanOut(pages=0, done=0, failed=0)
    return ScanOut(pages=version.scan_pages, done=version.scan_done, failed=version.scan_failed)


def version_out(version: Version, *, keeper: bool) -> VersionOut:
    """Describe one version; pages with a mark of secrecy are told to those who look after the paper."""
    return VersionOut(
        id=version.id,
        number=version.number,
        filename=version.filename,
        content_type=version.content_type,
        size=version.size,
        sha256=version.sha256,
        state=version.state,
        failure=version.failure,
        message=_words(version),
        pages=version.page_count,
        pages_done=version.pages_done,
        is_scan=version.is_scan,
        scan=scan_out(version),
        left_out=version.left_out if keeper else [],
        reason=version.reason,
        by=version.created_by.full_name,
        at=version.created_at,
        secret_pages=version.secret_words if keeper else [],
    )


def document_out(document: Document, by: Actor) -> DocumentOut:
    """Describe a document that the caller may see."""
    versions = list(document.versions.select_related("created_by").order_by("-number"))
    shown = queries.readable(document) if versions else None
    can = permissions.rights(by, document)
    owner = door(document.owner_kind)
    reading = document.readings.filter(user_id=by.person_id).select_related("version").first()
    current = reading is not None and shown is not None and reading.version_id == shown.id
    before = queries.read_before(document, by) if len(versions) > 1 else None
    return DocumentOut(
        id=document.id,
        title=document.title,
        owner=OwnerOut(
            kind=document.owner_kind,
            id=document.owner_id,
            label=owner.label(document.owner_id),
            url=owner.url(document.owner_id),
        ),
        url=reverse("documents:read", args=[document.id]),
        version=shown.number if shown else None,
        state=shown.state if shown else "placeholder",
        failure=shown.failure if shown else "",
        message=_words(shown),
        pages=shown.page_count if shown else 0,
        pages_done=shown.pages_done if shown else 0,
        is_scan=shown.is_scan if shown else False,
        scan=scan_out(shown),
        revision=shown.revision if shown else 0,
        as_images=shown.as_images if shown else False,
        is_secret=document.is_secret,
        watermark=document.watermark,
        mark=lines_for(by) if permissions.marks_pages(by, document) else [],
        may_download=document.may_download,
        may_print=document.may_print,
        locked_at=document.locked_at,
        withdrawn_at=document.withdrawn_at,
        sizes=queries.sizes_of(shown) if shown else [],
        outline=[Mark(**mark) for mark in shown.outline] if shown else [],
        versions=[version_out(version, keeper=bool(can.change) or bool(can.watch)) for version in versions],
        can=can.as_dict(),
        read=reading.pages if reading and current else [],
        last_page=reading.last_page if reading and current else 1,
        changed_since_read=reading is not None and not current,
        read_before=before.number if before else None,
    )


def place_out(document: Document) -> KnownOut:
    """Say where a document lies."""
    owner = door(document.owner_kind)
    return KnownOut(
        document=document.id,
        title=document.title,
        owner=owner.label(document.owner_id),
        url=reverse("documents:read", args=[document.id]),
    )


def notes_out(notes: list[Annotation], by: Actor, version: Version) -> list[NoteOut]:
    """Describe notes as they lie on one version."""
    places = queries.places_on(version, notes)
    return [note_out(note, by, version, places.get(note.pk)) for note in notes]


def note_out(note: Annotation, by: Actor, version: Version | None = None, place: NotePlace | None = None) -> NoteOut:
    """Describe a note that the caller may see; whom else it is shown to is its author's to know."""
    mine = by.is_person(note.user_id)
    shares = list(note.shares.all()) if mine else []
    here = version is None or version.pk == note.version_id
    page, boxes = (note.page, note.boxes) if here else (place.page, place.boxes) if place else (0, [])
    state = "own" if here else place.state if place else "waiting"
    return NoteOut(
        id=note.id,
        version=note.version.number,
        page=page,
        kind=note.kind,
        boxes=boxes,
        strokes=shifted(note, boxes),
        thickness=note.thickness,
        quote=note.quote,
        before=note.before,
        after=note.after,
        body=note.body,
        color=note.color,
        state=state,
        reworded=not here and place is not None and place.reworded,
        sharing=note.shared_with,
        users=[NoteSeerOut(id=s.user.pk, name=s.user.full_name) for s in shares if s.user],
        units=[NoteSeerOut(id=s.unit.pk, name=s.unit.name) for s in shares if s.unit],
        mine=mine,
        by=note.user.full_name,
        created_at=note.created_at,
        changed_at=note.changed_at,
    )
