"""The library of answers, and what is like an obstacle that somebody is just writing (OBS-1, OBS-6)."""

from collections import Counter
from itertools import pairwise
from math import log
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from giaoban.kernel.errors import NotFound
from giaoban.kernel.folding import words
from giaoban.obstacles.models import Precedent
from giaoban.search import queries as search

KIND: Final = "obstacles.precedent"
LOOKED_AT: Final = 60  # candidates that are compared word by word
SHOWN: Final = 3
LEAST: Final = 0.12  # of the asked weight; below it two texts share only the office's everyday words
TITLE_WEIGHT: Final = 2.0


def library(text: str = "", field: UUID | None = None, division: UUID | None = None) -> QuerySet[Precedent]:
    """Return the answers that hold every word asked for, newest first; everybody who signs in may read them."""
    found = Precedent.objects.select_related("field", "division")
    if field:
        found = found.filter(field_id=field)
    if division:
        found = found.filter(division_id=division)
    if text.strip():
        found = found.filter(pk__in=search.holding(KIND, text))
    return found


def precedent_of(precedent_id: UUID) -> Precedent:
    """Return one answer of the library."""
    found = Precedent.objects.select_related("field", "division").filter(pk=precedent_id).first()
    if found is None:
        raise NotFound
    return found


def alike(title: str, facts: str = "", field: UUID | None = None, *, but: UUID | None = None) -> list[Precedent]:
    """Return up to three settled obstacles that say the same as what is being written, the likest first.

    The index finds candidates by the rarer words; then single syllables and pairs of syllables are compared,
    rare ones counting more: a Vietnamese word is mostly two syllables, and one alone says little.
    """
    asked = _terms(title, facts)
    ids = search.holding_any(KIND, f"{title} {facts}", LOOKED_AT)
    found = {row.pk: row for row in Precedent.objects.filter(pk__in=ids).select_related("field", "division")}
    rows = [row for row in found.values() if row.obstacle_id != but]
    if not asked or not rows:
        return []
    terms = {row.pk: _terms(row.title, row.question) for row in rows}
    spread = Counter(term for held in terms.values() for term in held)
    rarity = {term: log((len(rows) + 1) / (spread[term] + 0.5)) + 0.1 for term in asked}
    whole = sum(weight * rarity[term] for term, weight in asked.items()) or 1.0
    scored = []
    for row in rows:
        held = terms[row.pk]
        shared = sum(min(weight, held[term]) * rarity[term] for term, weight in asked.items() if term in held)
        near = 1.15 if field and row.field_id == field else 1.0
        scored.append((near * shared / whole, row))
    scored.sort(key=lambda pair: (-pair[0], pair[1].settled_on.toordinal() * -1))
    return [row for score, row in scored[:SHOWN] if score >= LEAST]


def _terms(title: str, facts: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for text, weight in ((facts, 1.0), (title, TITLE_WEIGHT)):
        syllables = words(text)
        for term in [*syllables, *(f"{a} {b}" for a, b in pairwise(syllables))]:
            found[term] = max(found.get(term, 0.0), weight * (1.5 if " " in term else 1.0))
    return found


def by_field() -> list[tuple[UUID, str, int]]:
    """Return the fields of the library with how many answers each holds."""
    counted = Counter(Precedent.objects.values_list("field_id", "field__name"))
    return sorted(((key, name, count) for (key, name), count in counted.items()), key=lambda row: row[1])
