from django.apps import AppConfig
from django.db.models.signals import post_migrate


class LedgerConfig(AppConfig):
    """The ledger; after each migration it puts back the triggers that keep the book append-only."""

    name = "giaoban.ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from giaoban.ledger.guards import install_guards

        post_migrate.connect(install_guards, sender=self)
