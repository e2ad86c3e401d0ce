"""The floor in the HTTP API (api.md): who speaks, what is shown."""

from ninja import Router

from giaoban.floor.api import stage, turns

router = Router(tags=["floor"])
for part in (stage, turns):
    router.add_router("", part.router)
