"""The verbs of this app."""

from django.utils.functional import Promise

from giaoban.meetings.actions import (
    agenda,
    answers,
    approval,
    attendance,
    carry,
    invitations,
    marks,
    minutes_lines,
    papers,
    publication,
    running,
    schedule,
)
from giaoban.meetings.actions import series as series_verbs
from giaoban.meetings.actions.agenda import (
    change_item,
    order_agenda,
    propose_item,
    remove_item,
    take_out_of_consent,
)
from giaoban.meetings.actions.answers import answer, answer_site, consent_substitute, refuse_substitute
from giaoban.meetings.actions.approval import (
    approve_agenda,
    on_agenda_approved,
    on_agenda_returned,
    reopen_agenda,
    return_agenda,
    settle_remark,
    submit_agenda,
    write_remark,
)
from giaoban.meetings.actions.attendance import (
    check_in,
    check_in_site,
    close_round,
    leave_early,
    mark_people,
    open_round,
)
from giaoban.meetings.actions.carry import carry_over, carry_over_all, carry_over_job
from giaoban.meetings.actions.invitations import invite, invite_group, remove_attendee
from giaoban.meetings.actions.marks import mark_item, settle_consent, settle_consents, submit_opinion, write_opinion
from giaoban.meetings.actions.minutes_lines import add_line, change_line, remove_line
from giaoban.meetings.actions.papers import (
    accept_paper,
    ask_for_paper,
    open_paper,
    paper_replaced,
    return_paper,
    submit_paper,
    withdraw_request,
)
from giaoban.meetings.actions.publication import cancel, make_invitation, postpone, publish, tell_changes
from giaoban.meetings.actions.running import close, extend_item, go_to_item, next_item, reopen, skip_item, start
from giaoban.meetings.actions.schedule import change_meeting
from giaoban.meetings.actions.schedule import schedule as schedule_meeting
from giaoban.meetings.actions.series import (
    UsualItem,
    change_series_from,
    draft_ahead,
    draft_from_series,
    end_series,
    extend_series,
    move_date,
    restore_date,
    skip_date,
    start_series,
)

AGENDA = approval.KIND  # what an approval of an agenda is called
ACTIONS: dict[str, Promise | str] = {
    **schedule.ACTIONS,
    **agenda.ACTIONS,
    **papers.ACTIONS,
    **approval.ACTIONS,
    **publication.ACTIONS,
    **invitations.ACTIONS,
    **answers.ACTIONS,
    **marks.ACTIONS,
    **carry.ACTIONS,
    **series_verbs.ACTIONS,
    **running.ACTIONS,
    **attendance.ACTIONS,
    **minutes_lines.ACTIONS,
}

__all__ = [
    "ACTIONS",
    "AGENDA",
    "UsualItem",
    "accept_paper",
    "answer",
    "answer_site",
    "approve_agenda",
    "ask_for_paper",
    "cancel",
    "carry_over",
    "carry_over_all",
    "carry_over_job",
    "change_item",
    "change_meeting",
    "change_series_from",
    "consent_substitute",
    "draft_ahead",
    "draft_from_series",
    "end_series",
    "extend_series",
    "invite",
    "invite_group",
    "make_invitation",
    "mark_item",
    "move_date",
    "on_agenda_approved",
    "on_agenda_returned",
    "open_paper",
    "order_agenda",
    "paper_replaced",
    "postpone",
    "propose_item",
    "publish",
    "refuse_substitute",
    "remove_attendee",
    "remove_item",
    "reopen_agenda",
    "restore_date",
    "return_agenda",
    "return_paper",
    "schedule_meeting",
    "settle_consent",
    "settle_consents",
    "settle_remark",
    "skip_date",
    "start_series",
    "submit_agenda",
    "submit_opinion",
    "submit_paper",
    "take_out_of_consent",
    "tell_changes",
    "withdraw_request",
    "write_opinion",
    "write_remark",
    "add_line",
    "change_line",
    "check_in",
    "check_in_site",
    "close",
    "close_round",
    "extend_item",
    "go_to_item",
    "leave_early",
    "mark_people",
    "next_item",
    "open_round",
    "remove_line",
    "reopen",
    "skip_item",
    "start",
]
