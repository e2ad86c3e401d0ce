"""Addresses of this app's pages."""

from django.urls import path

from giaoban.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
]
