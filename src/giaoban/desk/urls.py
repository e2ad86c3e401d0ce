"""Addresses of this app's pages."""

from django.urls import path

from giaoban.desk.views import book, calendar, today

app_name = "desk"
urlpatterns = [
    path("", today.today, name="today"),
    path("so-nhat-ky/", book.read, name="book"),
    path("so-nhat-ky/xuat/", book.export, name="book_export"),
    path("lich/", calendar.calendar, name="calendar"),
    path("lich/duong-dan/", calendar.renew_feed, name="renew_feed"),
    path("calendar/<str:secret>.ics", calendar.ics, name="feed"),
]
