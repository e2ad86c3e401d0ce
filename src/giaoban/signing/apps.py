from django.apps import AppConfig


class SigningConfig(AppConfig):
    """Keys and signatures."""

    name = "giaoban.signing"
    default_auto_field = "django.db.models.BigAutoField"
