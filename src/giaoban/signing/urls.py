"""Addresses of this app's pages."""

from django.urls import path

from giaoban.signing import views

app_name = "signing"
urlpatterns = [
    path("khoa/", views.keys, name="keys"),
    path("khoa/<uuid:holder_id>/thu-hoi/", views.take_back, name="take_back"),
]
