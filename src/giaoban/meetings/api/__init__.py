"""This app's part of the HTTP API."""

from ninja import Router

from giaoban.meetings.api.after import router as after
from giaoban.meetings.api.before import router as before
from giaoban.meetings.api.desk import router as desk
from giaoban.meetings.api.lines import router as lines
from giaoban.meetings.api.running import router as running

router = Router()
router.add_router("", before)
router.add_router("", running)
router.add_router("", desk)
router.add_router("", lines)
router.add_router("", after)
