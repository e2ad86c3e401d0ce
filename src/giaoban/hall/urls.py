"""Addresses of the meeting room."""

from django.urls import path

from giaoban.hall import views

app_name = "hall"
urlpatterns = [
    path("<uuid:meeting_id>/", views.room_page, name="room"),
    path("<uuid:meeting_id>/man-hinh/", views.board, name="board"),
    path("<uuid:meeting_id>/ma-diem-danh.svg", views.code_picture, name="code"),
    path("<uuid:meeting_id>/diem-danh/", views.check_in, name="check_in"),
    path("<uuid:meeting_id>/diem-danh/<str:code>/", views.scan, name="scan"),
    path("<uuid:meeting_id>/diem-danh.xlsx", views.attendance_sheet, name="attendance_sheet"),
]
