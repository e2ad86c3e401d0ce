"""What can be found: each app says how its things are indexed and who may see a hit."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise

from giaoban.kernel.actor import Actor
from giaoban.kernel.notice import Happening


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece to index: part 0 is the thing itself, 1… are pages of a document."""

    title: str
    text: str
    at: datetime
    part: int = 0
    unit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Searchable:
    """One kind of thing that search knows.

    ``entries`` gives what to index of one thing (nothing: forget it); ``all_ids`` walks everything for
    a rebuild; ``seen_among`` cuts found ids to what the asker may see; ``url`` leads to a hit (id, part);
    ``touched_by`` names the things that a line of the audit book altered (default: its own subject);
    ``part_entries`` gives what to index of one part alone.
    """

    kind: str
    label: Promise | str
    entries: Callable[[UUID], Iterable[Entry]]
    all_ids: Callable[[], Iterator[UUID]]
    seen_among: Callable[[Actor, Iterable[UUID]], set[UUID]]
    url: Callable[[UUID, int], str]
    icon: str = field(default="file-text")
    touched_by: Callable[[Happening], Iterable[UUID]] | None = None
    part_entries: Callable[[UUID, int], Iterable[Entry]] | None = None

    def touched(self, happening: Happening) -> list[UUID]:
        """Return the things of this kind whose text a change may have altered."""
        if self.touched_by:
            return list(self.touched_by(happening))
        return [UUID(happening.subject_id)] if happening.subject_kind == self.kind else []


KINDS: dict[str, Searchable] = {}
