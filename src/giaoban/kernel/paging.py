"""One way to page a list."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
T = TypeVar("T")

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list: its rows, its number from 1, how many pages and rows there are."""

    rows: list[T]
    number: int
    pages: int
    total: int
    size: int

    @property
    def first(self) -> int:
        """The place of the page's first row, from 1; 0 when there is none."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        """The place of the page's last row."""
        return min(self.number * self.size, self.total)


@overload
def page(rows: "QuerySet[M]", asked: object = 1, size: int = PAGE_SIZE) -> Page[M]: ...
@overload
def page(rows: list[T], asked: object = 1, size: int = PAGE_SIZE) -> Page[T]: ...
def page(rows: Any, asked: object = 1, size: int = PAGE_SIZE) -> Page[Any]:
    """Return the asked page; a number that is no page gives the nearest one."""
    paginator: Paginator[Any] = Paginator(rows, size)
    shown = paginator.get_page(asked if isinstance(asked, (int, str)) else 1)
    return Page(list(shown.object_list), shown.number, paginator.num_pages, paginator.count, size)


def page_of_wide(rows: "QuerySet[M]", asked: object = 1, size: int = PAGE_SIZE) -> Page[M]:
    """Return the asked page of a long list of wide rows: ordered by ids alone, then only the page is read."""
    ids = page(list_of_ids(rows), asked, size)
    found = {row.pk: row for row in rows.filter(pk__in=ids.rows)}
    return Page([found[pk] for pk in ids.rows if pk in found], ids.number, ids.pages, ids.total, ids.size)


def list_of_ids(rows: "QuerySet[M]") -> Any:
    """Return the same rows in the same order, their ids alone."""
    return rows.prefetch_related(None).values_list("pk", flat=True)
