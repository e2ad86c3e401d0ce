"""Pages of agency accounts: how their people become people of the house."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from giaoban.people import actions, permissions, queries
from giaoban.people.forms.identity import RulesForm, WordForm
from giaoban.people.middleware import HouseRequest
from giaoban.people.models import IdentityRules, IdentitySource, IdentityWord, User
from giaoban.people.views.answering import form_page, hide_unless


@login_required
def agency_accounts(request: HouseRequest) -> HttpResponse:
    """What the installation is joined to, with the rules and words of each."""
    hide_unless(permissions.may_administer_system(request.actor))
    joined = [_shown(queries.rules_of(source)) for source in queries.sources_in_use()]
    return render(request, "people/agency_accounts.html", {"joined": joined})


def _shown(rules: IdentityRules) -> dict[str, Any]:
    form = RulesForm()
    claims = [(form.fields[name].label, getattr(rules, name)) for name in queries.CLAIMS]
    words = sorted(queries.words_of(rules), key=lambda row: bool(row.unit_id or row.position_id))
    return {"rules": rules, "claims": claims, "words": words}


@login_required
def agency_rules(request: HouseRequest, source: str) -> HttpResponse:
    """Change the rules of one source."""
    hide_unless(permissions.may_administer_system(request.actor))
    rules = queries.rules_of(_source(source))
    form = RulesForm(request.POST or None, initial={name: getattr(rules, name) for name in RulesForm.base_fields})

    def act() -> IdentityRules:
        return actions.save_identity_rules(source=source, values=form.cleaned_data, by=request.actor)

    return form_page(
        request, form, title=str(rules), verb=_("Lưu"), back=reverse("people:agency_accounts"),
        done=_("Đã lưu quy tắc."), act=act,
    )  # fmt: skip


@login_required
def agency_word(request: HouseRequest, source: str, kind: str) -> HttpResponse:
    """Say which unit or position a word means."""
    hide_unless(permissions.may_administer_system(request.actor))
    if kind not in IdentityWord.Kind.values:
        raise Http404
    rules = queries.rules_of(_source(source))
    form = WordForm(kind, request.POST or None, initial={"word": request.GET.get("word", "")[:200]})

    def act() -> IdentityWord:
        meaning = {f"{kind}_id": form.cleaned_data[kind].pk}
        return actions.save_identity_word(
            source=source, kind=kind, word=form.cleaned_data["word"], by=request.actor, **meaning
        )

    return form_page(
        request, form, title=_("Khớp giá trị: {source}").format(source=rules), verb=_("Lưu"),
        back=reverse("people:agency_accounts"), done=_("Đã khớp giá trị."), act=act,
    )  # fmt: skip


@login_required
@require_POST
def drop_agency_word(request: HouseRequest, word_id: UUID) -> HttpResponse:
    """Take a word off the list."""
    actions.drop_identity_word(word_id=word_id, by=request.actor)
    messages.success(request, _("Đã bỏ giá trị."))
    return redirect("people:agency_accounts")


@login_required
@require_POST
def untie(request: HouseRequest, user_id: UUID) -> HttpResponse:
    """Untie a person's agency accounts."""
    found = get_object_or_404(User, pk=user_id)
    actions.untie_identity(user_id=found.pk, by=request.actor)
    messages.success(request, _("Đã gỡ tài khoản cơ quan của {person}.").format(person=found.full_name))
    return redirect("people:person", found.pk)


def _source(name: str) -> str:
    if name not in IdentitySource.values:
        raise Http404
    return name
