"""Who is not signed in gets the sign-in page everywhere; who has nothing to do with a thing gets 404 (invariant 12)."""

import pytest
from django.test import Client

from giaoban.consultations.testing import SUBJECT, a_consultation
from giaoban.documents.models import Document
from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.ledger.testing import run_jobs
from giaoban.meetings import actions as meetings
from giaoban.meetings.models import AgendaItem, Attendee, Conclusion, Meeting, PaperRequest, RecordPaper
from giaoban.meetings.testing import FRIDAY, MONDAY, a_draft, a_paper, a_request, an_item
from giaoban.notify.models import Delivery, OutgoingMail
from giaoban.obstacles.testing import an_obstacle
from giaoban.people.testing import an, binh, by, chi, dung
from giaoban.tasks.models import Task
from tests.addresses.walk import Address, addresses

ANYTHING = {
    "uuid": str(new_id()),
    "uuidstr": str(new_id()),
    "int": "1",
    "str": "x",
    "slug": "notice",
    "path": "x",
    "": "x",
}
PUBLIC = {
    "account_login", "account_logout", "mfa_authenticate", "mfa_login_webauthn", "openapi-json",
    "openapi-view", "api-root", "token", "mfa_signup_webauthn",
}  # fmt: skip
PUBLIC_PATHS = {
    "healthz", "readyz",  # machines ask
    "ui/ung-dung.webmanifest",  # what a device shows that keeps the product beside its programs
    "ui/mat-mang",  # kept by the browser for the hour without a network
    "tai-khoan/inactive/",  # says that an account is closed
    "quan-tri/ngon-ngu/",  # the language of the sign-in page
    "ngoai-tuyen/",  # kept by the browser: names nobody, holds nothing; what is taken along is opened there
    "ngoai-tuyen.js",  # the worker behind it
    "diem-cau/",  # the screen of a site that is not paired yet shows the code by which it gets its place
    "diem-cau/cho/",  # the same screen asks whether somebody has typed that code
    "phong-hop/<uuid:meeting_id>/diem-danh/<str:code>/",  # the code is taken now, signing in comes on the next page
}  # fmt: skip
CLOSED = {302, 303, 401, 403, 404, 405, 410, 400, 429}


def _ids() -> dict[str, str]:
    return {**ANYTHING}


@pytest.mark.django_db
@pytest.mark.parametrize("address", addresses(), ids=lambda address: address.path)
def test_nobody_gets_in_without_signing_in(address: Address):
    if address.name in PUBLIC or address.path in PUBLIC_PATHS:
        return
    if address.path.startswith(("static/", "api/docs", "api/openapi")):
        return
    for method in ("get", "post"):
        reply = getattr(Client(enforce_csrf_checks=False), method)(address.filled(_ids()))
        assert reply.status_code in CLOSED, (method, reply.status_code)
        if reply.status_code in {302, 303}:
            assert "/tai-khoan/" in reply.headers["Location"], reply.headers["Location"]


@pytest.fixture
def world(db, settings, tmp_path):
    """A meeting that ran, with everything that hangs on it; Dũng has nothing to do with any of it."""
    settings.STORAGE = f"file:{tmp_path}"
    dung()
    with clock.at(MONDAY):
        meeting = a_draft(guests=(chi(),))
        item = an_item(meeting)
        request = a_request(meeting)
        document = a_paper(item)
        meetings.submit_agenda(meeting_id=meeting.pk, by=by(binh()))
        meetings.approve_agenda(meeting_id=meeting.pk, by=by(an()))
        meetings.publish(meeting_id=meeting.pk, by=by(binh()))
        run_jobs()
        obstacle = an_obstacle("routed")
        consultation = a_consultation()
    with clock.at(FRIDAY):
        meetings.start(meeting_id=meeting.pk, by=by(binh()))
        meetings.next_item(meeting_id=meeting.pk, by=by(binh()))
        unit = chi().appointments.get().unit_id
        conclusion = meetings.conclude(
            meeting_id=meeting.pk, content="Báo cáo.", lead_unit_id=unit, deadline_on=FRIDAY.date(), by=by(binh())
        )
        meetings.settle_conclusion(conclusion_id=conclusion.pk, by=by(binh()))
        meetings.close(meeting_id=meeting.pk, by=by(binh()))
        run_jobs()
    things = {
        "meeting_id": meeting, "item_id": item, "request_id": request, "document_id": document,
        "conclusion_id": conclusion, "paper_id": RecordPaper.objects.filter(meeting=meeting).first(),
        "attendee_id": Attendee.objects.filter(meeting=meeting).first(), "task_id": Task.objects.get(),
        "delivery_id": Delivery.objects.exclude(user=dung()).first(), "mail_id": OutgoingMail.objects.first(),
        "obstacle_id": obstacle, "consultation_id": consultation,
        "version_id": document.versions.first(), "user_id": chi(),
    }  # fmt: skip
    return {name: str(thing.pk) for name, thing in things.items() if thing is not None}


FOREIGN = {
    "meeting_id", "item_id", "request_id", "document_id", "conclusion_id", "paper_id", "attendee_id", "task_id",
    "delivery_id", "mail_id", "version_id", "obstacle_id", "consultation_id",
}  # fmt: skip


def test_a_person_of_another_branch_sees_none_of_it(world):
    client = Client()
    client.force_login(dung())
    seen, obstacle_title = [], "Kiểm tra C/O mẫu D"
    for address in addresses():
        if not {name for _, name in address.parameters} & FOREIGN & world.keys():
            continue
        url = address.filled(ANYTHING | world)
        for method in ("get", "post"):
            reply = getattr(client, method)(
                url,
                **({"content_type": "application/json", "data": "{}"} if "/api/" in url and method == "post" else {}),
            )
            if reply.status_code not in {404, 405, 400, 403} and not (reply.status_code == 422 and method == "post"):
                seen.append(f"{method} {address.path} {reply.status_code}")
            if reply.status_code == 200 and hasattr(reply, "content"):
                assert obstacle_title not in reply.content.decode("utf8", "ignore"), address.path
                assert SUBJECT not in reply.content.decode("utf8", "ignore"), address.path
                assert "Giao ban tuần 12" not in reply.content.decode("utf8", "ignore"), address.path
    assert seen == []


def test_the_world_of_this_test_is_there(world):
    """The walk would prove nothing if the things did not exist."""
    assert FOREIGN - world.keys() <= {"delivery_id", "mail_id", "version_id"}
    assert Meeting.objects.count() == AgendaItem.objects.count() == Conclusion.objects.count() == 1
    assert PaperRequest.objects.count() == Document.objects.filter(owner_kind="meetings.item").count() == 1
