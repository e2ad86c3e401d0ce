"""What consultations lend to other apps: doors to their papers and signed files, and how search knows them."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from giaoban.consultations import permissions, queries
from giaoban.consultations.models import Consultation, OpinionSlip
from giaoban.documents import queries as documents
from giaoban.documents.doors import Door
from giaoban.documents.queries import Paper
from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import Verdict
from giaoban.search.kinds import Entry, Searchable

CONSULTATION: Final = "consultations.consultation"
SLIP: Final = "consultations.slip"
NOTICE: Final = "consultations.notice"


def papers_of(consultation: Consultation, reader_id: UUID) -> list[Paper]:
    """Return the papers that those asked read, as this reader sees them."""
    return documents.papers_of(CONSULTATION, [consultation.pk], reader_id).get(consultation.pk, [])


def signed_files_of(slip_ids: Iterable[UUID], reader_id: UUID) -> dict[UUID, list[Paper]]:
    """Return the signed files that lie with slips."""
    return documents.papers_of(SLIP, list(slip_ids), reader_id)


def page_url(consultation_id: UUID) -> str:
    """Return the page of a consultation."""
    return reverse("consultations:consultation", args=[consultation_id])


def _last_moment(consultation_id: UUID) -> datetime | None:
    row = queries.consultation_of(consultation_id)
    return timezone.make_aware(datetime.combine(row.due_on, time(17))) if row.due_on else None


def _readers(consultation_id: UUID) -> set[UUID]:
    row = queries.consultation_of(consultation_id)
    return queries.askable_people(row.slips.all()) if row.sent_at else {row.officer_id}


PAPERS = Door(
    kind=CONSULTATION,
    may_see=lambda by, consultation_id: bool(queries.seen_among(by, [consultation_id])),
    seen_among=queries.seen_among,
    may_change=lambda by, pk: permissions.may_add_document(by, queries.consultation_of(pk)),
    may_watch=lambda by, pk: by.answers_for(queries.consultation_of(pk).officer_id),
    readers=_readers,
    url=page_url,
    label=lambda pk: queries.consultation_of(pk).subject,
    needed_at=_last_moment,
)


def _slips_seen(by: Actor, slip_ids: Iterable[UUID]) -> set[UUID]:
    """A signed file is for those who may answer that slip, and for whoever may read who said what."""
    rows = OpinionSlip.objects.filter(pk__in=list(slip_ids)).select_related("consultation")
    seen = queries.seen_among(by, {row.consultation_id for row in rows})
    of = {row.consultation_id: row.consultation for row in rows if row.consultation_id in seen}
    read = {pk for pk, consultation in of.items() if permissions.may_read_opinions(by, consultation)}
    return {
        row.pk
        for row in rows
        if row.consultation_id in read or (row.consultation_id in of and permissions.is_asked(by, row))
    }


def _may_sign(by: Actor, slip_id: UUID) -> Verdict:
    return permissions.may_answer_slip(by, queries.slip_of(slip_id))


SIGNED = Door(
    kind=SLIP,
    may_see=lambda by, slip_id: bool(_slips_seen(by, [slip_id])),
    seen_among=_slips_seen,
    may_change=_may_sign,
    may_watch=lambda by, pk: by.answers_for(queries.slip_of(pk).consultation.officer_id),
    readers=lambda pk: {queries.slip_of(pk).consultation.officer_id},
    url=lambda pk: page_url(queries.slip_of(pk).consultation_id),
    label=lambda pk: queries.slip_of(pk).consultation.subject,
)


def _results_seen(by: Actor, consultation_ids: Iterable[UUID]) -> set[UUID]:
    """The notice is for everybody who sees the consultation once it is out; before that for the asking side."""
    seen = queries.seen_among(by, consultation_ids)
    return {row.pk for row in Consultation.objects.filter(pk__in=seen) if permissions.may_read_opinions(by, row)}


RESULT = Door(
    kind=NOTICE,
    may_see=lambda by, pk: bool(_results_seen(by, [pk])),
    seen_among=_results_seen,
    may_change=lambda by, pk: permissions.may_add_notice(by, queries.consultation_of(pk)),
    may_watch=lambda by, pk: by.answers_for(queries.consultation_of(pk).officer_id),
    readers=_readers,
    url=page_url,
    label=lambda pk: queries.consultation_of(pk).subject,
)


def _entries(consultation_id: UUID) -> Iterable[Entry]:
    row = Consultation.objects.filter(pk=consultation_id).first()
    if row is None:
        return
    asked = row.questions.values_list("text", flat=True)
    result = row.result_note if row.state == Consultation.State.PUBLISHED else ""  # not a word of it before it is out
    text = "\n".join(filter(None, [row.number, row.text, *asked, result]))
    yield Entry(title=row.subject, text=text, at=row.sent_at or row.created_at, unit_id=row.unit_id)


def _all_ids() -> Iterator[UUID]:
    return Consultation.objects.values_list("pk", flat=True).iterator(chunk_size=2000)


SEARCHABLE = Searchable(
    kind=CONSULTATION,
    label=_("Lấy ý kiến"),
    entries=_entries,
    all_ids=_all_ids,
    seen_among=queries.seen_among,
    url=lambda consultation_id, _part: page_url(consultation_id),
    icon="message-question",
)
INDEXED: Final = ("consultations.drafted", "consultations.edited", "consultations.sent", "consultations.published")
