"""Addresses of this app's pages."""

from django.urls import path

from giaoban.seating import views

app_name = "seating"
urlpatterns = [
    path("", views.halls, name="halls"),
    path("moi/", views.new_hall, name="hall_new"),
    path("<uuid:hall_id>/", views.hall, name="hall"),
    path("<uuid:hall_id>/ngung/", views.retire, name="hall_retire"),
    path("cuoc-hop/<uuid:meeting_id>/", views.meeting, name="meeting"),
    path("cuoc-hop/<uuid:meeting_id>/hoi-truong/", views.choose, name="choose"),
    path("cuoc-hop/<uuid:meeting_id>/xep/", views.fill, name="fill"),
    path("cuoc-hop/<uuid:meeting_id>/doi/", views.place, name="place"),
    path("cuoc-hop/<uuid:meeting_id>/bien-ten.pdf", views.plates, name="plates"),
    path("cuoc-hop/<uuid:meeting_id>/cho-cua-toi/", views.mine, name="mine"),
]
