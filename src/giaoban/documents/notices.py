"""Whom to tell of what happens to documents, in which words."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from giaoban.documents import queries
from giaoban.documents.models import Document
from giaoban.kernel.notice import Happening, Notice, Reminder
from giaoban.people.models import User
from giaoban.people.queries import actor_of


def _readers(happening: Happening) -> Iterable[UUID]:
    return queries.people_who_read(UUID(happening.subject_id))


def _sender(happening: Happening) -> Iterable[UUID]:
    document = Document.objects.filter(pk=happening.subject_id).first()
    return [document.created_by_id] if document else []


def _granted(happening: Happening) -> Iterable[UUID]:
    user = happening.data.get("user")
    return [UUID(user)] if user else []


def _shown(happening: Happening) -> Iterable[UUID]:
    since = datetime.fromisoformat(happening.data["since"])
    return queries.people_named(UUID(happening.data["note"]), since)


def _note(happening: Happening) -> str:
    return f"{_page(happening)}#note={happening.data.get('note', '')}"


def _keepers(happening: Happening) -> Iterable[UUID]:
    return [UUID(keeper) for keeper in happening.data.get("keepers", [])]


def _register(happening: Happening) -> str:
    return reverse("documents:copies", args=[happening.subject_id])


def _page(happening: Happening) -> str:
    return reverse("documents:read", args=[happening.subject_id])


def _may_see(happening: Happening, user_id: UUID) -> bool:
    document = Document.objects.filter(pk=happening.subject_id, withdrawn_at=None).first()
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return document is not None and user is not None and queries.may_see(actor_of(user), document)


NOTICES: tuple[Notice, ...] = (
    Notice(
        action="documents.replaced",
        to=_readers,
        title=_("Tài liệu “{subject}” có bản mới"),
        body=_("{actor} thay bản mới. Lý do: {reason}"),
        url=_page,
        topic="papers",
        may_see=_may_see,
    ),
    Notice(
        action="documents.failed",
        to=_sender,
        title=_("Tài liệu “{subject}” không chuyển đổi được"),
        body=_("Bản gốc vẫn được giữ. Hãy xem lý do và gửi lại tệp."),
        url=_page,
        topic="papers",
        may_see=_may_see,
    ),
    Notice(
        action="documents.granted",
        to=_granted,
        title=_("{actor} chia sẻ tài liệu “{subject}” với đồng chí"),
        url=_page,
        topic="papers",
        may_see=_may_see,
    ),
    Notice(
        action="documents.note_shared",
        to=_shown,
        title=_("{actor} chia sẻ một ghi chú trên tài liệu “{subject}” với đồng chí"),
        url=_note,
        topic="papers",
        may_see=_may_see,
    ),
    Notice(
        action="documents.copies_out",
        to=_keepers,
        title=_("Còn {count} bản giấy chưa thu lại"),
        body=_("Tài liệu lưu hành nội bộ và bí mật phải được thu lại sau cuộc họp. Mở sổ giao nhận để thu."),
        url=_register,
        topic="papers",
        may_see=_may_see,
    ),
)
REMINDERS: tuple[Reminder, ...] = ()
