"""Addresses of what a meeting leaves."""

from django.urls import URLPattern, path, re_path

from giaoban.meetings.views import after

AFTER_URLS: list[URLPattern] = [
    path("<uuid:meeting_id>/ket-luan/", after.page, name="after"),
    path("<uuid:meeting_id>/ket-luan/them/", after.conclude, name="conclude"),
    path("<uuid:meeting_id>/van-ban/<slug:kind>/", after.draw_up, name="draw_up"),
    path("ket-luan/<uuid:conclusion_id>/", after.conclusion, name="conclusion"),
    re_path(
        r"^ket-luan/(?P<conclusion_id>[0-9a-f-]{36})/(?P<verb>settle|withdraw|remove)/$",
        after.conclusion_verb,
        name="conclusion_verb",
    ),
    path("van-ban/<uuid:paper_id>/", after.paper, name="paper"),
    path("van-ban/<uuid:paper_id>/ban-ky-so/", after.add_signed, name="add_signed"),
    re_path(r"^van-ban/(?P<paper_id>[0-9a-f-]{36})/ky-so/(?P<whose>person|agency)/$", after.sign, name="sign_paper"),
    re_path(
        r"^van-ban/(?P<paper_id>[0-9a-f-]{36})/(?P<verb>submit|take-back|issue)/$", after.paper_verb, name="paper_verb"
    ),
    re_path(r"^van-ban/(?P<paper_id>[0-9a-f-]{36})\.(?P<suffix>pdf|docx)$", after.paper_file, name="paper_file"),
]
