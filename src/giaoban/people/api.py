"""This app's part of the HTTP API: keys, who I am, the directory."""

from django.http import HttpRequest
from ninja import Router
from ninja.throttling import AnonRateThrottle

from giaoban.kernel.paging import page as page_of
from giaoban.people import actions, queries, schemas
from giaoban.people.middleware import HouseRequest
from giaoban.people.models import Delegation, User
from giaoban.people.queries import PeopleFilter

router = Router(tags=["people"])

MOST = 100  # people in one answer


@router.post("/auth/token", response=schemas.Token, auth=None, throttle=[AnonRateThrottle("30/m")])
def token(request: HouseRequest, given: schemas.SignIn) -> dict[str, str]:
    """Make a key for scripts, good for one day."""
    key = actions.token_for_password(
        username=given.username, password=given.password, code=given.code, by=request.actor
    )
    return {"token": key}


@router.get("/me", response=schemas.Me)
def me(request: HouseRequest) -> schemas.Me:
    """Say who calls, in which hats."""
    user = request.user
    held = user.appointments.filter(queries.in_force()).select_related("unit", "position")
    roles = queries.roles_of([user.pk]).get(user.pk, [])
    return schemas.Me(
        id=user.pk,
        username=user.username,
        name=user.full_name,
        email=user.email,
        phone=user.phone,
        language=user.language,
        theme=user.theme,
        units=sorted(request.actor.units),
        positions=[
            schemas.PositionOut(
                unit=row.unit_id,
                unit_name=row.unit.name,
                position=row.position.name,
                authority=row.position.authority,
                is_main=row.is_main,
            )
            for row in held
        ],
        roles=[
            schemas.RoleOut(role=row.role, label=row.get_role_display(), unit=row.unit_id, unit_name=row.unit.name)
            for row in roles
        ],
        delegations_held=[_delegation(row) for row in queries.delegations_in_force(holder_id=user.pk)],
        delegations_given=[_delegation(row) for row in queries.delegations_in_force(giver_id=user.pk)],
    )


@router.patch("/me", response=schemas.Me)
def change_me(request: HouseRequest, given: schemas.Preferences) -> schemas.Me:
    """Choose language and theme."""
    request.user = actions.set_preferences(language=given.language, theme=given.theme, by=request.actor)
    return me(request)


@router.get("/units", response=list[schemas.UnitOut])
def units(request: HttpRequest, q: str = "") -> list[schemas.UnitOut]:  # noqa: ARG001 - ninja's signature
    """List the units of today, parents before children as far as places say so."""
    return [
        schemas.UnitOut(
            id=unit.pk,
            code=unit.code,
            name=unit.name,
            short_name=unit.short_name,
            kind=unit.kind.label,
            level=unit.kind.level,
            parent=unit.parent_id,
            is_site=unit.is_site,
            customs_code=unit.customs_code,
        )
        for unit in queries.find_units(q)
    ]


@router.get("/people", response=schemas.PeopleOut)
def people(request: HttpRequest, q: str = "", unit: str = "", page: int = 1, size: int = 30) -> schemas.PeopleOut:  # noqa: ARG001
    """Find people by name, sign-in name, code or telephone, with or without diacritics."""
    rows = queries.directory(PeopleFilter(q=q, unit_id=queries.unit_id_of(unit)))
    shown = page_of(rows, page, min(max(size, 1), MOST))
    return schemas.PeopleOut(
        items=[_person(user) for user in shown.rows], total=shown.total, page=shown.number, pages=shown.pages
    )


def _person(user: User) -> schemas.PersonOut:
    return schemas.PersonOut(
        id=user.pk,
        username=user.username,
        name=user.full_name,
        unit=getattr(user, "unit_name", None) or "",
        unit_id=getattr(user, "unit_pk", None),
        position=getattr(user, "position_name", None) or "",
        phone=user.phone,
        email=user.email,
    )


def _delegation(row: Delegation) -> schemas.DelegationOut:
    return schemas.DelegationOut(
        giver=row.giver.full_name,
        giver_id=row.giver_id,
        holder=row.holder.full_name,
        holder_id=row.holder_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        reason=row.reason,
    )
