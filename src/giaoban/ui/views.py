"""The gallery: every component in every state, for the eye, for the camera and for axe."""

from dataclasses import replace
from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from giaoban.kernel import clock
from giaoban.kernel.paging import Page
from giaoban.ui import sample

SHEETS = ("components", "page", "bare", "error")


def gallery(request: HttpRequest, sheet: str = "components") -> HttpResponse:
    """Show one sheet of the gallery; strangers sign in first, except while developing."""
    if not (settings.DEBUG or request.user.is_authenticated):
        return redirect_to_login(request.get_full_path())
    return render(request, f"ui/gallery/{sheet}.html", sample.world(request))
