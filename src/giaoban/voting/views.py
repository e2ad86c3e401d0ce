"""The pages of votes: what came out, ballot by ballot; the votes of a meeting; the workbook."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from giaoban.kernel.rules import require
from giaoban.meetings.models import Meeting
from giaoban.meetings.queries.meetings import visible_meetings
from giaoban.people.middleware import HouseRequest
from giaoban.voting import permissions, queries, results, sheet
from giaoban.voting.models import Poll
from giaoban.voting.queries.ballots import Line
from giaoban.voting.wording import rule_in_words


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One ballot in the table, with what the browser counts it by."""

    line: Line
    choice: str


@login_required
@require_GET
def result(request: HouseRequest, poll_id: UUID) -> HttpResponse:
    """Show what came out of a vote, with the lines by which anybody may check and count again."""
    poll = queries.visible_poll(poll_id, request.actor)
    require(permissions.may_see_result(request.actor, poll))
    seen = permissions.may_see_lines(request.actor, poll)
    lines = [ShownLine(line, json.dumps(line.choice)) for line in queries.published_lines(poll)] if seen else []
    facts: dict[str, Any] = {
        "poll": poll,
        "meeting": poll.meeting,
        "rule": rule_in_words(poll),
        "words": results.words(poll),
        "is_good": results.is_good(poll),
        "bars": results.bars(poll),
        "lines": lines,
        "votes": json.dumps(poll.result["votes"]),
        "may_see_lines": bool(seen),
        "opinions": queries.opinions(poll),
        "rounds": [one for one in _rounds(poll) if permissions.may_see_result(request.actor, one)],
        "crumbs": [
            {"label": poll.meeting.title, "url": reverse("meetings:meeting", args=[poll.meeting_id])},
            {"label": _votes_of(), "url": reverse("voting:of_meeting", args=[poll.meeting_id])},
        ],
    }
    return render(request, "voting/result.html", facts)


def _votes_of() -> str:
    return sheet.title()


def _rounds(poll: Poll) -> list[Poll]:
    first = poll.first or poll
    rows = [one for one in queries.polls_of(poll.meeting) if (one.first_id or one.pk) == first.pk]
    return sorted(rows, key=lambda one: one.round) if len(rows) > 1 else []


@login_required
@require_GET
def export(request: HouseRequest, poll_id: UUID) -> HttpResponse:
    """Send the result, and the lines that the person may see, as a workbook."""
    poll = queries.visible_poll(poll_id, request.actor)
    require(permissions.may_see_result(request.actor, poll))
    lines = queries.published_lines(poll) if permissions.may_see_lines(request.actor, poll) else None
    roll = list(queries.voters_of(poll)) if permissions.may_see_roll(request.actor, poll) else None
    return _workbook(sheet.of_poll(poll, lines, roll), f"bieu-quyet-{slugify(poll.question)[:60]}")


@login_required
@require_GET
def of_meeting(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Show the votes of a meeting with their figures."""
    meeting = _meeting(request, meeting_id)
    crumbs = [{"label": meeting.title, "url": reverse("meetings:meeting", args=[meeting.pk])}]
    facts = {"meeting": meeting, "rows": _rows(request, meeting), "crumbs": crumbs}
    return render(request, "voting/meeting.html", facts)


@login_required
@require_GET
def card(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Send the votes of a meeting as the card on its page; nothing where there are none."""
    meeting = _meeting(request, meeting_id)
    return render(request, "voting/part/card.html", {"meeting": meeting, "rows": _rows(request, meeting)})


@dataclass(frozen=True, slots=True)
class Row:
    """One vote in a list; without result for who may not see it yet."""

    poll: Poll
    words: str
    is_good: bool
    bars: list[results.Bar]
    people: dict[str, int] | None


def _rows(request: HouseRequest, meeting: Meeting) -> list[Row]:
    found = []
    for poll in queries.visible_polls(request.actor, meeting):
        seen = bool(permissions.may_see_result(request.actor, poll))
        found.append(
            Row(
                poll,
                results.words(poll) if seen else "",
                seen and results.is_good(poll),
                results.bars(poll) if seen else [],
                poll.result["people"] if seen else None,
            )
        )
    return found


def _meeting(request: HouseRequest, meeting_id: UUID) -> Meeting:
    return get_object_or_404(visible_meetings(request.actor, whole=True), pk=meeting_id)


def _workbook(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer
