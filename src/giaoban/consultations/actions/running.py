"""From the sending to the closing: out to those asked, reminding, more time, the end (SLIP-1)."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from giaoban.consultations import permissions, queries
from giaoban.consultations.actions.asked import settle_heads
from giaoban.consultations.actions.drafting import withdraw_approval
from giaoban.consultations.actions.told import day, tell, words
from giaoban.consultations.models import Consultation
from giaoban.consultations.models.consultation import OVER
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Invalid
from giaoban.kernel.rules import require
from giaoban.people import queries as people

State = Consultation.State
NOT_AGAIN_FOR: Final = timedelta(hours=1)  # a second tap on «remind» within it does nothing


@transaction.atomic
def send(*, consultation_id: UUID, by: Actor) -> Consultation:
    """The officer sends the slips: everybody asked is told, and the days begin to count.

    The last day is so many working days after today. Repeat: what is sent stays as it is.
    """
    consultation = queries.lock_consultation(consultation_id, by)
    if consultation.sent_at and by.answers_for(consultation.officer_id):
        return consultation
    require(permissions.may_send(by, consultation))
    settle_heads(consultation)
    asked = consultation.slips.count()
    if not asked:
        raise Invalid("consultations.nobody_asked", fields={"people": "consultations.nobody_asked"})
    consultation.state, consultation.sent_at, consultation.remark = State.OPEN, clock.now(), ""
    consultation.due_on = people.work_calendar().after(clock.today(), consultation.working_days)
    consultation.first_due_on = consultation.due_on
    consultation.save(update_fields=["state", "sent_at", "remark", "due_on", "first_due_on"])
    acting = by.in_place_of(consultation.officer_id)
    tell("consultations.sent", consultation, acting, asked=asked)
    return consultation


@transaction.atomic
def remind(*, consultation_id: UUID, by: Actor, slip_id: UUID | None = None) -> int:
    """The officer reminds one who has not answered, or all of them; return how many were told.

    Repeat: nobody is reminded twice within an hour.
    """
    consultation = queries.lock_consultation(consultation_id, by)
    require(permissions.may_remind(by, consultation))
    now = clock.now()
    missing = consultation.slips.filter(opinion=None)
    missing = missing.filter(pk=slip_id) if slip_id else missing
    due = [slip for slip in missing if slip.reminded_at is None or slip.reminded_at <= now - NOT_AGAIN_FOR]
    if due:
        consultation.slips.filter(pk__in=[slip.pk for slip in due]).update(reminded_at=now)
        told = sorted(str(person) for person in queries.askable_people(due))
        acting = by.in_place_of(consultation.officer_id)
        tell("consultations.reminded", consultation, acting, count=len(due), told=told)
    return len(due)


@transaction.atomic
def extend(*, consultation_id: UUID, due_on: date, reason: str, by: Actor) -> Consultation:
    """The officer gives more time, with the reason; those asked are told. A day off moves on to the next working day.

    Repeat: the day that it has already changes nothing.
    """
    consultation = queries.lock_consultation(consultation_id, by)
    require(permissions.may_extend(by, consultation))
    wanted = people.work_calendar().next_working_day(due_on)
    before = consultation.due_on
    if wanted == before:
        return consultation
    if before is None or wanted < max(before, clock.today()):
        raise Invalid("consultations.only_later", fields={"due_on": "consultations.only_later"})
    why = words(reason, "consultations.reason_needed")[:300]
    consultation.due_on = wanted
    consultation.save(update_fields=["due_on"])
    acting = by.in_place_of(consultation.officer_id)
    tell("consultations.extended", consultation, acting, before=day(before), reason=why)
    return consultation


@transaction.atomic
def close(*, consultation_id: UUID, by: Actor) -> Consultation:
    """The officer closes: no answer changes any more, and silence counts as was said beforehand.

    When: the day has passed, or everybody has answered. Repeat: what is closed stays closed.
    """
    consultation = queries.lock_consultation(consultation_id, by)
    if consultation.state in OVER and by.answers_for(consultation.officer_id):
        return consultation
    require(permissions.may_close(by, consultation))
    consultation.state, consultation.closed_at = State.CLOSED, clock.now()
    consultation.save(update_fields=["state", "closed_at"])
    asked, answered = consultation.slips.count(), consultation.slips.exclude(opinion=None).count()
    acting = by.in_place_of(consultation.officer_id)
    tell("consultations.closed", consultation, acting, asked=asked, answered=answered)
    return consultation


@transaction.atomic
def cancel(*, consultation_id: UUID, reason: str, by: Actor) -> Consultation:
    """The officer, or the leader, calls it off with a reason; those asked are told. Repeat: it stays called off."""
    consultation = queries.lock_consultation(consultation_id, by)
    if consultation.state == State.CANCELLED:
        return consultation
    require(permissions.may_cancel(by, consultation))
    why = words(reason, "consultations.reason_needed")[:300]
    is_officers = by.answers_for(consultation.officer_id)
    acting = by.in_place_of(consultation.officer_id if is_officers else consultation.approver_id)
    withdraw_approval(consultation, acting)
    consultation.state = State.CANCELLED
    consultation.save(update_fields=["state"])
    tell("consultations.cancelled", consultation, acting, reason=why)
    return consultation
