"""What became of the conclusions: tasks with their notes, extensions and steps, in every state."""

from datetime import datetime, timedelta
from uuid import UUID

from giaoban.demo.content.tasks import Event, TaskStory
from giaoban.demo.load.known import Known
from giaoban.demo.load.past import Written
from giaoban.demo.load.timeline import Timeline, moment
from giaoban.kernel.folding import fold
from giaoban.meetings.actions.conclusions import CONTEXT, ORIGIN, TITLE
from giaoban.meetings.models import Conclusion, Meeting
from giaoban.tasks.models import ChecklistItem, Coordinator, Extension, Task, TaskNote

State, Kind = Task.State, TaskNote.Kind
NOTES = {
    "received": Kind.COMMENT,
    "progress": Kind.PROGRESS,
    "hand_in": Kind.HAND_IN,
    "return": Kind.RETURN,
    "confirm": Kind.CONFIRM,
    "comment": Kind.COMMENT,
    "suspend": Kind.SIDE,
    "cancel": Kind.SIDE,
}
ACTIONS = {
    "received": "tasks.accepted",
    "progress": "tasks.progressed",
    "hand_in": "tasks.handed_in",
    "return": "tasks.returned",
    "confirm": "tasks.confirmed",
    "comment": "tasks.commented",
    "suspend": "tasks.suspended",
    "cancel": "tasks.cancelled",
}
FULL = 100


class StoryWriter:
    """Writes tasks as their stories tell them."""

    def __init__(self, known: Known, timeline: Timeline) -> None:
        """Begin with nothing written."""
        self.known, self.timeline = known, timeline
        self.written = Written()

    def begin(self, story: TaskStory, meeting: Meeting, conclusion: Conclusion, series_id: UUID | None) -> Task:
        """Return the task of a conclusion as it was given."""
        content, known = conclusion.content, self.known
        title = content if len(content) <= TITLE else content[:TITLE].rsplit(" ", 1)[0] + " …"
        given = (meeting.closed_at or meeting.ends_at) + timedelta(minutes=25)
        task = Task(
            title=title,
            content=content,
            folded=fold(f"{title} {content}"),
            product=story.product[:300],
            assigner=known.users[story.assigner],
            assignee=known.users[story.assignee],
            lead_unit=known.units[story.lead],
            origin_kind=ORIGIN,
            origin_id=conclusion.pk,
            origin_label=meeting.title,
            context_kind=CONTEXT,
            context_id=meeting.pk,
            context_label=meeting.title,
            series_id=series_id,
            assigned_at=given,
        )
        conclusion.task_id = task.pk
        self.written.add(task)
        for code in story.coordinating:
            if code != story.lead:
                self.written.add(Coordinator(task=task, unit=known.units[code]))
        day = f"{story.original_deadline_on:%d/%m/%Y}"
        self.timeline.line(given, "tasks.assigned", meeting.secretary, task, urgency=story.urgency, deadline=day)
        return task

    def tell(self, task: Task, story: TaskStory) -> None:
        """Let everything happen to a task that its story tells; the row itself is the caller's to save."""
        _end(task, story, self.known)
        self._events(task, story)
        self._extensions(task, story)
        steps = story.checklist if story.checklist and story.urgency == "urgent" else ()
        for place, (text, done) in enumerate(steps, 1):
            done_at = moment(story.events[-1].day, 16) if done and story.events else None
            self.written.add(ChecklistItem(task=task, text=text, place=place, done_at=done_at))

    def write(self) -> None:
        """Write what was told."""
        self.written.write(Task, Coordinator, TaskNote, Extension, ChecklistItem)

    def _events(self, task: Task, story: TaskStory) -> None:
        at = task.assigned_at
        for event in story.events:
            at = min(max(_moment(event), at + timedelta(minutes=35)), self.timeline.now)
            self._remember(task, event, at)
            who = self.known.users[event.by]
            progress = FULL if event.kind == "hand_in" else event.progress
            self.written.add(
                TaskNote(task=task, kind=NOTES[event.kind], text=event.text, progress=progress, by=who, at=at)
            )
            data = {"progress": progress} if event.kind == "progress" else {}
            self.timeline.line(at, ACTIONS[event.kind], who, task, **data)

    def _remember(self, task: Task, event: Event, at: datetime) -> None:
        if event.kind == "received":
            task.received_at = at
        elif event.kind == "hand_in":
            task.reported_at = at
        elif event.kind == "confirm":
            task.confirmed_at, task.confirmed_by = at, self.known.users[event.by]

    def _extensions(self, task: Task, story: TaskStory) -> None:
        for row in story.extensions:
            asked = max(moment(row.asked_on, 10, 20), task.assigned_at + timedelta(hours=1))
            decided = moment(row.decided_on, 15, 40) if row.decided_on else None
            decided = max(decided, asked + timedelta(hours=1)) if decided else None
            self.written.add(
                Extension(
                    task=task,
                    wanted_on=row.wanted_on,
                    from_on=story.original_deadline_on,
                    reason=row.reason,
                    state=row.state,
                    asked_by=self.known.users[story.assignee],
                    asked_at=asked,
                    decided_by=self.known.users[story.assigner] if decided else None,
                    decided_at=decided,
                    answer=row.answer[:300],
                )
            )
            day = f"{row.wanted_on:%d/%m/%Y}"
            asker, giver = self.known.users[story.assignee], self.known.users[story.assigner]
            self.timeline.line(asked, "tasks.extension_asked", asker, task, wanted=day)
            if decided:
                self.timeline.line(decided, f"tasks.extension_{row.state}", giver, task, deadline=day)


def _end(task: Task, story: TaskStory, known: Known) -> None:
    task.state, task.urgency = story.state, story.urgency
    task.assignee = known.users[story.assignee]
    task.responsibility, task.authority = story.responsibility[:300], story.authority[:300]
    task.deadline_on, task.original_deadline_on = story.deadline_on, story.original_deadline_on
    task.progress, task.rating = story.progress, story.rating
    handed_in = [event.day for event in story.events if event.kind == "hand_in"]
    if story.state in {State.REPORTED, State.CONFIRMED}:
        task.done_on, task.progress = handed_in[-1], FULL
    side = next((event for event in story.events if event.kind in {"suspend", "cancel"}), None)
    if side:
        task.closed_reason = side.text[:300]
    if story.state == State.SUSPENDED:
        task.state_before = State.IN_PROGRESS


def _moment(event: Event) -> datetime:
    hour = {"received": 14, "progress": 10, "hand_in": 15, "return": 9, "confirm": 16, "comment": 8}.get(event.kind, 11)
    return moment(event.day, hour, 5 + len(event.text) % 50)
