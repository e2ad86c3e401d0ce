"""The stages of the load, in order. The whole stands in one transaction: a load that was cut off leaves nothing."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from giaoban.demo.content import briefings, other_meetings, tasks
from giaoban.demo.content import meetings as content
from giaoban.demo.content.tasks import TaskStory
from giaoban.demo.content.units import ROOT
from giaoban.demo.load import around, prepare
from giaoban.demo.load.agency import load_agency
from giaoban.demo.load.consultations import plan_consultations
from giaoban.demo.load.held import Held
from giaoban.demo.load.known import Known
from giaoban.demo.load.moments import RUNNING_FOR, moments_of
from giaoban.demo.load.obstacles import ObstacleWriter, Waiting
from giaoban.demo.load.own_work import plan_own_work
from giaoban.demo.load.past import Past, PastWriter
from giaoban.demo.load.prepare import Drafted
from giaoban.demo.load.records import plan_records
from giaoban.demo.load.reports import plan_reports, write_rollout
from giaoban.demo.load.series import load_series
from giaoban.demo.load.stories import StoryWriter
from giaoban.demo.load.timeline import Timeline
from giaoban.meetings.models import Series
from giaoban.people.models import Unit

Say = Callable[[str], object]
Made = TypeVar("Made")
ROUND = 5  # minutes: a meeting starts on the five


def is_loaded() -> bool:
    """Tell whether the demo agency is there."""
    return Unit.objects.filter(code=ROOT).exists()


@transaction.atomic
def load(now: datetime, say: Say) -> None:
    """Load the agency as it stands at ``now``."""
    Loader(now, say).run()


class Loader:
    """Holds what one stage hands to the next."""

    def __init__(self, now: datetime, say: Say) -> None:
        """Load as of that moment."""
        self.now, self.say = now, say
        self.today = timezone.localtime(now).date()
        self.timeline = Timeline(now)
        self.stories: dict[str, dict[int, TaskStory]] = {}
        for story in tasks.task_stories(self.today):
            self.stories.setdefault(story.meeting, {})[story.place] = story

    def run(self) -> None:
        """Run all stages."""
        known = self._stage("Đơn vị, công chức, danh mục", lambda: load_agency(self.today))
        series = self._stage("Loạt họp giao ban", lambda: load_series(known, self.now))
        self._stage("Cuộc họp và nhiệm vụ của một năm", lambda: self._past(known, series))
        hurry = self._stage("Giao ban gần đây, đang họp, tuần tới", lambda: self._real(known, series))
        self._stage("Việc trong đơn vị, lịch đi vắng, ủy quyền", lambda: self._around(known, series))
        self._stage("Diễn biến theo thời gian, văn bản, sổ nhật ký", self.timeline.play)
        self._stage("Thông báo, việc nền", lambda: self._quiet(hurry))

    def _stage(self, words: str, run: Callable[[], Made]) -> Made:
        begun = time.monotonic()
        made = run()
        self.say(f"  {words}: {time.monotonic() - begun:.1f} giây")
        return made

    def _past(self, known: Known, series: Series) -> None:
        real = {row.key for row in self._recent()}
        held = [row for row in self._meetings() if row.state == "concluded" and row.key not in real]
        written = PastWriter(known, self.timeline, series).write(held)
        stories = StoryWriter(known, self.timeline)
        for past in written:
            self._tell(past, stories)
            plan_records(past, known, self.timeline)
        stories.write()
        touched = [row for past in written for row in past.conclusions.values() if row.task_id]
        type(touched[0]).objects.bulk_update(touched, ["task_id", "responsible"], batch_size=200)
        ObstacleWriter(known, self.timeline).write(written)

    def _tell(self, past: Past, stories: StoryWriter) -> None:
        for place, story in self.stories.get(past.content.key, {}).items():
            task = stories.begin(story, past.row, past.conclusions[place], past.row.series_id)
            past.conclusions[place].responsible = task.assignee
            stories.tell(task, story)

    def _real(self, known: Known, series: Series) -> list[Held | Drafted]:
        running = next(row for row in self._meetings() if row.state == "running")
        found: list[Held | Drafted] = []
        waiting = Waiting(known, self.timeline)
        waiting.plan_waiting()
        for row in [*self._recent(), running]:
            when = moments_of(row, self._begun() if row is running else None)
            held = Held(row, when, known, self.timeline, series, self.stories.get(row.key, {}))
            held.plan()
            after = None if held.is_running else when.notice + timedelta(hours=17)
            waiting.plan_heard(lambda held=held: (held.row, held.items), row.items, when.drafted, after)  # type: ignore[misc]
            found.append(held)
        for row in self._meetings():
            if row.state == "draft":
                drafted = Drafted(row, known, series, self.timeline)
                begun = drafted.plan(moments_of(row))
                waiting.plan_heard(lambda made=drafted: (made.row, made.items), row.items, begun)  # type: ignore[misc]
                if row.in_series:
                    drafted.gather(begun + timedelta(minutes=2))
                found.append(drafted)
        return found

    def _around(self, known: Known, series: Series) -> None:
        plan_reports(known, self.timeline, series)
        write_rollout(known, self.timeline)
        plan_own_work(known, self.timeline)
        plan_consultations(known, self.timeline)
        around.plan_absences(known, self.timeline)

    def _quiet(self, meetings: list[Held | Drafted]) -> None:
        urgent = [row.row.pk for row in meetings[4:] if row.row]
        prepare.hurry(urgent)
        around.tell_the_latest(self.now)
        around.index_soon()

    def _meetings(self) -> list[content.Meeting]:
        return [*briefings.briefings(self.today), *other_meetings.other_meetings(self.today)]

    def _recent(self) -> list[content.Meeting]:
        past = [row for row in briefings.briefings(self.today) if row.state == "concluded"]
        return past[-briefings.RECENT :]

    def _begun(self) -> datetime:
        """Return when today's briefing started: its fourth item has been on for some minutes by now."""
        begun = self.now - RUNNING_FOR
        return begun - timedelta(minutes=begun.minute % ROUND, seconds=begun.second, microseconds=begun.microsecond)
