"""The administrator's page of channels: which are on, what they carried and cost, what lies aside; and their terms."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from giaoban.kernel.errors import Conflict, NotFound
from giaoban.kernel.messages import words_of
from giaoban.notify import actions, permissions, queries
from giaoban.notify.channels import CHANNELS
from giaoban.notify.forms import ChannelForm
from giaoban.notify.models import ChannelPolicy, Delivery
from giaoban.people.middleware import HouseRequest
from giaoban.ui.forms import attempt

ICONS = {"email": "mail", "push": "device-mobile-message", "zalo": "message-circle", "sms": "message"}
NEARLY, FULL = 80, 100  # percent of a cap


def _only_administrators(request: HouseRequest) -> None:
    if not permissions.may_set_channels(request.actor):
        raise NotFound


@login_required
@require_GET
def channels(request: HouseRequest) -> HttpResponse:
    """Show every channel: on or not, today's and this month's messages, spending, and what lies aside."""
    _only_administrators(request)
    cards = [_card(name) for name in CHANNELS]
    return render(request, "notify/channels.html", {"cards": cards})


def _card(name: str) -> dict[str, Any]:
    channel, policy = CHANNELS[name], queries.channel_policy(name)
    spent = queries.spent(name)
    money = []
    if channel.is_paid:
        spans = ((_("Chi hôm nay"), spent.day, policy.day_cap), (_("Chi tháng này"), spent.month, policy.month_cap))
        money = [_span(*span) for span in spans]
    return {
        "name": name,
        "label": Delivery.Channel(name).label,
        "icon": ICONS[name],
        "is_on": channel.is_on(),
        "is_set_up": channel.is_set_up(),
        "counts": queries.counts_of(name),
        "money": money,
        "is_paid": channel.is_paid,
        "fault": queries.fault_of(name),
        "aside_url": f"{reverse('notify:outbox')}?channel={name}&state=aside",
    }


def _span(label: str, spent: int, cap: int) -> dict[str, Any]:
    share = 100 * spent // cap if cap else 0
    tone = "live" if share >= FULL else "warning" if share >= NEARLY else ""
    text = f"{spent:,} / {cap:,} đ".replace(",", ".")
    return {"label": label, "spent": min(spent, cap), "cap": cap, "tone": tone, "text": text}


def _policy_of(name: str) -> ChannelPolicy:
    if name not in CHANNELS:
        raise NotFound
    return queries.channel_policy(name)


@login_required
@require_http_methods(["GET", "POST"])
def channel(request: HouseRequest, name: str) -> HttpResponse:
    """Let an administrator lay down what goes by a channel, and what it may cost."""
    _only_administrators(request)
    policy = _policy_of(name)
    form = ChannelForm(request.POST or None, policy=policy, is_paid=CHANNELS[name].is_paid)
    if request.method == "POST" and form.is_valid():
        by = request.actor
        if attempt(form, lambda: actions.set_channel_policy(channel=name, **form.facts(), by=by)):
            messages.success(request, _("Đã lưu."))
            return redirect("notify:channels")
    facts = {
        "form": form,
        "policy": policy,
        "channel": CHANNELS[name],
        "crumbs": [{"label": _("Kênh thông báo"), "url": reverse("notify:channels")}],
    }
    return render(request, "notify/channel.html", facts, status=422 if form.errors else 200)


@login_required
@require_POST
def test(request: HouseRequest, name: str) -> HttpResponse:
    """Send a message to oneself by one channel."""
    _only_administrators(request)
    try:
        delivery = actions.send_test(channel=name, by=request.actor)
    except Conflict as refusal:
        messages.error(request, words_of(refusal))
        return redirect("notify:channels")
    messages.success(request, _("Đã đưa tin thử vào hàng chờ gửi. Kết quả ở dòng đầu của danh sách này."))
    return redirect(f"{reverse('notify:outbox')}?channel={delivery.channel}")
