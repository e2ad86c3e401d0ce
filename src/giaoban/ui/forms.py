"""How Django forms look in this house: `{{ form }}` and `{{ form.field }}` need nothing else."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.forms import BaseForm, widgets
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

from giaoban.kernel.errors import Conflict, Invalid
from giaoban.kernel.messages import sentence, words_of

R = TypeVar("R")


class DateInput(widgets.DateInput):
    """The browser's own calendar: right on every phone, and in the reader's language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(widgets.TimeInput):
    """The browser's own clock, to the minute."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class DateTimeInput(widgets.DateTimeInput):
    """Day and time in one control."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


def _chosen(field: Any, value: list[str]) -> list[tuple[Any, str]]:
    """Return the rows that these keys mean; a key that is none means nothing."""
    keys = []
    for one in value:
        try:
            keys.append(field.queryset.model._meta.pk.to_python(one))  # noqa: SLF001 - Django names and documents it
        except ValidationError:
            continue
    found = field.queryset.filter(pk__in=keys) if any(keys) else field.queryset.none()
    return [(row.pk, str(row)) for row in found]


class ChosenOnly(widgets.Select):
    """A select that lists what is chosen; <gb-picker> finds the rest as one types."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Draw the empty line and the chosen one only."""
        field = self.choices.field  # type: ignore[attr-defined]  # ModelChoiceIterator knows its field
        self.choices = [("", field.empty_label or ""), *_chosen(field, [one for one in value if one])]
        return super().optgroups(name, value, attrs)


class ChosenManyOnly(widgets.SelectMultiple):
    """The same for several."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Draw the chosen ones only."""
        self.choices = _chosen(self.choices.field, [one for one in value if one])  # type: ignore[attr-defined]
        return super().optgroups(name, value, attrs)


CHECKS = (widgets.CheckboxInput, widgets.RadioSelect, widgets.CheckboxSelectMultiple)


def class_of(widget: widgets.Widget) -> str:
    """Return the style of a control, by what it is."""
    if isinstance(widget, CHECKS):
        return "form-check-input"
    if isinstance(widget, widgets.Select):
        return "form-select"
    return "form-control"


class HouseField(BoundField):
    """A bound field that knows the house's style of its control."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: widgets.Widget | None = None) -> dict[str, Any]:
        """Add the class of the control and the sign of an error to what Django adds."""
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        names = [class_of(widget), str(widget.attrs.get("class", "")), "is-invalid" if self.errors else ""]
        return built | {"class": " ".join(name for name in names if name)}


class HouseRenderer(TemplatesSetting):
    """Forms drawn with the templates of the design system."""

    form_template_name = "ui/form.html"
    formset_template_name = "ui/formset.html"
    field_template_name = "ui/field.html"
    bound_field_class = HouseField

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        """Draw; Django's own list of errors is replaced by ours."""
        if template_name == "django/forms/errors/list/default.html":
            template_name = "ui/form_errors.html"
        return SafeString(super().render(template_name, context, request))


def attempt(form: BaseForm, verb: Callable[[], R]) -> R | None:
    """Run an action for a form; what a person can mend (Invalid, Conflict) is said on the form, None returned."""
    try:
        return verb()
    except (Invalid, Conflict) as error:
        named = {name: key for name, key in error.details.get("fields", {}).items() if name in form.fields}
        for name, key in named.items():
            form.add_error(name, sentence(key, error.details))
        if not named:
            form.add_error(None, words_of(error))
        return None
