"""The shape of what the preferences page sends."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from giaoban.notify import queries, registry
from giaoban.notify.models import Delivery, Preference
from giaoban.ui.forms import TimeInput

CHANNELS: Final = (Delivery.Channel.INBOX, Delivery.Channel.EMAIL, Delivery.Channel.PUSH)


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
        self.topics = queries.topics_in_use()
        for topic, channels in self.topics.items():
            for channel in channels:
                wanted = channel not in wish.muted.get(topic, ())
                label = f"{registry.label_of(topic)}: {Delivery.Channel(channel).label}"
                self.fields[f"{topic}-{channel}"] = forms.BooleanField(label=label, required=False, initial=wanted)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return the table: one row for each kind of message, one cell for each channel."""
        return [
            {
                "label": registry.label_of(topic),
                "cells": [self[f"{topic}-{channel}"] if channel in offered else None for channel in CHANNELS],
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
