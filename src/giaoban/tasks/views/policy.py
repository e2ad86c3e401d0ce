"""The administrator's page of the rules of reminding: seeing, trying on the last month, putting in force."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from giaoban.kernel.errors import Invalid, NotFound
from giaoban.kernel.messages import sentence
from giaoban.people.middleware import HouseRequest
from giaoban.tasks import actions, permissions, queries, trial
from giaoban.tasks.policy_form import REASONS, PolicyForm

VERSIONS = 10  # shown


@login_required
@require_http_methods(["GET", "POST"])
def policy_page(request: HouseRequest) -> HttpResponse:
    """Show the rules; «try» says what they would have sent last month, «set» puts them in force."""
    if not permissions.may_set_reminder_policy(request.actor):
        raise NotFound
    form = PolicyForm(request.POST or None, policy=queries.policy_in_force())
    facts: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        if request.POST.get("verb") == "set":
            try:
                actions.set_reminder_policy(policy=form.policy(), note=form.cleaned_data["note"], by=request.actor)
            except Invalid as error:
                for field, code in error.details.get("fields", {}).items():
                    form.add_error("digest_at" if field == "digest_minute" else field, sentence(code, error.details))
            else:
                messages.success(request, _("Chính sách nhắc việc mới có hiệu lực từ bản nhắc tới."))
                return redirect("tasks:policy")
        else:
            facts["trial"] = _trial(form)
    facts |= {
        "form": form,
        "versions": queries.policy_versions()[:VERSIONS],
        "crumbs": [{"label": _("Nhiệm vụ"), "url": reverse("tasks:list")}],
    }
    return render(request, "tasks/policy.html", facts, status=422 if form.errors else 200)


def _trial(form: PolicyForm) -> dict[str, Any]:
    found = trial.tried([form.policy(), queries.policy_in_force()], *trial.last_month())
    wanted, holding = found.tallies
    names = queries.names_of([person for tally in found.tallies for person, _count in tally.most()])
    return {
        "found": found,
        "wanted": wanted,
        "holding": holding,
        "reasons": [
            (label, wanted.reasons[name], holding.reasons[name])
            for name, label in REASONS.items()
            if wanted.reasons[name] or holding.reasons[name]
        ],
        "most": _most(wanted, holding, names),
    }


def _most(wanted: trial.Tally, holding: trial.Tally, names: dict[UUID, str]) -> list[tuple[str, int, int]]:
    return [(names.get(person, "–"), count, holding.people[person]) for person, count in wanted.most()]
