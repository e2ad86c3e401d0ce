"""Template tags of people: lines of the audit book, the tabs of administration."""

from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from giaoban.kernel.actor import Actor
from giaoban.ledger.models import Entry
from giaoban.ledger.registry import sentence_of
from giaoban.people import permissions

register = template.Library()


@register.filter
def entry_sentence(entry: Entry) -> str:
    """Say who did what to which thing."""
    return sentence_of(entry)


@register.inclusion_tag("people/tabs.html", takes_context=True)
def people_tabs(context: Context, active: str) -> dict[str, Any]:
    """Draw the way between the pages of people, cut to what the reader may keep."""
    by: Actor = context["request"].actor
    tabs = [
        ("people:people", _("Danh bạ")),
        ("people:units", _("Đơn vị")),
        ("people:groups", _("Nhóm thành phần")),
        ("people:days", _("Ngày nghỉ")),
    ]
    if permissions.may_administer_system(by):
        tabs += [
            ("people:catalogues", _("Danh mục")),
            ("people:roles", _("Vai trò")),
            ("people:upload", _("Nhập từ Excel")),
            ("people:agency_accounts", _("Tài khoản cơ quan")),
            ("offline:devices", _("Thiết bị mang theo")),
        ]
    return {"tabs": [(reverse(name), label, name.endswith(f":{active}")) for name, label in tabs]}


@register.simple_tag
def agency_sign_in() -> dict[str, Any]:
    """Say what the button of the agency's own accounts reads (nothing: there is none), and who still has passwords."""
    label = settings.OIDC_LABEL or _("Đăng nhập bằng tài khoản cơ quan")
    closed = settings.LOCAL_SIGN_IN == "admins" and not settings.LDAP_URL
    return {"label": label if settings.OIDC_ISSUER else "", "closed": closed}
