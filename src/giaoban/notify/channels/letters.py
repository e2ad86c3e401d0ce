"""E-mail as a channel: the letter was built when it was written; without a server it rests in the outbox."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings

from giaoban.notify.channels import smtp
from giaoban.notify.channels.channel import Address, Sent
from giaoban.notify.models import Delivery


class Letters:
    """Letters over SMTP. The Message-ID is the delivery's id: mail programs show a letter that came twice once."""

    name = "email"
    is_paid = False
    repeats_safely_for = timedelta.max

    def is_on(self) -> bool:
        """Tell whether messages leave."""
        return self.is_set_up()

    def is_set_up(self) -> bool:
        """Tell whether there is a mail server."""
        return bool(settings.SMTP)

    def addresses(self, delivery: Delivery) -> Iterable[Address]:
        """Return the address that stands on the letter."""
        return [Address("email", delivery.mail.to)]

    def price(self, _delivery: Delivery) -> int:
        """Letters cost nothing."""
        return 0

    def send(self, delivery: Delivery, _address: Address) -> Sent:
        """Hand the letter to the mail server."""
        smtp.send(bytes(delivery.mail.raw))
        return Sent(str(delivery.pk))
