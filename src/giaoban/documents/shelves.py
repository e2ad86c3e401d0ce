"""How libraries open the door to their papers. Wiring hangs it up."""

from uuid import UUID

from django.urls import reverse

from giaoban.documents import permissions, queries
from giaoban.documents.doors import Door
from giaoban.documents.models import Folder
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.rules import Verdict


def _folder(folder_id: UUID) -> Folder:
    folder = Folder.objects.filter(pk=folder_id).select_related("parent").first()
    if folder is None:
        raise NotFound
    return folder


def _may_change(by: Actor, folder_id: UUID) -> Verdict:
    return permissions.may_keep_library(by, _folder(folder_id))


DOOR = Door(
    kind=queries.FOLDER,
    may_see=lambda by, folder_id: bool(queries.folders_seen_among(by, [folder_id])),
    seen_among=queries.folders_seen_among,
    may_change=_may_change,
    may_watch=lambda by, folder_id: bool(_may_change(by, folder_id)),
    readers=lambda _folder_id: set(),
    url=lambda folder_id: reverse("documents:folder", args=[folder_id]),
    label=lambda folder_id: " / ".join(step.name for step in queries.path_of(_folder(folder_id))),
)
