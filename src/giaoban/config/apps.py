from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The roof; connects the wiring once every app is loaded."""

    name = "giaoban.config"
    label = "config"

    def ready(self) -> None:
        from giaoban.config import wiring

        wiring.connect()
