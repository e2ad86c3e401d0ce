"""Ready check, open, pause, countdown, close, publish, call off (VOTE-3, VOTE-4, VOTE-7)."""

import pytest

from giaoban.hall.testing import guest
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, Refused
from giaoban.ledger.models import Job
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.meetings.actions import close as close_meeting
from giaoban.meetings.actions import next_item
from giaoban.meetings.models import MinutesLine
from giaoban.meetings.queries import script
from giaoban.meetings.recording import compose_minutes, compose_notice
from giaoban.people.testing import an, binh, by, chi
from giaoban.voting import actions, permissions
from giaoban.voting.testing import a_poll, an_open_poll, casts, published, voted
from giaoban.voting.tests.conftest import khach, vang


def test_everybody_reads_the_rules_and_says_ready(running, watched):
    poll = a_poll(running)
    with watched(running), expect_record("voting.ready_asked", "voting.ready_said", "voting.ready_ended"):
        actions.check_ready(poll_id=poll.pk, by=by(an()))
        actions.check_ready(poll_id=poll.pk, by=by(an()))
        actions.say_ready(poll_id=poll.pk, by=by(chi()))
        actions.say_ready(poll_id=poll.pk, by=by(chi()))
        actions.stop_check(poll_id=poll.pk, by=by(an()))
    with pytest.raises(Conflict):
        actions.say_ready(poll_id=actions.open_poll(poll_id=poll.pk, by=by(an())).pk, by=by(chi()))


def test_a_ready_voter_is_still_ready_when_it_opens(running, watched):
    poll = a_poll(running)
    actions.check_ready(poll_id=poll.pk, by=by(an()))
    actions.say_ready(poll_id=poll.pk, by=by(chi()))
    with watched(running):
        actions.open_poll(poll_id=poll.pk, by=by(an()))
        casts(poll, chi())


def test_the_roll_is_frozen_at_opening(running, watched):
    with watched(running), expect_record("voting.poll_drafted", "voting.poll_opened"):
        poll = an_open_poll(running)
        actions.open_poll(poll_id=poll.pk, by=by(binh()))
    roll = {row.member.username: (row.may_vote, row.is_present) for row in poll.voters.select_related("member")}
    there, away = (True, True), (False, False)
    assert roll == {"an": there, "chi": there, "giang": there, "lan": there, "vang": away}
    running.attendees.filter(user=chi()).update(capacity="invited")
    casts(poll, chi())


def test_who_the_head_count_did_not_find_is_absent(running):
    from giaoban.meetings.actions import check_in, open_round

    open_round(meeting_id=running.pk, by=by(an()))
    check_in(meeting_id=running.pk, by=by(chi()))
    poll = an_open_poll(running)
    assert set(poll.voters.filter(may_vote=True).values_list("member__username", flat=True)) == {"an", "chi"}


def test_one_vote_at_a_time(running):
    an_open_poll(running)
    other = a_poll(running, question="Câu khác")
    for verb in (actions.open_poll, actions.check_ready):
        with pytest.raises(Conflict) as no:
            verb(poll_id=other.pk, by=by(an()))
        assert no.value.code == "voting.another_is_open"


def test_a_countdown_stands_still_while_paused(running, watched):
    with watched(running):
        poll = an_open_poll(running, seconds=60)
        paused = actions.pause_poll(poll_id=poll.pk, by=by(an()))
        actions.pause_poll(poll_id=poll.pk, by=by(an()))
        assert (paused.ends_at, 58 <= paused.seconds_left <= 60) == (None, True)
        resumed = actions.resume_poll(poll_id=poll.pk, by=by(an()))
        actions.resume_poll(poll_id=poll.pk, by=by(an()))
        assert resumed.ends_at > clock.now()
        actions.set_countdown(poll_id=poll.pk, seconds=0, by=by(an()))
    poll.refresh_from_db()
    assert poll.ends_at is None
    with pytest.raises(Invalid):
        actions.set_countdown(poll_id=poll.pk, seconds=99_999, by=by(an()))


@pytest.mark.parametrize("way", ["job", "clock"])
def test_the_vote_closes_when_its_time_is_up(running, watched, way):
    poll = an_open_poll(running, seconds=30)
    casts(poll, chi())
    with watched(running), clock.later(seconds=31):
        if way == "job":
            assert Job.objects.filter(name="voting.close_when_due").exists()
            run_jobs()
        else:
            actions.close_due_polls()
    poll.refresh_from_db()
    assert (poll.state, poll.result["cast"]) == ("closed", 1)


def test_a_countdown_that_was_moved_does_not_close_early(running):
    poll = an_open_poll(running, seconds=30)
    actions.set_countdown(poll_id=poll.pk, seconds=300, by=by(an()))
    with clock.later(seconds=31):
        run_jobs()
    poll.refresh_from_db()
    assert poll.state == "open"


def test_the_result_is_the_desks_until_it_is_published(running, watched):
    poll = an_open_poll(running)
    with watched(running), expect_record("voting.ballot_cast", "voting.ballot_cast", "voting.poll_closed"):
        voted(poll, an="agree", chi="disagree")
        actions.close_poll(poll_id=poll.pk, by=by(an()))
    poll.refresh_from_db()
    assert not permissions.may_see_result(by(chi()), poll)
    assert permissions.may_see_result(by(binh()), poll)
    with watched(running), expect_record("voting.result_published"):
        actions.publish_result(poll_id=poll.pk, by=by(an()))
        actions.publish_result(poll_id=poll.pk, by=by(an()))
    poll.refresh_from_db()
    assert permissions.may_see_result(by(chi()), poll)
    line = MinutesLine.objects.get(poll=poll)
    assert "2/4 người được bỏ phiếu đã bỏ phiếu (5 thành viên); Tán thành 1; Không tán thành 1" in line.text


def test_names_are_seen_where_the_vote_is_open_and_by_the_secretary_where_it_is_closed(running):
    shown = {"open": (True, True, True), "closed": (False, True, False), "secret": (True, True, True)}
    for secrecy, expected in shown.items():
        poll = published(an_open_poll(running, secrecy=secrecy), an="agree")
        seen = tuple(bool(permissions.may_see_lines(by(user), poll)) for user in (an(), binh(), chi()))
        assert seen == expected, secrecy


def test_the_minutes_hold_the_result_in_place_of_its_line(running):
    item = running.items.first()
    poll = published(an_open_poll(running, item_id=item.pk, secrecy="secret"), an="agree", chi="agree", giang="agree")
    minutes = compose_minutes(running)
    results = [entry for entry in minutes.items[0].entries if getattr(entry, "question", "") == poll.question]
    assert [(one.eligible, one.cast, one.secret, one.outcome) for one in results] == [(4, 3, True, "được thông qua")]


def test_the_notice_tells_the_published_results_and_no_others(running):
    poll = published(an_open_poll(running, item_id=running.items.first().pk), an="agree", chi="agree", giang="agree")
    casts(an_open_poll(running), chi())
    told = compose_notice(running).votes
    assert [(one.question, one.cast, one.outcome) for one in told] == [(poll.question, 3, "được thông qua")]


def test_a_vote_is_called_off_with_a_reason_and_stays_in_the_record(running, watched):
    poll = an_open_poll(running)
    casts(poll, chi())
    with pytest.raises(Invalid):
        actions.void_poll(poll_id=poll.pk, reason=" ", by=by(an()))
    with watched(running), expect_record("voting.poll_voided"):
        actions.void_poll(poll_id=poll.pk, reason="Câu hỏi chưa rõ", by=by(an()))
        actions.void_poll(poll_id=poll.pk, reason="Lần nữa", by=by(an()))
    with pytest.raises(Conflict):
        casts(poll, guest())


def test_a_published_vote_is_not_called_off(running):
    poll = published(an_open_poll(running), an="agree")
    with pytest.raises(Conflict):
        actions.void_poll(poll_id=poll.pk, reason="Muộn", by=by(an()))


def test_the_meeting_is_not_closed_over_an_open_vote(running):
    poll = an_open_poll(running)
    with pytest.raises(Conflict) as no:
        close_meeting(meeting_id=running.pk, by=by(an()))
    assert no.value.code == "voting.close_it_first"
    voted(poll)
    close_meeting(meeting_id=running.pk, by=by(an()))
    actions.publish_result(poll_id=poll.pk, by=by(an()))


def test_the_script_opens_closes_and_publishes(running, watched):
    poll = a_poll(running, item_id=running.items.first().pk)
    steps = []
    with watched(running):
        for _ in range(3):
            running.refresh_from_db()
            step = script.steps(running)[0]
            steps.append((step.do, step.subject))
            next_item(meeting_id=running.pk, step=step.key(running.current_item_id), by=by(an()))
    assert steps == [("vote", poll.pk), ("vote_close", poll.pk), ("vote_publish", poll.pk)]
    running.refresh_from_db()
    assert all(step.do not in {"vote", "vote_close", "vote_publish"} for step in script.steps(running))


def test_open_votes_are_read_out_before_the_end(running):
    poll = an_open_poll(running)
    assert [(point.kind, point.subject) for point in script.points(running) if point.kind == "vote"] == [
        ("vote", poll.pk)
    ]


def test_nobody_is_left_to_vote(running):
    from giaoban.meetings.actions import mark_people, open_round

    open_round(meeting_id=running.pk, by=by(an()))
    people = [an(), chi(), guest(), vang()]
    mark_people(meeting_id=running.pk, user_ids=[user.pk for user in people], state="absent", by=by(binh()))
    with pytest.raises(Conflict):
        an_open_poll(running)


def test_a_guest_is_not_asked_whether_ready(running):
    poll = actions.check_ready(poll_id=a_poll(running).pk, by=by(an()))
    with pytest.raises(Refused):
        actions.say_ready(poll_id=poll.pk, by=by(khach()))
