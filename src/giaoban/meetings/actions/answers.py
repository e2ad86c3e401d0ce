"""What invited people answer (PRE-7), and the chair's consent to a substitute (R-45-11)."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.meetings import live, permissions, queries
from giaoban.meetings.actions.telling import put_whereabouts, workshop
from giaoban.meetings.models import Attendee, Meeting, SiteAnswer
from giaoban.people.models import Unit, User

ACTIONS = {
    "meetings.answered": _("{actor} trả lời giấy mời “{subject}”: {answer}"),
    "meetings.substitute_asked": _("{actor} xin cử {person} dự thay tại “{subject}”"),
    "meetings.substitute_consented": _("{actor} đồng ý để {person} dự thay tại “{subject}”"),
    "meetings.substitute_refused": _("{actor} không đồng ý để {person} dự thay tại “{subject}”"),
    "meetings.site_answered": _("{actor} trả lời thay điểm cầu {unit} tại “{subject}”: {heads} người"),
}
Answer = Attendee.Answer
Consent = Attendee.Consent


@transaction.atomic
def answer(
    *,
    meeting_id: UUID,
    answer: str,
    by: Actor,
    reason: str = "",
    substitute_id: UUID | None = None,
    user_id: UUID | None = None,
) -> Attendee:
    """An invited person says: I come, I join online, I cannot come (why), or somebody comes for me (who, why).

    When: published, until it starts. ``user_id``: a delegate answers for the one who gave the authority.
    Repeat: the same answer changes nothing; another one replaces it, and a consent given before is void.
    """
    meeting = queries.lock_meeting(meeting_id, by)
    row = queries.attendees_of(meeting).filter(user=user_id).first() if user_id else queries.my_place(by, meeting)
    require(permissions.may_answer(by, meeting, row))
    assert row is not None  # noqa: S101 - the rule above refuses a missing row
    chosen, reason = Answer(answer), reason.strip()
    if chosen == Answer.NONE:
        raise Invalid("kernel.bad_input", fields={"answer": "kernel.bad_input"})
    if chosen in {Answer.ABSENT, Answer.SUBSTITUTE} and not reason:
        raise Invalid("meetings.reason_needed", fields={"reason": "meetings.reason_needed"})
    substitute = _substitute(meeting, row, substitute_id) if chosen == Answer.SUBSTITUTE else None
    reason = reason if chosen in {Answer.ABSENT, Answer.SUBSTITUTE} else ""
    substitute_id = substitute.pk if substitute else None
    if (row.answer, row.reason, row.substitute_id) == (chosen, reason, substitute_id):
        return row
    row.answer, row.reason, row.substitute_id = chosen, reason, substitute_id
    row.consent = Consent.ASKED if substitute else Consent.NONE
    row.answered_at = clock.now()
    row.save()
    put_whereabouts(meeting)
    return _said(meeting, row, substitute, by.in_place_of(row.user_id))


def _substitute(meeting: Meeting, row: Attendee, substitute_id: UUID | None) -> User:
    found = User.objects.filter(pk=substitute_id, is_active=True).first() if substitute_id else None
    if found is None:
        raise Invalid("meetings.substitute_needed", fields={"substitute": "meetings.substitute_needed"})
    if found.pk == row.user_id:
        raise Invalid("meetings.substitute_is_self", fields={"substitute": "meetings.substitute_is_self"})
    if found.pk == meeting.chair_id or queries.attendees_of(meeting).filter(user=found).exists():
        raise Invalid(
            "meetings.substitute_is_invited",
            name=found.full_name,
            fields={"substitute": "meetings.substitute_is_invited"},
        )
    return found


def _said(meeting: Meeting, row: Attendee, substitute: User | None, by: Actor) -> Attendee:
    topics = [*workshop(meeting), (row.user_id, "meetings"), (row.user_id, "today")]
    seen = live.changes_for_attendance(meeting, [row.user_id])
    if substitute:
        data = {"person": substitute.full_name, "attendee": str(row.pk), "for": row.user.full_name}
        record("meetings.substitute_asked", by=by, subject=meeting, data=data, live=seen, topics=topics)
    else:
        data = {"answer": str(Answer(row.answer).label), "attendee": str(row.pk)}
        record("meetings.answered", by=by, subject=meeting, data=data, live=seen, topics=topics)
    return row


@transaction.atomic
def consent_substitute(*, attendee_id: UUID, by: Actor) -> Attendee:
    """The chair agrees that the named person comes instead; that person is invited from now on.

    Repeat: a consent given stays given.
    """
    return _settle(attendee_id, by, Consent.GIVEN)


@transaction.atomic
def refuse_substitute(*, attendee_id: UUID, by: Actor) -> Attendee:
    """The chair does not agree; the invited person is asked to answer anew. Repeat: it stays refused."""
    return _settle(attendee_id, by, Consent.REFUSED)


def _settle(attendee_id: UUID, by: Actor, consent: Attendee.Consent) -> Attendee:
    meeting_id = Attendee.objects.filter(pk=attendee_id).values_list("meeting", flat=True).first()
    if meeting_id is None:
        raise NotFound
    meeting = queries.lock_meeting(meeting_id, by)
    row = queries.attendees_of(meeting).filter(pk=attendee_id).first()
    require(permissions.may_consent(by, meeting))
    if row is None or row.answer != Answer.SUBSTITUTE or row.substitute is None:
        raise Conflict("meetings.no_substitute_asked")
    if row.consent == consent:
        return row
    row.consent = consent
    row.save(update_fields=["consent"])
    put_whereabouts(meeting)
    action = "meetings.substitute_consented" if consent == Consent.GIVEN else "meetings.substitute_refused"
    record(
        action,
        by=by.in_place_of(meeting.chair_id),
        subject=meeting,
        data={"person": row.substitute.full_name, "for": row.user.full_name, "attendee": str(row.pk)},
        live=live.changes_for_attendees(meeting, touched=[row.user_id, row.substitute.pk]),
        topics=[*workshop(meeting), (row.user_id, "meetings"), (row.substitute.pk, "meetings")],
    )
    return row


@transaction.atomic
def answer_site(
    *, meeting_id: UUID, unit_id: UUID, heads: int, by: Actor, technician: str = "", phone: str = ""
) -> SiteAnswer:
    """Somebody of a branch answers for its site: how many sit there, who looks after the line.

    Repeat: the newest answer replaces the one before.
    """
    meeting = queries.lock_meeting(meeting_id, by)
    unit: Unit | None = queries.sites_of(meeting).filter(pk=unit_id).first()
    if unit is None:
        raise NotFound
    require(permissions.may_answer_site(by, meeting, unit_id))
    found, _made = SiteAnswer.objects.update_or_create(
        meeting=meeting,
        unit=unit,
        defaults={
            "heads": heads,
            "technician": technician.strip(),
            "phone": phone.strip(),
            "answered_by_id": by.person_id,
            "answered_at": clock.now(),
        },
    )
    data = {"unit": unit.short_name, "heads": heads}
    record("meetings.site_answered", by=by, subject=meeting, data=data, topics=workshop(meeting))
    return found
