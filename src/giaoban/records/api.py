"""The record of a meeting in the HTTP API (api.md)."""

from uuid import UUID

from django.http import HttpResponseBase
from ninja import Router

from giaoban.people.middleware import HouseRequest
from giaoban.records.delivery import package_of

router = Router(tags=["records"])


@router.get("/meetings/{uuid:meeting_id}/record.zip", summary="The record of a meeting as one package")
def package(request: HouseRequest, meeting_id: UUID) -> HttpResponseBase:
    """Return the package; its seal is written into the audit book."""
    return package_of(meeting_id, request.actor)
