"""Addresses of this app's pages."""

from django.urls import URLPattern

from giaoban.meetings.views.after_urls import AFTER_URLS

app_name = "meetings"
urlpatterns: list[URLPattern] = [*AFTER_URLS]
