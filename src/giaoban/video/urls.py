"""Addresses of sites: the screen in the meeting room, pairing, tests of the line."""

from django.urls import path

from giaoban.video.views import recorded, sites

app_name = "video"
urlpatterns = [
    path("", sites.site, name="site"),
    path("cho/", sites.waiting, name="waiting"),
    path("<uuid:meeting_id>/ma-diem-danh.svg", sites.site_code, name="site_code"),
    path("ghep/", sites.pair, name="pair"),
    path("go/<uuid:unit_id>/", sites.unpair, name="unpair"),
    path("kiem-tra/<uuid:meeting_id>/", sites.line_test, name="line_test"),
    path("do-duong-truyen/", sites.measure, name="measure"),
    path("cuoc-hop/<uuid:meeting_id>/", sites.lines, name="lines"),
    path("ghi-hinh/<uuid:meeting_id>/", recorded.recordings, name="recordings"),
    path("ban-ghi/<uuid:recording_id>.mp4", recorded.play, name="play"),
]
