"""The pages: each state for each eye, strangers, and how many queries a big meeting costs."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from giaoban.documents.models import Reading, Version
from giaoban.ledger.testing import run_jobs
from giaoban.meetings import actions
from giaoban.meetings.models import Meeting
from giaoban.meetings.testing import (
    a_draft,
    a_paper,
    a_published,
    a_request,
    a_series,
    a_submitted,
    an_approved,
    an_item,
    moment,
)
from giaoban.people.models import User
from giaoban.people.testing import a_person, a_unit, an, binh, by, chi, dung, the_agency


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, name: str, *args: object) -> str:
    response = signed_in(user).get(reverse(f"meetings:{name}", args=args))
    assert response.status_code == 200, response.status_code
    return response.content.decode()


STATES: list[Callable[[], Meeting]] = [a_draft, a_submitted, an_approved, a_published]


@pytest.mark.parametrize("make", STATES)
def test_who_prepares_it_sees_it_in_every_state(make: Callable[[], Meeting]) -> None:
    meeting = make()
    assert meeting.title in page(binh(), "meeting", meeting.pk)


@pytest.mark.parametrize(
    ("make", "user", "words"),
    [
        (a_draft, binh, "Thêm nội dung"),
        (a_submitted, an, "Duyệt / Trả lại"),
        (an_approved, binh, "Phát hành"),
        (a_published, chi, "Trả lời giấy mời"),
    ],
)
def test_one_button_says_what_to_do_next(make: Callable[[], Meeting], user: Callable[[], User], words: str) -> None:
    text = page(user(), "meeting", make().pk)
    assert words in text.split('class="page-actions"', 1)[1].split("</header>", 1)[0]


@pytest.mark.parametrize("make", STATES)
@pytest.mark.parametrize("name", ["meeting", "history", "reading", "opinions", "change", "calendar"])
def test_a_stranger_finds_nothing(make: Callable[[], Meeting], name: str) -> None:
    response = signed_in(dung()).get(reverse(f"meetings:{name}", args=[make().pk]))
    assert response.status_code == 404


def test_a_guest_sees_nothing_before_publication() -> None:
    response = signed_in(chi()).get(reverse("meetings:meeting", args=[an_approved().pk]))
    assert response.status_code == 404


def test_a_unit_asked_for_a_paper_sees_its_own_item_only() -> None:
    meeting = a_draft(guests=(an(),))
    mine = an_item(meeting, "Vướng mắc tại Nội Bài")
    an_item(meeting, "Công tác cán bộ")
    a_request(meeting)
    text = page(chi(), "meeting", meeting.pk)
    assert mine.title in text
    assert "Công tác cán bộ" not in text
    assert "Thành phần dự" not in text


@pytest.mark.parametrize("name", ["list", "requests", "series_list", "new", "series_new"])
def test_lists_and_forms_open(name: str) -> None:
    a_published()
    a_series()
    page(binh(), name)


def test_a_meeting_that_ends_before_it_starts_is_refused_at_the_field() -> None:
    meeting = a_draft()
    url = reverse("meetings:change", args=[meeting.pk])
    form = signed_in(binh()).get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    answer = signed_in(binh()).post(url, sent | {"day": "2026-04-03", "starts": "10:00", "ends": "08:30"})
    assert "Giờ kết thúc phải sau giờ bắt đầu." in answer.content.decode()
    assert Meeting.objects.get(pk=meeting.pk).starts_at == meeting.starts_at


@pytest.mark.parametrize("name", ["reading", "opinions", "history", "change"])
def test_the_pages_around_a_meeting_open(name: str) -> None:
    meeting = a_published()
    a_paper(an_item(meeting))
    page(binh(), name, meeting.pk)


def test_a_series_shows_its_dates() -> None:
    series = a_series()
    text = page(binh(), "series", series.pk)
    assert "13/03/2026" in text
    page(binh(), "series_change", series.pk)


def test_a_meeting_is_planned_from_the_page() -> None:
    form = {
        "title": "Họp đột xuất về hàng tồn", "kind": a_draft().kind_id, "form": "on_site", "unit": the_agency().pk,
        "day": "2026-03-12", "starts": "14:00", "ends": "15:00", "chair": an().pk, "secretary": binh().pk,
        "guests": [chi().pk], "is_ad_hoc": "on",
    }  # fmt: skip
    response = signed_in(binh()).post(reverse("meetings:new"), form)
    meeting = Meeting.objects.get(title="Họp đột xuất về hàng tồn")
    assert response.status_code == 302
    assert meeting.starts_at == moment("2026-03-12 14:00")
    assert [row.user_id for row in meeting.attendees.all()] == [chi().pk]


def test_a_meeting_that_ends_before_it_starts_is_refused_in_words() -> None:
    form = {
        "title": "Họp", "kind": a_draft().kind_id, "form": "on_site", "unit": the_agency().pk,
        "day": "2026-03-12", "starts": "14:00", "ends": "13:00", "chair": an().pk, "secretary": binh().pk,
    }  # fmt: skip
    text = signed_in(binh()).post(reverse("meetings:new"), form).content.decode()
    assert "Giờ kết thúc phải sau giờ bắt đầu." in text
    assert 'value="Họp"' in text


def a_big_meeting(items: int, papers: int, guests: int) -> Meeting:
    """A published meeting with that many items, papers on each, and guests who answered and read."""
    people = [
        a_person(f"kh{n}", f"Khách Thứ {n}", unit=a_unit(f"DV{n % 12}", parent=the_agency())) for n in range(guests)
    ]
    meeting = a_draft(guests=tuple(people))
    for n in range(items):
        item = an_item(meeting, f"Nội dung {n}", presenter_id=people[0].pk)
        for m in range(papers):
            paper = a_paper(item, f"Tài liệu {n}.{m}")
            for reader in people[:3]:
                Reading.objects.create(document=paper, version=paper.versions.get(), user=reader, pages=[1])
    Version.objects.update(state="ready", page_count=4)
    actions.submit_agenda(meeting_id=meeting.pk, by=by(binh()))
    actions.approve_agenda(meeting_id=meeting.pk, by=by(an()))
    actions.publish(meeting_id=meeting.pk, by=by(binh()))
    for item in meeting.items.all():
        actions.mark_item(item_id=item.pk, mark="agree", by=by(people[0]))
    return meeting


def queries_of(user: User, meeting: Meeting) -> int:
    client, url = signed_in(user), reverse("meetings:meeting", args=[meeting.pk])
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        client.get(url)
    return len(seen)


@pytest.mark.parametrize("who", ["binh", "kh0"])
def test_a_bigger_meeting_costs_no_more_queries(who: str) -> None:
    small, big = a_big_meeting(2, 1, 3), a_big_meeting(6, 3, 20)
    run_jobs()
    user = binh() if who == "binh" else User.objects.get(username=who)
    assert queries_of(user, big) == queries_of(user, small) <= 45


def test_the_list_costs_the_same_for_many() -> None:
    client = signed_in(binh())
    a_published()
    client.get(reverse("meetings:list"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("meetings:list"))
    for n in range(8):
        a_draft(f"Họp {n}")
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("meetings:list"))
    assert len(many) == len(one)


def test_the_history_does_not_tell_who_writes_what() -> None:
    meeting = a_published()
    item = meeting.items.get()
    draft = actions.write_opinion(item_id=item.pk, text="Riêng", by=by(chi()))
    assert draft
    assert "soạn ý kiến" not in page(an(), "history", meeting.pk)
    actions.submit_opinion(opinion_id=draft.pk, by=by(chi()))
    assert "gửi ý kiến bằng văn bản" in page(an(), "history", meeting.pk)
    guest = a_person("khach", "Khách Mời", unit=a_unit("NOIBAI"))
    assert "gửi ý kiến bằng văn bản" not in page(guest, "history", meeting.pk)
