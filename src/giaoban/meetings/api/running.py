"""The running meeting in the HTTP API (api.md)."""

from uuid import UUID

from ninja import Router, Status

from giaoban.kernel.errors import Invalid
from giaoban.meetings.actions import attendance, consent, plan, running, script
from giaoban.meetings.models import AgendaItem, AttendanceMark, Meeting, PlanChange
from giaoban.meetings.schemas.running import (
    CheckInIn,
    ConsentBlockIn,
    CountedOut,
    DoneOut,
    ExtendItemIn,
    GoToIn,
    NextIn,
    PersonIn,
    PlanIn,
    PlanOut,
    RoundIn,
    TakeOutIn,
)
from giaoban.people.middleware import HouseRequest

router = Router(tags=["meetings"])


def _done(meeting: Meeting) -> DoneOut:
    return DoneOut(state=meeting.state, item=meeting.current_item_id)


@router.post("/meetings/{uuid:meeting_id}/start", response=DoneOut, summary="Start the meeting")
def start(request: HouseRequest, meeting_id: UUID) -> DoneOut:
    """Start a published meeting."""
    return _done(running.start(meeting_id=meeting_id, by=request.actor))


@router.post("/meetings/{uuid:meeting_id}/next", response=DoneOut, summary="Do the next step of the script")
def next_item(request: HouseRequest, meeting_id: UUID, data: NextIn) -> DoneOut:
    """Do what the one button says, or a later step of the script."""
    done = script.next_item(
        meeting_id=meeting_id, step=data.step, expect=data.expect, item_id=data.item, by=request.actor
    )
    return _done(done)


@router.post("/meetings/{uuid:meeting_id}/item", response=DoneOut, summary="Go to an item")
def go_to_item(request: HouseRequest, meeting_id: UUID, data: GoToIn) -> DoneOut:
    """Move the room to an item."""
    item = running.go_to_item(meeting_id=meeting_id, item_id=data.item, by=request.actor)
    return DoneOut(state=item.meeting.state, item=item.pk)


@router.post("/meetings/{uuid:meeting_id}/skip", response=DoneOut, summary="Skip an item")
def skip_item(request: HouseRequest, meeting_id: UUID, data: GoToIn) -> DoneOut:
    """Pass over an item."""
    item: AgendaItem = running.skip_item(meeting_id=meeting_id, item_id=data.item, by=request.actor)
    return _done(item.meeting)


@router.post("/meetings/{uuid:meeting_id}/extend", response=DoneOut, summary="Give an item more minutes")
def extend_item(request: HouseRequest, meeting_id: UUID, data: ExtendItemIn) -> DoneOut:
    """Give an item more minutes, or take some back."""
    item = running.extend_item(meeting_id=meeting_id, item_id=data.item, minutes=data.minutes, by=request.actor)
    return _done(item.meeting)


@router.post("/meetings/{uuid:meeting_id}/plan", response=PlanOut, summary="Change what is left of the plan")
def replan(request: HouseRequest, meeting_id: UUID, data: PlanIn) -> PlanChange:
    """Shorten items, move some to writing, lengthen the meeting, in one act."""
    return plan.replan(
        meeting_id=meeting_id,
        change_id=data.id,
        minutes=data.minutes,
        in_writing=data.in_writing,
        extended_minutes=data.extended_minutes,
        by=request.actor,
    )


@router.delete("/meetings/{uuid:meeting_id}/plan/{uuid:change_id}", response={204: None}, summary="Take it back")
def undo_plan(request: HouseRequest, meeting_id: UUID, change_id: UUID) -> Status[None]:
    """Take a change of the plan back."""
    plan.undo_plan(meeting_id=meeting_id, change_id=change_id, by=request.actor)
    return Status(204, None)


@router.post("/meetings/{uuid:meeting_id}/consent", response=DoneOut, summary="Adopt the consent block")
def adopt_consent(request: HouseRequest, meeting_id: UUID, data: ConsentBlockIn) -> DoneOut:
    """Adopt the consent block in one act."""
    return _done(consent.adopt_consent(meeting_id=meeting_id, expect=data.count, by=request.actor))


@router.post("/items/{uuid:item_id}/take-out", response={204: None}, summary="Out of the consent block")
def take_out(request: HouseRequest, item_id: UUID, data: TakeOutIn) -> Status[None]:
    """Bring an item out of the consent block to be talked about."""
    consent.take_out_of_consent(item_id=item_id, reason=data.reason, by=request.actor)
    return Status(204, None)


@router.post("/meetings/{uuid:meeting_id}/close", response=DoneOut, summary="Close the meeting")
def close(request: HouseRequest, meeting_id: UUID) -> DoneOut:
    """Close a running meeting."""
    return _done(running.close(meeting_id=meeting_id, by=request.actor))


@router.post("/meetings/{uuid:meeting_id}/reopen", response=DoneOut, summary="Take a closing back")
def reopen(request: HouseRequest, meeting_id: UUID) -> DoneOut:
    """Take back a closing within half an hour."""
    return _done(running.reopen(meeting_id=meeting_id, by=request.actor))


@router.post("/meetings/{uuid:meeting_id}/rounds", response=dict[str, int], summary="Open a head-count")
def open_round(request: HouseRequest, meeting_id: UUID, data: RoundIn) -> dict[str, int]:
    """Open a head-count."""
    made = attendance.open_round(meeting_id=meeting_id, label=data.label, by=request.actor)
    return {"round": made.number}


@router.post("/meetings/{uuid:meeting_id}/rounds/close", response={204: None}, summary="Close the head-count")
def close_round(request: HouseRequest, meeting_id: UUID) -> Status[None]:
    """Close the open head-count."""
    attendance.close_round(meeting_id=meeting_id, by=request.actor)
    return Status(204, None)


@router.post("/meetings/{uuid:meeting_id}/rest-absent", response=CountedOut, summary="The others are absent")
def rest_absent(request: HouseRequest, meeting_id: UUID) -> CountedOut:
    """Mark everybody who has not been counted as absent."""
    return _counted(attendance.mark_rest_absent(meeting_id=meeting_id, by=request.actor))


@router.post("/meetings/{uuid:meeting_id}/check-in", response=CountedOut, summary="Be counted, or count others")
def check_in(request: HouseRequest, meeting_id: UUID, data: CheckInIn) -> CountedOut:
    """Check in: oneself, by the code on the screen; the secretary or a site for many."""
    return _counted(_check_in(request, meeting_id, data))


def _check_in(request: HouseRequest, meeting_id: UUID, data: CheckInIn) -> list[AttendanceMark]:
    if data.method == AttendanceMark.Method.SECRETARY:
        return attendance.mark_people(
            meeting_id=meeting_id,
            user_ids=data.people,
            state=data.state or AttendanceMark.State.ON_SITE,
            reason=data.reason,
            by=request.actor,
        )
    if data.method == AttendanceMark.Method.SITE:
        if data.site is None:
            raise Invalid("meetings.bad_method")
        return attendance.check_in_site(
            meeting_id=meeting_id, site_id=data.site, user_ids=data.people, heads=data.heads, by=request.actor
        )
    mark = attendance.check_in(
        meeting_id=meeting_id, method=data.method, state=data.state, code=data.code, by=request.actor
    )
    return [mark]


def _counted(marks: list[AttendanceMark]) -> CountedOut:
    return CountedOut(people=[mark.user_id for mark in marks], state=marks[0].state if marks else "")


@router.post("/meetings/{uuid:meeting_id}/leave", response=CountedOut, summary="Leave before the end")
def leave_early(request: HouseRequest, meeting_id: UUID, data: PersonIn) -> CountedOut:
    """Say that a person, or oneself, leaves before the end."""
    user_id = data.person or request.actor.person_id
    return _counted([attendance.leave_early(meeting_id=meeting_id, user_id=user_id, by=request.actor)])
