"""Who marked «wish to speak» for a meeting that is still to come waits in its queue."""

from django.db import migrations

from giaoban.kernel.ids import new_id


def take_in(apps, _editor):
    Mark, Turn, Attendee = (
        apps.get_model(*name) for name in (("meetings", "Mark"), ("floor", "Turn"), ("meetings", "Attendee"))
    )
    marks = Mark.objects.filter(kind="speak", item__meeting__state__in=["published", "running"])
    for mark in marks.select_related("item", "user").order_by("at"):
        place = Attendee.objects.filter(meeting=mark.item.meeting_id, user=mark.user_id, removed_at=None).first()
        Turn.objects.create(
            id=new_id(),
            meeting_id=mark.item.meeting_id,
            item_id=mark.item_id,
            topic="" if mark.item.is_secret else " ".join(mark.text.split())[:500],
            speaker_id=mark.user_id,
            name=mark.user.full_name,
            unit_id=place.unit_id if place else None,
            site_id=place.site_id if place else None,
            from_mark=True,
            requested_at=mark.at,
            by_id=mark.user_id,
        )


class Migration(migrations.Migration):

    dependencies = [("floor", "0002_turns")]

    operations = [migrations.RunPython(take_in, migrations.RunPython.noop)]
