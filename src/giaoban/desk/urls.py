"""Addresses of this app's pages."""

from django.urls import path

from giaoban.desk.views import calendar, today

app_name = "desk"
urlpatterns = [
    path("", today.today, name="today"),
    path("lich/", calendar.calendar, name="calendar"),
    path("lich/duong-dan/", calendar.renew_feed, name="renew_feed"),
    path("calendar/<str:secret>.ics", calendar.ics, name="feed"),
]
