"""Addresses of this app's pages."""

from django.urls import path

from giaoban.voting import views

app_name = "voting"
urlpatterns = [
    path("cuoc-hop/<uuid:meeting_id>/", views.of_meeting, name="of_meeting"),
    path("cuoc-hop/<uuid:meeting_id>/the/", views.card, name="card"),
    path("<uuid:poll_id>/", views.result, name="result"),
    path("<uuid:poll_id>/xuat-excel/", views.export, name="export"),
]
