"""Reusable attendee groups (ORG-8)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from giaoban.kernel.ids import new_id
from giaoban.people.models.units import Unit
from giaoban.people.models.users import User


class AttendeeGroup(models.Model):
    """People and units that are invited together, with a usual chair and secretary; owned by a unit."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=160)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="attendee_groups")
    chair = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    secretary = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "name"], name="people_group_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """A person, or the head of a unit at the time of inviting, in a group."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(AttendeeGroup, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(user=None, unit__isnull=False) | Q(user__isnull=False, unit=None),
                name="people_member_is_person_or_unit",
            ),
            models.UniqueConstraint(fields=["group", "user", "unit"], name="people_member_once"),
        ]

    def __str__(self) -> str:
        return str(self.user or self.unit)
