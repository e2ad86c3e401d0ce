"""Addresses of this app's pages."""

from django.urls import path

from giaoban.floor import views

app_name = "floor"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("xuat-excel/", views.export, name="export"),
    path("luot/", views.turns, name="turns"),
]
