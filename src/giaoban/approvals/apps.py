from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """Approvals for whatever an owner declares approvable."""

    name = "giaoban.approvals"
    default_auto_field = "django.db.models.BigAutoField"
