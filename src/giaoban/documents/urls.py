"""Addresses of this app's pages."""

from django.urls import path

from giaoban.documents import views

app_name = "documents"
urlpatterns = [
    path("<uuid:document_id>/", views.read, name="read"),
    path("<uuid:document_id>/tinh-trang-doc/", views.watch, name="watch"),
]
