"""Fields with their competent division, and how long an answer may take."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from giaoban.kernel import clock
from giaoban.obstacles.models import AnswerTerm
from giaoban.people import queries as people
from giaoban.people.models import CatalogueEntry, Unit, UnitKind

USUAL = AnswerTerm()  # the days of a field for which the Office has set none


def fields() -> QuerySet[CatalogueEntry]:
    """Return the fields in use, each with its competent division."""
    found = CatalogueEntry.objects.filter(catalogue=CatalogueEntry.Catalogue.OBSTACLE_FIELD, is_active=True)
    return found.select_related("unit").order_by("place", "name")


def days_of(field_id: UUID, *, together: bool) -> int:
    """Return how many working days an answer in that field may take."""
    term = AnswerTerm.objects.filter(field_id=field_id).first() or USUAL
    return term.days_together if together else term.days


def term_of(field_id: UUID, *, together: bool) -> date:
    """Return the day by which an answer asked for today is due."""
    return people.work_calendar().after(clock.today(), days_of(field_id, together=together))


def terms() -> list[tuple[CatalogueEntry, AnswerTerm]]:
    """Return every field with its days."""
    known = {term.field_id: term for term in AnswerTerm.objects.all()}
    return [(field, known.get(field.pk, USUAL)) for field in fields()]


def divisions() -> QuerySet[Unit]:
    """Return the units to which an obstacle can be passed: divisions, the Office, branches with an own field."""
    answering = set(fields().exclude(unit=None).values_list("unit_id", flat=True))
    levels = (UnitKind.Level.DIVISION, UnitKind.Level.OFFICE)
    found = people.open_units()
    return (found.filter(kind__level__in=levels) | found.filter(pk__in=answering)).order_by("place", "name")


def branches() -> QuerySet[Unit]:
    """Return the branches that work today."""
    return people.open_units().filter(kind__level=UnitKind.Level.BRANCH).order_by("place", "name")
