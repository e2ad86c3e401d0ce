"""Addresses of this app's pages."""

from django.urls import path

from giaoban.notify import views

app_name = "notify"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("chuong/", views.bell, name="bell"),
    path("doc-het/", views.read_all, name="read_all"),
    path("tuy-chon/", views.preferences, name="preferences"),
    path("thiet-bi/<uuid:device_id>/tat/", views.withdraw_device, name="withdraw_device"),
    path("hop-thu-di/", views.outbox, name="outbox"),
    path("hop-thu-di/<uuid:mail_id>/", views.mail, name="mail"),
    path("hop-thu-di/<uuid:mail_id>/noi-dung/", views.mail_html, name="mail_html"),
    path("hop-thu-di/<uuid:mail_id>/tep/<int:number>/", views.mail_file, name="mail_file"),
    path("gui-lai/<uuid:delivery_id>/", views.retry, name="retry"),
    path("<uuid:delivery_id>/", views.follow, name="follow"),
]
