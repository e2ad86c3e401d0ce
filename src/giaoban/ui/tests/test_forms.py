"""Django forms in the house's look: labelled, explained, and honest about what is wrong."""

import re
from datetime import UTC, datetime

from django import forms

from giaoban.ui.forms import DateInput, DateTimeInput, TimeInput, class_of
from giaoban.ui.sample import SampleForm


class OneField(forms.Form):
    title = forms.CharField(label="Tên", help_text="Ngắn gọn.")
    secret = forms.CharField(widget=forms.HiddenInput)


def test_label_help_and_error_hang_on_the_control():
    form = OneField({"title": "", "secret": "1"})
    html = str(form)
    assert '<label class="field-label' in html
    assert 'for="id_title"' in html
    control = re.search(r"<input[^>]*name=\"title\"[^>]*>", html)[0]
    assert 'aria-describedby="id_title_helptext id_title_error"' in control
    assert 'aria-invalid="true"' in control
    assert 'class="form-control is-invalid"' in control
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html


def test_a_form_without_faults_shows_none():
    html = str(OneField({"title": "Giao ban", "secret": "1"}))
    assert "is-invalid" not in html
    assert "field-error" not in html


def test_what_was_typed_stays():
    assert 'value="Giao &lt;ban&gt;"' in str(OneField({"title": "Giao <ban>", "secret": ""}))


def test_faults_of_the_whole_form_are_told_at_the_top():
    form = OneField({"title": "Giao ban", "secret": "1"})
    form.add_error(None, "Hai cuộc họp trùng giờ.")
    html = str(form)
    assert html.index("Hai cuộc họp trùng giờ.") < html.index('name="title"')
    assert 'role="alert"' in html


def test_hidden_fields_have_no_label():
    html = str(OneField())
    assert '<input type="hidden" name="secret"' in html
    assert html.count("<label") == 1


def test_each_control_has_its_style():
    assert class_of(forms.Select()) == "form-select"
    assert class_of(forms.RadioSelect()) == "form-check-input"
    assert class_of(forms.Textarea()) == "form-control"


def test_choices_are_a_named_group():
    html = str(SampleForm()["form"].as_field_group())
    assert "<fieldset" in html
    assert "<legend" in html
    assert html.count('type="radio"') == 3
    assert html.count('class="form-check"') == 3


def test_days_and_times_are_written_as_the_browser_reads_them():
    moment = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)
    assert 'type="date"' in DateInput().render("d", moment.date())
    assert 'value="2026-03-09"' in DateInput().render("d", moment.date())
    assert 'value="08:30"' in TimeInput().render("t", moment.time())
    assert 'value="2026-03-09T08:30"' in DateTimeInput().render("m", moment)
