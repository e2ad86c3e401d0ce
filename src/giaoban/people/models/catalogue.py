"""Catalogues that an administrator keeps (ORG-10), and the days on which the office works."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from giaoban.kernel.ids import new_id
from giaoban.people.models.units import Unit


class CatalogueEntry(models.Model):
    """One entry of a simple catalogue: document type, issuing body, obstacle field, room …"""

    class Catalogue(models.TextChoices):
        DOCUMENT_TYPE = "document_type", _("Loại văn bản")
        ISSUING_BODY = "issuing_body", _("Cơ quan ban hành")
        OBSTACLE_FIELD = "obstacle_field", _("Lĩnh vực vướng mắc")
        ROOM = "room", _("Phòng họp")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    catalogue = models.CharField(max_length=20, choices=Catalogue.choices)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["catalogue", "place", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["catalogue", "code"], name="people_catalogue_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class DayRule(models.Model):
    """A holiday, or a weekend day on which the office works instead (R-NP-13). Yearly data, set by decision."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("Nghỉ lễ")
        SWAP_DAY = "swap_day", _("Làm bù")

    day = models.DateField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=120)
    basis = models.CharField(max_length=200, blank=True)  # the decision that set it

    class Meta:
        ordering: ClassVar = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"
