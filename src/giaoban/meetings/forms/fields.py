"""Fields that several forms of meetings share: people and units to pick, days and hours on the agency's wall."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from giaoban.people import queries as people
from giaoban.people.models import Unit, User


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self, **more: Any) -> None:
        super().__init__(format="%Y-%m-%d", **more)


class TimeInput(forms.TimeInput):
    """The browser's own time picker."""

    input_type = "time"

    def __init__(self, **more: Any) -> None:
        super().__init__(format="%H:%M", **more)


class MomentInput(forms.DateTimeInput):
    """The browser's own picker of a day and hour."""

    input_type = "datetime-local"

    def __init__(self, **more: Any) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", **more)


class Few(forms.Select):
    """A select that lists what is chosen; <gb-picker> finds the rest as one types."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Draw the empty line and the chosen ones only."""
        return _drawn(self, name, value, attrs, super().optgroups)


class FewOfMany(forms.SelectMultiple):
    """The same for several at once."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Draw the chosen ones only."""
        return _drawn(self, name, value, attrs, super().optgroups)


def _drawn(widget: Any, name: str, value: list[str], attrs: dict[str, Any] | None, draw: Any) -> list[Any]:
    field = widget.choices.field
    chosen = [one for one in value if _is_id(one)]
    rows = field.queryset.filter(pk__in=chosen) if chosen else field.queryset.none()
    empty = [] if isinstance(widget, forms.SelectMultiple) else [("", "")]
    widget.choices = [*empty, *((row.pk, str(row)) for row in rows)]
    drawn: list[Any] = draw(name, value, attrs)
    return drawn


def _is_id(value: object) -> bool:
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True


def active_people() -> QuerySet[User]:
    """Return the people who may be picked."""
    return people.members().filter(is_active=True)


def a_person(label: Any, *, required: bool = False, **more: Any) -> "forms.ModelChoiceField[User]":
    """A field that picks one person."""
    return forms.ModelChoiceField(active_people(), label=label, required=required, widget=Few(), **more)


def some_people(label: Any, **more: Any) -> "forms.ModelMultipleChoiceField[User]":
    """A field that picks several people."""
    return forms.ModelMultipleChoiceField(active_people(), label=label, required=False, widget=FewOfMany(), **more)


def a_unit(label: Any, *, required: bool = False, **more: Any) -> "forms.ModelChoiceField[Unit]":
    """A field that picks one open unit."""
    return forms.ModelChoiceField(people.open_units(), label=label, required=required, empty_label="–", **more)


def span(day: date, starts: time, ends: time) -> tuple[datetime, datetime]:
    """Return the instants of a stretch of one day; the action refuses an end that is not after the start."""
    begin = timezone.make_aware(datetime.combine(day, starts))
    end = timezone.make_aware(datetime.combine(day, ends))
    return begin, end


def next_round_hour(now: datetime, days: int = 1) -> datetime:
    """Return eight o'clock of a day soon: where a new meeting begins in the form."""
    local = timezone.localtime(now) + timedelta(days=days)
    return local.replace(hour=8, minute=0, second=0, microsecond=0)


VOUCH = _("Tài liệu không chứa bí mật nhà nước")
