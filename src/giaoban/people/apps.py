from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, units and sign-in."""

    name = "giaoban.people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from giaoban.people import sign_in

        sign_in.connect()
