"""Papers as JSON, for drafts that people edit and the register keeps."""

from typing import Annotated, Any, Final, cast

from pydantic import Field, TypeAdapter, ValidationError

from giaoban.clerical.papers.content import Paper
from giaoban.kernel.errors import Invalid

_adapter: Final[TypeAdapter[Paper]] = TypeAdapter(Annotated[Paper, Field(discriminator="kind")])


def to_json(paper: Paper) -> dict[str, Any]:
    """Return the paper as it is kept in a JSON column."""
    return cast("dict[str, Any]", _adapter.dump_python(paper, mode="json"))


def from_json(kept: dict[str, Any]) -> Paper:
    """Return the paper that was kept; what cannot be one is refused, field by field."""
    try:
        return _adapter.validate_python(kept)
    except ValidationError as error:
        fields = {".".join(str(part) for part in fault["loc"]): "clerical.unreadable_field" for fault in error.errors()}
        raise Invalid("clerical.unreadable_paper", fields=fields) from error
