"""People, their positions and their keys."""

import hashlib
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models.units import Unit


class UserManager(BaseUserManager["User"]):
    """Lets Django find a person by sign-in name, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the person with that sign-in name."""
        return self.get(username__iexact=username or "")


class User(AbstractBaseUser):
    """A person who may sign in. Deactivated people stay in every record that names them.

    With ``site`` it is no person but the screen in a unit's meeting room, which signs in by a pairing code
    (NET-5): it stands in no list of people and has no right but to be in its unit's meetings.
    """

    class Theme(models.TextChoices):
        AUTO = "auto"
        LIGHT = "light"
        DARK = "dark"
        CONTRAST = "contrast"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=80, unique=True)
    full_name = models.CharField(max_length=120)
    folded_name = models.CharField(max_length=120, db_index=True, blank=True)
    sort_name = models.CharField(max_length=140, db_index=True, blank=True)  # given name first: ``people.names``
    title = models.CharField(max_length=80, blank=True)  # rank: «Kiểm tra viên chính»
    employee_code = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    is_guest = models.BooleanField(default=False)  # of one meeting, by a link: nobody of the agency (LIVE-11)
    must_change_password = models.BooleanField(default=False)
    language = models.CharField(max_length=5, default="vi")
    theme = models.CharField(max_length=10, choices=Theme.choices, default=Theme.AUTO)
    calendar_secret = models.CharField(max_length=64, blank=True, db_index=True)
    site = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="devices")  # no person
    joined_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["full_name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        ordering: ClassVar = ["sort_name", "full_name"]
        constraints: ClassVar = [models.UniqueConstraint(Lower("username"), name="people_username_any_case")]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        """Return the name as Django's parts expect to find it."""
        return self.full_name


class Position(models.Model):
    """A position of the catalogue; ``authority`` is what rules ask for, ``rank`` orders lists (1 is highest)."""

    class Authority(models.TextChoices):
        HEAD = "head"
        DEPUTY = "deputy"
        MEMBER = "member"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120, unique=True)
    authority = models.CharField(max_length=10, choices=Authority.choices, default=Authority.MEMBER)
    rank = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering: ClassVar = ["rank", "name"]

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """A person holds a position in a unit, from–to (``ends_on`` is the last day). Several at once are usual."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="appointments")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="appointments")
    is_main = models.BooleanField(default=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position__rank", "user__full_name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="people_appointment_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "position"],
                condition=Q(ends_on=None),
                name="people_appointment_open_once",
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(ends_on=None, is_main=True), name="people_one_main_appointment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.position}, {self.unit}"


class ApiToken(models.Model):
    """A key for scripts. Only its hash is kept; the key itself is shown once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    used_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.label or str(self.pk)

    @property
    def is_usable(self) -> bool:
        """Whether the key opens the door now."""
        return self.revoked_at is None and self.expires_at > clock.now()

    @staticmethod
    def digest_of(key: str) -> str:
        """Return what is stored for a key."""
        return hashlib.sha256(key.encode()).hexdigest()
