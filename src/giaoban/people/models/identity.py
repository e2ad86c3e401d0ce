"""How people of the agency's sign-in service or directory become people of the house: set by the administrator."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from giaoban.kernel.ids import new_id
from giaoban.people.models.units import Unit
from giaoban.people.models.users import Position


class IdentitySource(models.TextChoices):
    """Who says it."""

    OIDC = "oidc", _("Cổng đăng nhập một lần (OIDC)")
    LDAP = "ldap", _("Danh mục LDAP, Active Directory")


class IdentityRules(models.Model):
    """One row a source: which claim means what, and what follows from it. Empty claims mean nothing."""

    class Match(models.TextChoices):
        USERNAME = "username", _("Tên đăng nhập")
        EMPLOYEE_CODE = "employee_code", _("Mã công chức")
        EMAIL = "email", _("Thư điện tử")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.CharField(max_length=10, choices=IdentitySource.choices, unique=True)
    match = models.CharField(max_length=20, choices=Match.choices, default=Match.USERNAME)
    username_claim = models.CharField(max_length=80)
    domain = models.CharField(max_length=120, blank=True)  # «@…» that is taken off a name, no other
    employee_code_claim = models.CharField(max_length=80, blank=True)
    email_claim = models.CharField(max_length=80, blank=True)
    full_name_claim = models.CharField(max_length=80, blank=True)
    unit_claim = models.CharField(max_length=80, blank=True)
    position_claim = models.CharField(max_length=80, blank=True)
    creates = models.BooleanField(default=False)
    links_administrators = models.BooleanField(default=False)
    default_position = models.ForeignKey(Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["source"]

    def __str__(self) -> str:
        return str(IdentitySource(self.source).label)

    @property
    def match_claim(self) -> str:
        """The claim that says who it is."""
        return str(getattr(self, f"{self.match}_claim"))


class IdentityWord(models.Model):
    """A word of the source and the unit or position that it means; without either, a word nobody has explained yet."""

    class Kind(models.TextChoices):
        UNIT = "unit", _("Đơn vị")
        POSITION = "position", _("Chức vụ")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rules = models.ForeignKey(IdentityRules, on_delete=models.CASCADE, related_name="words")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    word = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    position = models.ForeignKey(Position, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering: ClassVar = ["kind", "word"]
        constraints: ClassVar = [
            models.UniqueConstraint("rules", "kind", Lower("word"), name="people_identity_word_once"),
            models.CheckConstraint(condition=Q(unit=None) | Q(position=None), name="people_identity_word_means_one"),
        ]

    def __str__(self) -> str:
        return self.word
