"""Authority beyond one's position: roles by scope, leaders in charge, delegation."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models.units import Unit
from giaoban.people.models.users import User


class Role(models.TextChoices):
    """Roles by scope (ORG-4). Head, deputy, member follow from appointments; chair and secretary from a meeting."""

    SYSTEM_ADMIN = "system_admin", _("Quản trị hệ thống")
    UNIT_ADMIN = "unit_admin", _("Quản trị đơn vị")
    OFFICE_SECRETARY = "office_secretary", _("Thư ký Văn phòng")
    LEADER = "leader", _("Lãnh đạo")
    INSPECTOR = "inspector", _("Thanh tra, kiểm tra (chỉ xem)")


class RoleGrant(models.Model):
    """A person holds a role over a unit and everything below it, from–to."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="role_grants")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "role", "unit"], condition=Q(ends_on=None), name="people_role_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} – {self.unit.short_name}"


class LeaderInCharge(models.Model):
    """The leader who is in charge of a unit and chairs its briefing, from–to (ORG-3)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="leaders_in_charge")
    leader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="in_charge_of")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit"], condition=Q(ends_on=None), name="people_one_leader_in_charge"),
        ]

    def __str__(self) -> str:
        return f"{self.leader} – {self.unit.short_name}"


class Delegation(models.Model):
    """A person's authority is exercised by another for a period (ORG-7): planned → in force → over or ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    giver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations_given")
    holder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations_held")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    created_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-starts_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="people_delegation_span"),
            models.CheckConstraint(condition=~Q(giver=F("holder")), name="people_delegation_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.holder}"

    @property
    def is_over(self) -> bool:
        """Whether nobody acts by it any more."""
        return self.ended_at is not None or self.ends_at <= clock.now()

    @property
    def is_in_force(self) -> bool:
        """Whether the holder acts for the giver now."""
        return not self.is_over and self.starts_at <= clock.now()
