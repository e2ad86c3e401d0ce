"""Documents by API. There is no list of all documents: owners list theirs, search finds the rest."""

from ninja import Router

from giaoban.documents.api import (
    bytes_out,
    changing,
    comparing,
    copies,
    libraries,
    notes,
    reading,
    recognition,
    signing,
    upload,
    uploads,
)

router = Router(tags=["documents"])
for part in (uploads, upload, changing, bytes_out, recognition, comparing, signing, copies, libraries, reading, notes):
    router.add_router("", part.router)
