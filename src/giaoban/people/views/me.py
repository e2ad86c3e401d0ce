"""One's own page: contacts, password, second factor, delegation, language, theme, devices, keys."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from giaoban.kernel import clock
from giaoban.ledger.queries import newest_entries
from giaoban.people import actions, permissions, queries, titles
from giaoban.people.forms.me import DelegationForm, MyContactsForm, PreferencesForm, StaffForm, TokenForm
from giaoban.people.middleware import LANGUAGES, HouseRequest
from giaoban.people.models import ApiToken, Delegation
from giaoban.people.views.answering import form_page, hide_unless

YEAR = 365 * 24 * 3600
SIGN_IN_ACTIONS = ("people.signed_in", "people.sign_in_failed", "people.password_changed", "people.signed_out")


@login_required
def me(request: HouseRequest) -> HttpResponse:
    """Everything of one's own on one page."""
    user = request.user
    context = {
        "appointments": user.appointments.filter(queries.in_force()).select_related(*titles.NEEDS),
        "grants": queries.roles_of([user.pk]).get(user.pk, []),
        "delegations": Delegation.objects.filter(giver=user).select_related("holder")[:10],
        "held": queries.delegations_in_force(holder_id=user.pk),
        "sessions": queries.open_sessions(user.pk, request.session.session_key),
        "tokens": queries.tokens_of(user.pk),
        "new_token": request.session.pop("new_token", ""),
        "has_second_factor": queries.has_second_factor(user.pk),
        "sign_ins": newest_entries().filter(action__in=SIGN_IN_ACTIONS, subject_id=str(user.pk))[:8],
        "preferences": PreferencesForm(initial={"language": user.language, "theme": user.theme}),
        "staff": queries.current_staff_session(user.pk),
        "may_staff": permissions.may_begin_staff_session(request.actor),
    }
    return render(request, "people/me.html", context)


@login_required
def contacts(request: HouseRequest) -> HttpResponse:
    """Correct one's own telephone and e-mail."""
    user = request.user
    form = MyContactsForm(request.POST or None, initial={"email": user.email, "phone": user.phone})
    return form_page(
        request, form, title=_("Liên hệ của tôi"), verb=_("Lưu"), back=reverse("people:me"), done=_("Đã lưu."),
        act=lambda: actions.change_user(
            user_id=user.pk,
            email=form.cleaned_data["email"],
            details={"phone": form.cleaned_data["phone"]},
            by=request.actor,
        ),
    )  # fmt: skip


@login_required
@require_POST
def preferences(request: HouseRequest) -> HttpResponse:
    """Choose language and theme."""
    user = actions.set_preferences(
        language=request.POST.get("language"), theme=request.POST.get("theme"), by=request.actor
    )
    response = redirect("people:me")
    response.set_cookie("theme", user.theme, max_age=YEAR, samesite="Lax", secure=settings.BEHIND_TLS)
    return _with_language(response, user.language)


@require_POST
def set_language(request: HouseRequest) -> HttpResponse:
    """Switch the language: kept with the person, and in a cookie for whoever has not signed in."""
    language, back = request.POST.get("language", ""), request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    if language not in LANGUAGES:
        return redirect(back)
    if request.user.is_authenticated:
        actions.set_preferences(language=language, by=request.actor)
    return _with_language(redirect(back), language)


def _with_language(response: HttpResponse, language: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", secure=settings.BEHIND_TLS
    )
    return response


@login_required
def delegate(request: HouseRequest) -> HttpResponse:
    """Give one's authority to a colleague for some days."""
    now = clock.local(clock.now()).replace(second=0, microsecond=0)
    form = DelegationForm(request.POST or None, initial={"starts_at": now, "ends_at": now + timedelta(days=3)})

    def act() -> Delegation:
        given = form.cleaned_data
        return actions.delegate(
            giver_id=request.actor.person_id,
            holder_id=given["holder"].pk,
            starts_at=given["starts_at"],
            ends_at=given["ends_at"],
            reason=given["reason"],
            by=request.actor,
        )

    return form_page(
        request, form, title=_("Ủy quyền"), verb=_("Ủy quyền"), back=reverse("people:me"), done=_("Đã ủy quyền."),
        act=act,
        intro=_("Trong thời gian này, người nhận duyệt và chủ trì thay đồng chí; mọi việc đều ghi rõ là làm thay."),
    )  # fmt: skip


@login_required
@require_POST
def end_delegation(request: HouseRequest, delegation_id: UUID) -> HttpResponse:
    """Take one's authority back, or hand it back."""
    actions.end_delegation(delegation_id=delegation_id, by=request.actor)
    messages.success(request, _("Đã kết thúc ủy quyền."))
    return redirect("people:me")


@login_required
def make_token(request: HouseRequest) -> HttpResponse:
    """Make a key for a script; shown once on one's own page."""
    form = TokenForm(request.POST or None)

    def act() -> ApiToken:
        given = form.cleaned_data
        token, key = actions.make_token(label=given["label"], days=given["days"], by=request.actor)
        request.session["new_token"] = key
        return token

    return form_page(
        request, form, title=_("Tạo khóa truy cập"), verb=_("Tạo khóa"), back=reverse("people:me"),
        done=_("Đã tạo khóa truy cập."), act=act,
        intro=_("Chương trình dùng khóa này làm được mọi việc đồng chí làm được. Khóa chỉ hiện một lần."),
    )  # fmt: skip


@login_required
@require_POST
def revoke_token(request: HouseRequest, token_id: UUID) -> HttpResponse:
    """Cut a key."""
    actions.revoke_token(token_id=token_id, by=request.actor)
    messages.success(request, _("Đã hủy khóa truy cập."))
    return redirect("people:me")


@login_required
@require_POST
def end_session(request: HouseRequest, session_id: int) -> HttpResponse:
    """Sign out one other device."""
    actions.end_session(session_id=session_id, by=request.actor)
    messages.success(request, _("Đã đăng xuất thiết bị đó."))
    return redirect("people:me")


@login_required
@require_POST
def end_other_sessions(request: HouseRequest) -> HttpResponse:
    """Sign out every other device."""
    actions.end_other_sessions(keep=request.session.session_key or "", by=request.actor)
    messages.success(request, _("Đã đăng xuất các thiết bị khác."))
    return redirect("people:me")


@login_required
def begin_staff_session(request: HouseRequest) -> HttpResponse:
    """Begin to work as an administrator."""
    hide_unless(permissions.may_begin_staff_session(request.actor))
    form = StaffForm(request.POST or None)
    return form_page(
        request, form, title=_("Bắt đầu phiên quản trị"), verb=_("Bắt đầu"), back=reverse("people:me"),
        done=_("Đã bắt đầu phiên quản trị."),
        act=lambda: actions.begin_staff_session(
            reason=form.cleaned_data["reason"], hours=form.cleaned_data["hours"], by=request.actor
        ),
    )  # fmt: skip


@login_required
@require_POST
def end_staff_session(request: HouseRequest) -> HttpResponse:
    """Finish working as an administrator."""
    actions.end_staff_session(by=request.actor)
    return redirect("people:me")
