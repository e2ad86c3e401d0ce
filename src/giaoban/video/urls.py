"""Addresses of sites: the screen in the meeting room, pairing, tests of the line."""

from django.urls import path

from giaoban.video import views

app_name = "video"
urlpatterns = [
    path("", views.site, name="site"),
    path("cho/", views.waiting, name="waiting"),
    path("<uuid:meeting_id>/ma-diem-danh.svg", views.site_code, name="site_code"),
    path("ghep/", views.pair, name="pair"),
    path("go/<uuid:unit_id>/", views.unpair, name="unpair"),
    path("kiem-tra/<uuid:meeting_id>/", views.line_test, name="line_test"),
    path("do-duong-truyen/", views.measure, name="measure"),
    path("cuoc-hop/<uuid:meeting_id>/", views.lines, name="lines"),
]
