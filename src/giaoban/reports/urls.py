"""Addresses of this app's pages."""

from django.urls import path

from giaoban.reports.views import rollout, weekly, yearly

app_name = "reports"
urlpatterns = [
    path("", weekly.owed, name="owed"),
    path("mau/<uuid:series_id>/", weekly.form, name="form"),
    path("tong-ket/", yearly.year, name="year"),
    path("tong-ket/xuat-excel/", yearly.export, name="year_export"),
    path("trien-khai/", rollout.rollout, name="rollout"),
    path("trien-khai/xuat-excel/", rollout.export, name="rollout_export"),
    path("trien-khai/giai-doan/", rollout.phase, name="phase"),
    path("trien-khai/san-sang/<uuid:unit_id>/", rollout.mark_ready, name="mark_ready"),
    path("<uuid:meeting_id>/", weekly.summary, name="summary"),
    path("<uuid:meeting_id>/xuat-excel/", weekly.export, name="export"),
    path("<uuid:meeting_id>/dua-vao-chuong-trinh/", weekly.put_on_agenda, name="put_on_agenda"),
    path("<uuid:meeting_id>/<uuid:unit_id>/", weekly.report, name="report"),
]
