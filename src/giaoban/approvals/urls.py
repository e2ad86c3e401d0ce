"""Addresses of this app's pages."""

from django.urls import path

from giaoban.approvals import views

app_name = "approvals"
urlpatterns = [
    path("", views.waiting, name="waiting"),
    path("<uuid:approval_id>/", views.decide, name="decide"),
    path("<uuid:approval_id>/rut-lai/", views.withdraw, name="withdraw"),
]
