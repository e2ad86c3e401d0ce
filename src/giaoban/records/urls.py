"""Addresses of this app's pages."""

from django.urls import path

from giaoban.records import views

app_name = "records"
urlpatterns = [
    path("kiem-tra/", views.verify, name="verify"),
    path("<uuid:meeting_id>/", views.record, name="record"),
    path("<uuid:meeting_id>/ho-so.zip", views.package, name="package"),
]
