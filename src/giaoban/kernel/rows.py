"""Many rows at once, for the few places where a thousand people act in the same second.

``bulk_create`` makes an object and asks every field for every row; here the columns are named once, and the values
go to the database as they are. Nothing else is left out: constraints, triggers and the caller's transaction hold.
"""

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Field, JSONField, Model, UUIDField

Row = tuple[Any, ...]
M = TypeVar("M", bound=Model)
_Prepare = Callable[[Any], Any]


def insert(model: type[M], names: tuple[str, ...], rows: Sequence[Row]) -> None:
    """Write rows of a model inside the caller's transaction. ``names``: its columns as attributes (``entry_id``).

    Every column without a default in the database must be named; the values have the types of the model's fields.
    Raises ``IntegrityError`` as ``bulk_create`` does, and then writes none of them.
    """
    if not rows:
        return
    table, columns, prepare = _plan(model, names, connection.vendor)
    ready = [[make(value) if make else value for make, value in zip(prepare, row, strict=True)] for row in rows]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for values in ready:
                    copy.write_row(values)
        else:
            marks = ", ".join(["%s"] * len(names))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", ready)  # noqa: S608 - our own names


def reserve(model: type[M], many: int) -> list[int]:
    """Return so many fresh numbers of a model whose key the database counts, for rows that others must point to.

    SQLite: nobody else writes before this transaction ends. PostgreSQL: taken from the sequence, never given twice.
    """
    table = model._meta.db_table  # noqa: SLF001 - Django names this attribute, and documents it
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(sequence, [table, many])
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + 1 + many))


@lru_cache(maxsize=64)
def _plan(model: type[Model], names: tuple[str, ...], vendor: str) -> tuple[str, str, tuple[_Prepare | None, ...]]:
    fields = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001 - documented
    quote = connection.ops.quote_name
    columns = ", ".join(quote(fields[name].column or name) for name in names)
    prepare = tuple(_preparing(fields[name], vendor) for name in names)
    return quote(model._meta.db_table), columns, prepare  # noqa: SLF001 - documented


def _preparing(field: "Field[Any, Any]", vendor: str) -> _Prepare | None:
    """Return how a value of this field becomes the driver's; None where it is that already."""
    target: Any = field.target_field if field.is_relation else field  # type: ignore[attr-defined]
    if isinstance(target, JSONField):
        return _as_json(target)
    if vendor == "postgresql":
        return None
    if isinstance(target, UUIDField):
        return lambda value: value and value.hex
    if target.get_internal_type() in _AS_THEY_ARE:
        return None
    return _remembering(lambda value: target.get_db_prep_save(value, connection))


def _as_json(field: "JSONField[Any, Any]") -> _Prepare:
    encoder = field.encoder
    if encoder is None:
        return lambda value: (
            None if value is None else json.dumps(value)
        )  # without ``cls``: the encoder in C, made once
    return lambda value: None if value is None else json.dumps(value, cls=encoder)


def _remembering(prepare: _Prepare) -> _Prepare:
    """Prepare anew only what differs from the row before: rows of one act share their time."""
    last: tuple[Any, Any] = (None, None)

    def again(value: Any) -> Any:
        nonlocal last
        known, made = last
        if value is not known:
            made = prepare(value)
            last = value, made
        return made

    return again


_AS_THEY_ARE = frozenset(
    {"AutoField", "BigAutoField", "BigIntegerField", "IntegerField", "SmallIntegerField", "BooleanField"}
    | {"PositiveIntegerField", "PositiveSmallIntegerField", "BinaryField", "CharField", "TextField"}
)
