"""Who is told of what happens to an obstacle, and what the clock brings."""

from collections import Counter
from datetime import datetime

import pytest
from django.utils import timezone

from giaoban.ledger.testing import run_jobs
from giaoban.notify.models import Delivery
from giaoban.obstacles import actions, reminding
from giaoban.obstacles.testing import an_obstacle, khanh, noi_bai, txnk
from giaoban.people.testing import a_person, an, binh, by, chi

pytestmark = pytest.mark.django_db


def told():
    run_jobs()
    found = Counter((d.user.username, d.action) for d in Delivery.objects.filter(channel="inbox"))
    Delivery.objects.all().delete()
    return found


def test_each_step_is_told_to_exactly_those_who_act_or_wait():
    binh()
    thu = a_person("thu", "Mai Thị Thu", unit=txnk(), position="Trưởng phòng", authority="head")
    obstacle = an_obstacle()
    pk = obstacle.pk
    assert told() == {("binh", "obstacles.raised"): 1}
    actions.route(obstacle_id=pk, coordinating=[txnk().pk], by=by(binh()))
    routed = "obstacles.routed"
    assert told() == {("khanh", routed): 1, ("thu", routed): 1, ("chi", routed): 1, ("phuc", routed): 1}
    actions.answer(obstacle_id=pk, text="Theo quy định", by=by(khanh()))
    assert told() == {("chi", "obstacles.answered"): 1, ("phuc", "obstacles.answered"): 1}
    actions.ask_on(obstacle_id=pk, text="Chưa rõ", by=by(chi()))
    assert told() == {("khanh", "obstacles.asked_on"): 1}
    actions.escalate(obstacle_id=pk, level="leader", reason="Chưa có quy định", by=by(khanh()))
    up = "obstacles.escalated"
    assert told() == {("an", up): 1, ("chi", up): 1, ("phuc", up): 1}
    actions.comment(obstacle_id=pk, text="Xin số liệu", by=by(an()))
    assert told() == {(name, "obstacles.commented"): 1 for name in ("chi", "phuc", "thu")}
    actions.answer(obstacle_id=pk, text="Đồng ý", by=by(an()))
    told()
    actions.confirm(obstacle_id=pk, by=by(chi()))
    assert told() == {("khanh", "obstacles.resolved"): 1}
    assert thu


def test_a_flash_obstacle_is_urgent_and_said_once():
    binh()
    an_obstacle(urgency="flash")
    run_jobs()
    delivery = Delivery.objects.get(user=binh(), channel="inbox")
    assert delivery.is_urgent
    assert delivery.title.startswith("HỎA TỐC")


def due(day: str, rule):
    moment = timezone.make_aware(datetime.fromisoformat(f"{day}T09:00:00"))
    return [(d.user_id, d.on.isoformat()) for d in rule(moment)]


def test_the_clock_reminds_the_office_the_division_and_the_leader():
    binh()
    obstacle = an_obstacle()  # Tuesday 10/03
    assert due("2026-03-10", reminding.to_triage) == []
    assert due("2026-03-11", reminding.to_triage) == [(binh().pk, "2026-03-11")]
    actions.route(obstacle_id=obstacle.pk, by=by(binh()))  # due on Tuesday 17/03
    assert due("2026-03-11", reminding.to_triage) == []
    assert due("2026-03-13", reminding.before_the_day) == []
    assert due("2026-03-16", reminding.before_the_day) == [(khanh().pk, "2026-03-16")]
    assert due("2026-03-17", reminding.after_the_day) == []
    assert due("2026-03-18", reminding.after_the_day) == [(khanh().pk, "2026-03-18")]
    assert due("2026-03-20", reminding.after_the_day) == [(khanh().pk, "2026-03-18")]
    assert due("2026-03-23", reminding.after_the_day) == [(khanh().pk, "2026-03-23")]
    assert due("2026-03-19", reminding.to_the_leader) == []
    assert due("2026-03-20", reminding.to_the_leader) == [(an().pk, "2026-03-20")]


def test_an_answer_without_a_word_is_remembered_to_the_branch():
    an_obstacle("answered")
    assert due("2026-03-16", reminding.to_confirm) == []
    assert {user for user, _on in due("2026-03-17", reminding.to_confirm)} >= {chi().pk}
    assert noi_bai()
