"""How the pages here answer a form, and hide what is not the reader's."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from giaoban.kernel.errors import NotFound
from giaoban.kernel.rules import Verdict
from giaoban.ui.forms import attempt


def hide_unless(verdict: Verdict) -> None:
    """What one may not keep is not there: administrators' pages are 404 for others."""
    if not verdict:
        raise NotFound


def form_page(
    request: HttpRequest,
    form: BaseForm,
    *,
    title: object,
    verb: object,
    back: str,
    done: object,
    act: Callable[[], Any],
    to: Callable[[Any], str] | None = None,
    **context: Any,
) -> HttpResponse:
    """Show a form, run its action, say it is done and go back; what is wrong stands on the form."""
    if request.method == "POST" and form.is_valid():
        result = attempt(form, act)
        if form.is_valid():
            messages.success(request, str(done))
            return redirect(to(result) if to else back)
    found = {"form": form, "title": title, "verb": verb, "back": back} | context
    return render(request, "people/form.html", found, status=422 if form.errors else 200)
