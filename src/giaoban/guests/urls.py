"""Addresses of this app's pages."""

from django.urls import path

from giaoban.guests import views

app_name = "guests"
urlpatterns = [
    path("roi-phong/", views.leave, name="leave"),
    path("<str:token>/", views.lobby, name="lobby"),
]
