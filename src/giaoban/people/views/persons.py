"""Pages of people: the directory, one person, accounts, positions, roles."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from giaoban.kernel.paging import page
from giaoban.kernel.rules import require
from giaoban.ledger.queries import entries_about
from giaoban.people import actions, exporting, passwords, permissions, queries, titles
from giaoban.people.forms.persons import AppointmentForm, ContactsForm, EndForm, InviteForm, RoleForm
from giaoban.people.middleware import HouseRequest
from giaoban.people.models import Appointment, Position, Role, RoleGrant, User
from giaoban.people.queries import PeopleFilter
from giaoban.people.queries.directory import SORTS
from giaoban.people.views.answering import form_page, hide_unless

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATES = ("active", "inactive", "all")


def _asked(request: HttpRequest) -> PeopleFilter:
    given = request.GET
    sort, state = given.get("sort", "name"), given.get("state", "active")
    return PeopleFilter(
        q=given.get("q", ""),
        unit_id=queries.unit_id_of(given.get("unit", "")),
        position_id=queries.uuid_of(given.get("position", "")),
        role=given.get("role", "") if given.get("role", "") in Role.values else "",
        state=state if state in STATES else "active",
        sort=sort if sort.lstrip("-") in SORTS else "name",
    )


@login_required
def people(request: HouseRequest) -> HttpResponse:
    """The directory: everybody, found without diacritics, cut by unit, position and role."""
    shown = page(queries.directory(_asked(request)), request.GET.get("page"))
    root = queries.root_unit()
    context = {
        "page": shown,
        "roles": queries.roles_of([user.pk for user in shown.rows]),
        "unit_choices": [(unit.pk, unit.short_name) for unit in queries.open_units()],
        "position_choices": list(Position.objects.values_list("pk", "name")),
        "role_choices": Role.choices,
        "state_choices": [("inactive", _("Đang khóa")), ("all", _("Tất cả"))],
        "export_url": f"{reverse('people:export')}?{urlencode(request.GET)}",
        "can": {
            "invite": permissions.may_keep_unit(request.actor, getattr(root, "pk", None))
            or permissions.may_begin_staff_session(request.actor),
            "import": permissions.may_administer_system(request.actor),
        },
    }
    return render(request, "people/people.html", context)


@login_required
def export(request: HouseRequest) -> HttpResponse:
    """The directory as the reader filtered it, as Excel; its columns are those of the import."""
    content = exporting.people_file(queries.directory(_asked(request)), with_units=not request.GET)
    return HttpResponse(
        content, content_type=EXCEL, headers={"Content-Disposition": 'attachment; filename="danh-ba.xlsx"'}
    )


@login_required
def person(request: HouseRequest, user_id: UUID) -> HttpResponse:
    """One person: contacts, positions, roles, delegations; what administrators may do."""
    found = get_object_or_404(User, pk=user_id)
    may_keep = permissions.may_keep_person(request.actor, queries.scope_of(found.pk))
    may_admin = permissions.may_administer_system(request.actor)
    context = {
        "person": found,
        "crumbs": [{"label": _("Danh bạ"), "url": reverse("people:people")}, {"label": found.full_name}],
        "appointments": found.appointments.select_related(*titles.NEEDS).order_by("-starts_on"),
        "grants": found.role_grants.select_related("unit").order_by("-starts_on"),
        "charges": found.in_charge_of.filter(queries.in_force()).select_related("unit"),
        "held": queries.delegations_in_force(holder_id=found.pk),
        "given": queries.delegations_in_force(giver_id=found.pk),
        "locked_minutes": queries.locked_minutes(found.username) if may_keep else 0,
        "has_second_factor": queries.has_second_factor(found.pk) if may_keep else None,
        "agency_accounts": queries.linked_accounts(found.pk) if may_keep else [],
        "entries": entries_about("people.user", found.pk).order_by("-pk")[:12] if may_keep else [],
        "can": {"keep": may_keep, "roles": may_admin},
        "new_password": request.session.pop(f"new_password:{found.pk}", ""),
    }
    return render(request, "people/person.html", context)


def _page_of(user_id: UUID) -> str:
    return reverse("people:person", args=[user_id])


@login_required
def invite(request: HouseRequest) -> HttpResponse:
    """Make an account; the one-time password is shown once, on the person's page."""
    require(permissions.may_begin_staff_session(request.actor))
    form = InviteForm(request.POST or None, initial={"unit": request.GET.get("unit")})
    password = passwords.one_time()

    def act() -> User:
        given = form.cleaned_data
        user = actions.invite_user(
            username=given["username"],
            full_name=given["full_name"],
            unit_id=given["unit"].pk,
            position_id=given["position"].pk,
            email=given["email"],
            starts_on=given["starts_on"],
            password=password,
            details=form.details(),
            by=request.actor,
        )
        request.session[f"new_password:{user.pk}"] = password
        return user

    return form_page(
        request, form, title=_("Thêm người"), verb=_("Tạo tài khoản"), back=reverse("people:people"),
        done=_("Đã tạo tài khoản."), act=act, to=lambda user: _page_of(user.pk),
    )  # fmt: skip


def _kept(request: HouseRequest, user_id: UUID) -> User:
    found = get_object_or_404(User, pk=user_id)
    require(permissions.may_keep_person(request.actor, queries.scope_of(found.pk)))
    return found


@login_required
def change_person(request: HouseRequest, user_id: UUID) -> HttpResponse:
    """Correct a person's name and contacts."""
    found = _kept(request, user_id)
    names = ("full_name", "title", "employee_code", "email", "phone")
    form = ContactsForm(request.POST or None, initial={name: getattr(found, name) for name in names})

    def act() -> User:
        given = form.cleaned_data
        return actions.change_user(
            user_id=found.pk,
            full_name=given["full_name"],
            email=given["email"],
            details=form.details(),
            by=request.actor,
        )

    return form_page(
        request, form, title=_("Sửa thông tin {person}").format(person=found.full_name), verb=_("Lưu"),
        back=_page_of(found.pk), done=_("Đã lưu."), act=act,
    )  # fmt: skip


@login_required
@require_POST
def reset_password(request: HouseRequest, user_id: UUID) -> HttpResponse:
    """Give a new one-time password; shown once on the person's page."""
    password = passwords.one_time()
    user = actions.reset_password(user_id=user_id, password=password, by=request.actor)
    request.session[f"new_password:{user.pk}"] = password
    return redirect(_page_of(user.pk))


@login_required
@require_POST
def deactivate(request: HouseRequest, user_id: UUID) -> HttpResponse:
    """Lock an account."""
    user = actions.deactivate_user(user_id=user_id, by=request.actor)
    messages.success(request, _("Đã khóa tài khoản của {person}.").format(person=user.full_name))
    return redirect(_page_of(user.pk))


@login_required
@require_POST
def reactivate(request: HouseRequest, user_id: UUID) -> HttpResponse:
    """Open a locked account."""
    user = actions.reactivate_user(user_id=user_id, by=request.actor)
    messages.success(request, _("Đã mở lại tài khoản của {person}.").format(person=user.full_name))
    return redirect(_page_of(user.pk))


@login_required
def assign(request: HouseRequest, user_id: UUID) -> HttpResponse:
    """Write down a position."""
    found = get_object_or_404(User, pk=user_id)
    require(permissions.may_begin_staff_session(request.actor))
    form = AppointmentForm(request.POST or None)

    def act() -> Appointment:
        given = form.cleaned_data
        return actions.assign_position(
            user_id=found.pk,
            unit_id=given["unit"].pk,
            position_id=given["position"].pk,
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            is_main=given["is_main"],
            by=request.actor,
        )

    return form_page(
        request, form, title=_("Chức vụ của {person}").format(person=found.full_name), verb=_("Ghi nhận chức vụ"),
        back=_page_of(found.pk), done=_("Đã ghi nhận chức vụ."), act=act,
    )  # fmt: skip


@login_required
def end_appointment(request: HouseRequest, appointment_id: UUID) -> HttpResponse:
    """Write down the last day of a position."""
    rows = Appointment.objects.select_related("user", "unit", "position")
    found = get_object_or_404(rows, pk=appointment_id)
    require(permissions.may_keep_unit(request.actor, found.unit_id))
    form = EndForm(request.POST or None)
    return form_page(
        request, form, title=_("Kết thúc chức vụ {position} của {person}").format(
            position=found.position.name, person=found.user.full_name
        ),
        verb=_("Kết thúc chức vụ"), back=_page_of(found.user_id), done=_("Đã kết thúc chức vụ."),
        act=lambda: actions.end_appointment(
            appointment_id=found.pk, on=form.cleaned_data["on"], by=request.actor
        ),
    )  # fmt: skip


@login_required
def grant(request: HouseRequest, user_id: UUID) -> HttpResponse:
    """Give a role."""
    hide_unless(permissions.may_administer_system(request.actor))
    found = get_object_or_404(User, pk=user_id)
    root = queries.root_unit()
    form = RoleForm(request.POST or None, initial={"unit": getattr(root, "pk", None)})

    def act() -> RoleGrant:
        given = form.cleaned_data
        return actions.grant_role(
            user_id=found.pk,
            role=given["role"],
            unit_id=given["unit"].pk,
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            by=request.actor,
        )

    return form_page(
        request, form, title=_("Giao vai trò cho {person}").format(person=found.full_name), verb=_("Giao vai trò"),
        back=_page_of(found.pk), done=_("Đã giao vai trò."), act=act,
    )  # fmt: skip


@login_required
@require_POST
def revoke(request: HouseRequest, grant_id: UUID) -> HttpResponse:
    """Take a role back."""
    found = actions.revoke_role(grant_id=grant_id, by=request.actor)
    messages.success(request, _("Đã thu hồi vai trò."))
    return redirect(_page_of(found.user_id))


@login_required
def roles(request: HouseRequest) -> HttpResponse:
    """Who holds which role where."""
    hide_unless(permissions.may_administer_system(request.actor))
    held = RoleGrant.objects.filter(queries.in_force()).select_related("user", "unit")
    rows = list(held.order_by("user__sort_name"))
    by_role = [(label, [row for row in rows if row.role == role]) for role, label in Role.choices]
    return render(request, "people/roles.html", {"by_role": by_role})
