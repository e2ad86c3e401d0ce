"""Choices that several forms share."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from giaoban.people import queries
from giaoban.people.models import Position, Unit, UnitKind, User
from giaoban.people.queries import PeopleFilter
from giaoban.ui.forms import DateInput


class UnitField(forms.ModelChoiceField[Unit]):
    """One open unit, by short name and code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=queries.open_units(), **{"label": _("Đơn vị"), **kwargs})

    def label_from_instance(self, obj: Unit) -> str:
        """Name the unit so that two with like names differ."""
        return f"{obj.name} ({obj.code})"


def active_people() -> QuerySet[User]:
    """Return who may be chosen, with the unit of each."""
    return queries.directory(PeopleFilter())


class PersonField(forms.ModelChoiceField[User]):
    """One active person, by name, position and unit."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=active_people(), **kwargs)

    def label_from_instance(self, obj: User) -> str:
        """Name the person so that two with the same name differ."""
        return person_label(obj)


def person_label(user: User) -> str:
    """Return name, position and unit in one line."""
    where = [getattr(user, "position_name", ""), getattr(user, "unit_name", "")]
    note = ", ".join(part for part in where if part)
    return f"{user.full_name} – {note}" if note else user.full_name


class PositionField(forms.ModelChoiceField[Position]):
    """One position of the catalogue."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Position.objects.all(), **{"label": _("Chức vụ"), **kwargs})


class KindField(forms.ModelChoiceField[UnitKind]):
    """One kind of unit."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=UnitKind.objects.all(), **{"label": _("Loại đơn vị"), **kwargs})


class DayField(forms.DateField):
    """A day, with the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=DateInput(), **kwargs)
