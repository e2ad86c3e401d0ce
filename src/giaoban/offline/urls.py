"""Addresses of this app's pages."""

from django.urls import path

from giaoban.offline import views

app_name = "offline"
urlpatterns = [
    path("ngoai-tuyen/", views.shell, name="shell"),
    path("ngoai-tuyen/cua-toi/", views.mine, name="mine"),
    path("ngoai-tuyen/thiet-bi/", views.devices, name="devices"),
    path("ngoai-tuyen/<uuid:taken_id>/thu-hoi/", views.withdraw, name="withdraw"),
    path("ngoai-tuyen.js", views.worker, name="worker"),
]
