"""Addresses of the design system."""

from django.urls import URLPattern, path

from giaoban.ui import views

app_name = "ui"
urlpatterns: list[URLPattern] = [
    path("gallery", views.gallery, name="gallery"),
    path("gallery/<slug:sheet>", views.gallery, name="sheet"),
    path("ung-dung.webmanifest", views.manifest, name="manifest"),
    path("mat-mang", views.offline, name="offline"),
]
