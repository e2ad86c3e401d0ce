"""The floor in the HTTP API (api.md): who speaks, what is shown, who spoke how long."""

from ninja import Router

from giaoban.floor.api import figures, stage, turns

router = Router(tags=["floor"])
for part in (stage, turns, figures):
    router.add_router("", part.router)
