"""Addresses of this app's pages."""

from django.urls import path

from giaoban.notify.views import channels, messages

app_name = "notify"
urlpatterns = [
    path("", messages.inbox, name="inbox"),
    path("chuong/", messages.bell, name="bell"),
    path("doc-het/", messages.read_all, name="read_all"),
    path("tuy-chon/", messages.preferences, name="preferences"),
    path("thiet-bi/<uuid:device_id>/tat/", messages.withdraw_device, name="withdraw_device"),
    path("kenh/", channels.channels, name="channels"),
    path("kenh/<str:name>/", channels.channel, name="channel"),
    path("kenh/<str:name>/thu/", channels.test, name="test_channel"),
    path("hop-thu-di/", messages.outbox, name="outbox"),
    path("hop-thu-di/<uuid:mail_id>/", messages.mail, name="mail"),
    path("hop-thu-di/<uuid:mail_id>/noi-dung/", messages.mail_html, name="mail_html"),
    path("hop-thu-di/<uuid:mail_id>/tep/<int:number>/", messages.mail_file, name="mail_file"),
    path("gui-lai/<uuid:delivery_id>/", messages.retry, name="retry"),
    path("<uuid:delivery_id>/", messages.follow, name="follow"),
]
