"""Who may do what: units fill in their own report, the Office keeps the form, the summary and the rollout."""

from uuid import UUID

from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.meetings import permissions as meetings
from giaoban.meetings.models import Meeting, Series
from giaoban.obstacles import queries as obstacles
from giaoban.people.models import Role

BEFORE = frozenset({
    Meeting.State.DRAFT, Meeting.State.SUBMITTED, Meeting.State.APPROVED, Meeting.State.PUBLISHED,
})  # fmt: skip


def may_keep_form(by: Actor, series: Series) -> Verdict:
    """The Office over the series' unit keeps the form."""
    return YES if by.has_role(Role.OFFICE_SECRETARY, series.unit_id) else no("reports.only_the_office")


def may_report(by: Actor, meeting: Meeting, unit_id: UUID) -> Verdict:
    """Whoever works in the unit fills its report in, until the meeting starts."""
    if not obstacles.hats_of(by).works_in(unit_id):
        return no("reports.only_the_unit")
    return YES if meeting.state in BEFORE else no("reports.meeting_is_over")


def may_put_on_agenda(by: Actor, meeting: Meeting) -> Verdict:
    """Whoever prepares the meeting makes the summary a paper of an item."""
    return meetings.may_change(by, meeting)


def may_keep_rollout(by: Actor) -> Verdict:
    """The Office plans the phases and writes down what is ready."""
    return YES if by.has_role(Role.OFFICE_SECRETARY) else no("reports.only_the_office")


def may_see_rollout(by: Actor) -> Verdict:
    """Leaders, the Office and inspectors follow the rollout."""
    watching = any(by.has_role(role) for role in (Role.LEADER, Role.OFFICE_SECRETARY, Role.INSPECTOR))
    return YES if watching else no("reports.only_the_office")
