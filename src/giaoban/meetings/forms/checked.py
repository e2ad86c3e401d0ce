"""Running an action for a form: what the action refuses stands at the field it names."""

from collections.abc import Callable
from typing import TypeVar

from django import forms

from giaoban.kernel.errors import Invalid
from giaoban.kernel.messages import sentence, words_of

R = TypeVar("R")
NAMES = {"starts_at": "starts", "ends_at": "ends", "kind_id": "kind", "chair_id": "chair", "day": "starts_on"}


def checked(form: forms.Form, verb: Callable[[], R]) -> R | None:
    """Run the verb; when what was sent cannot be used, put the words on the form and return nothing."""
    try:
        return verb()
    except Invalid as error:
        for field, code in error.details.get("fields", {}).items():
            known = NAMES.get(field, field)
            form.add_error(known if known in form.fields else None, sentence(code, error.details))
        if not error.details.get("fields"):
            form.add_error(None, words_of(error))
    return None
