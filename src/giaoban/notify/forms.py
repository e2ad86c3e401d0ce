"""The shape of what the preferences page sends."""

from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from giaoban.notify import queries, registry
from giaoban.notify.models import ChannelPolicy, Delivery, Preference
from giaoban.ui.forms import TimeInput

ORDER: Final = tuple(Delivery.Channel)


class PreferenceForm(forms.Form):
    """One box for each kind of message and channel; quiet hours; one digest a day."""

    quiet_from = forms.TimeField(label=_("Giờ yên lặng từ"), required=False, widget=TimeInput())
    quiet_to = forms.TimeField(label=_("đến"), required=False, widget=TimeInput())
    digest_at = forms.TimeField(
        label=_("Nhắc việc một lần mỗi ngày, vào lúc"),
        required=False,
        widget=TimeInput(),
        help_text=_("Để trống thì theo giờ chung của cơ quan (thường là 07:30)."),
    )

    def __init__(self, data: Any = None, *, wish: Preference) -> None:
        given = {"quiet_from": wish.quiet_from, "quiet_to": wish.quiet_to, "digest_at": wish.digest_at}
        super().__init__(data, initial=given)
        self.topics, required = queries.topics_in_use(), queries.terms().required
        self.channels = [one for one in ORDER if any(one in offered for offered in self.topics.values())]
        for topic, channels in self.topics.items():
            for channel in channels:
                wanted = channel not in wish.muted.get(topic, ())
                label = f"{registry.label_of(topic)}: {Delivery.Channel(channel).label}"
                always = topic in required.get(channel, ())
                self.fields[f"{topic}-{channel}"] = forms.BooleanField(
                    label=label, required=False, initial=wanted or always, disabled=always
                )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return the table: one row for each kind of message, one cell for each channel."""
        return [
            {
                "label": registry.label_of(topic),
                "cells": [self[f"{topic}-{channel}"] if channel in offered else None for channel in self.channels],
            }
            for topic, offered in self.topics.items()
        ]

    def facts(self) -> dict[str, Any]:
        """Return what the verb wants to know."""
        asked = self.cleaned_data
        muted = {
            topic: [channel for channel in offered if not asked[f"{topic}-{channel}"]]
            for topic, offered in self.topics.items()
        }
        return {"muted": muted} | {name: asked[name] for name in ("quiet_from", "quiet_to", "digest_at")}


class ChannelForm(forms.Form):
    """What the agency lays down for one channel; one that costs has kinds, price and caps besides."""

    is_on = forms.BooleanField(label=_("Bật kênh này"), required=False)
    kinds = forms.MultipleChoiceField(
        label=_("Chỉ gửi những loại sau"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Thông báo thường không bao giờ đi bằng kênh mất phí."),
    )
    with_accents = forms.BooleanField(
        label=_("Gửi có dấu"),
        required=False,
        help_text=_("Có dấu: 70 ký tự một tin. Không dấu: 160 ký tự một tin."),
    )
    price = forms.IntegerField(label=_("Giá một tin (đồng)"), min_value=0, required=False)
    day_cap = forms.IntegerField(label=_("Hạn mức một ngày (đồng)"), min_value=0, required=False)
    month_cap = forms.IntegerField(label=_("Hạn mức một tháng (đồng)"), min_value=0, required=False)
    person_day_cap = forms.IntegerField(label=_("Mỗi người một ngày (đồng)"), min_value=0, required=False)
    person_month_cap = forms.IntegerField(label=_("Mỗi người một tháng (đồng)"), min_value=0, required=False)
    required = forms.MultipleChoiceField(
        label=_("Luôn gửi, không ai tắt được"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Loại thông báo mà mọi người phải nhận bằng kênh này."),
    )

    MONEY: ClassVar = ("price", "day_cap", "month_cap", "person_day_cap", "person_month_cap")

    def __init__(self, data: Any = None, *, policy: ChannelPolicy, is_paid: bool) -> None:
        super().__init__(data, initial={name: getattr(policy, name) for name in self.base_fields})
        offered = [t for t, channels in queries.topics_in_use().items() if policy.name in channels]
        self.fields["required"].choices = [(topic, registry.label_of(topic)) for topic in offered]  # type: ignore[attr-defined]
        self.fields["kinds"].choices = [(name, kind.label) for name, kind in registry.KINDS.items()]  # type: ignore[attr-defined]
        self.is_paid = is_paid
        if not is_paid:
            for name in ("is_on", "kinds", "with_accents", *self.MONEY):
                del self.fields[name]
        elif policy.name != Delivery.Channel.SMS:
            del self.fields["with_accents"]

    def facts(self) -> dict[str, Any]:
        """Return what the verb wants to know."""
        asked = dict(self.cleaned_data)
        if not self.is_paid:
            return {"required": asked["required"]}
        money = {name: asked.pop(name) or 0 for name in self.MONEY}
        return asked | {"money": money}
