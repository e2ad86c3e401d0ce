"""What surrounds the meetings this week: who is away, who stands in for whom, which messages are fresh."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from giaoban.demo.load.known import Known
from giaoban.demo.load.timeline import Timeline, moment
from giaoban.kernel import clock
from giaoban.ledger import registry
from giaoban.ledger.models import Job, Schedule
from giaoban.notify.models import Delivery, OutgoingMail
from giaoban.people import actions as people
from giaoban.whereabouts import actions as whereabouts

# who, days from today, number of days, why
STAYS = (
    ("gsql.pho2", 0, 3, "Nghỉ phép năm"),
    ("txnk.cb3", -1, 3, "Nghỉ phép năm"),
    ("noibai.cb5", 0, 2, "Nghỉ phép năm"),
    ("cbl.pho1", 1, 2, "Đi công tác: làm việc với Chi cục Hải quan Phú Thọ"),
    ("ktstq.pho1", 0, 4, "Đi công tác: kiểm tra tại trụ sở doanh nghiệp"),
    ("cntt.cb2", 0, 2, "Đi công tác: bảo trì đường truyền tại Chi cục Hải quan Yên Bái"),
    ("vinhphuc.pho1", -2, 4, "Đi học bồi dưỡng ngạch kiểm tra viên chính"),
    ("yenbai.truong", 2, 1, "Đi công tác: họp tại Ủy ban nhân dân tỉnh"),
    ("tvqt.truong", 3, 2, "Nghỉ phép năm"),
    ("pho3", 2, 2, "Đi công tác: dự hội nghị chống buôn lậu khu vực phía Bắc"),
    ("buudien.pho2", 0, 5, "Nghỉ ốm"),
    ("qlrr.cb4", 1, 3, "Nghỉ phép năm"),
)
GIVER, HOLDER = "pho2", "pho1"
TOLD_FOR = timedelta(days=2)
FRESH = 4  # unread messages that each person keeps
AT_ONCE = 400


def plan_absences(known: Known, timeline: Timeline) -> None:
    """Write the leave and trips of this week, and plan how a deputy who is away hands over the authority."""
    today = timezone.localtime(timeline.now).date()
    for name, first, days, label in STAYS:
        begin = today + timedelta(days=first)
        whereabouts.put(
            user_ids=[known.user_id(name)],
            starts=moment(begin, 7, 30),
            ends=moment(begin + timedelta(days=days - 1), 17),
            kind="demo.absence",
            subject_id=uuid5(NAMESPACE_URL, f"giaoban-demo/{name}/{begin}"),
            label=label,
            away=True,
        )
    ends = moment(today + timedelta(days=2), 17)
    timeline.act(
        timeline.now - timedelta(minutes=5),
        lambda: people.delegate(
            giver_id=known.user_id(GIVER),
            holder_id=known.user_id(HOLDER),
            starts_at=timeline.now - timedelta(minutes=5),
            ends_at=ends,
            reason="Đi công tác tại Tổng cục Hải quan",
            by=known.by(GIVER),
        ),
    )


def index_soon() -> None:
    """Let the worker index what was written as rows, as soon as it runs: the weekly slot is free again."""
    Schedule.objects.filter(name="search.rebuild").delete()


def tell_the_latest(now: datetime) -> int:
    """Write the messages of the last days as sent and mostly read; older news and letters leave no trace."""
    jobs = Job.objects.filter(done_at=None)
    for job in jobs.filter(name="notify.send", entry__at__gte=now - TOLD_FOR).select_related("entry").order_by("pk"):
        if job.entry:
            with clock.at(job.entry.at):
                registry.HANDLERS[job.name](job)
    OutgoingMail.objects.all().delete()
    Delivery.objects.filter(channel=Delivery.Channel.EMAIL).delete()
    jobs.exclude(name="documents.convert").delete()
    fresh: dict[object, int] = {}
    read = []
    for row in Delivery.objects.order_by("-created_at", "-pk"):
        fresh[row.user_id] = fresh.get(row.user_id, 0) + 1
        if fresh[row.user_id] > FRESH:
            row.read_at = row.created_at + timedelta(minutes=30)
            read.append(row)
    Delivery.objects.bulk_update(read, ["read_at"], batch_size=AT_ONCE)
    return sum(min(FRESH, found) for found in fresh.values())
