"""Addresses of this app's pages."""

from django.urls import URLPattern, path

from giaoban.meetings.views import agenda, guests, lists, meeting, series

from giaoban.meetings.views.after_urls import AFTER_URLS

app_name = "meetings"
urlpatterns: list[URLPattern] = [
    path("", lists.meeting_list, name="list"),
    path("xuat/", lists.export, name="export"),
    path("moi/", meeting.new, name="new"),
    path("tai-lieu-can-gui/", lists.requests, name="requests"),
    path("loat/", series.series_list, name="series_list"),
    path("loat/moi/", series.new_series, name="series_new"),
    path("loat/<uuid:series_id>/", series.series, name="series"),
    path("loat/<uuid:series_id>/sua/", series.change_series, name="series_change"),
    path("loat/<uuid:series_id>/ket-thuc/", series.end_series, name="series_end"),
    path("ky/<uuid:date_id>/bo/", series.skip_date, name="date_skip"),
    path("ky/<uuid:date_id>/doi/", series.move_date, name="date_move"),
    path("ky/<uuid:date_id>/khoi-phuc/", series.restore_date, name="date_restore"),
    path("ky/<uuid:date_id>/soan/", series.draft_date, name="date_draft"),
    path("noi-dung/<uuid:item_id>/", agenda.item, name="item"),
    path("noi-dung/<uuid:item_id>/bo/", agenda.remove_item, name="item_remove"),
    path("noi-dung/<uuid:item_id>/thao-luan/", agenda.out_of_consent, name="item_out_of_consent"),
    path("noi-dung/<uuid:item_id>/danh-dau/", agenda.mark, name="item_mark"),
    path("noi-dung/<uuid:item_id>/gop-y/", agenda.opinion, name="item_opinion"),
    path("noi-dung/<uuid:item_id>/tai-lieu/", agenda.upload, name="item_upload"),
    path("noi-dung/<uuid:item_id>/mo-khoa/<uuid:document_id>/", agenda.open_paper, name="paper_open"),
    path("noi-dung/<uuid:item_id>/de-nghi/", agenda.ask_for_paper, name="item_ask"),
    path("de-nghi/<uuid:request_id>/nhan/", agenda.accept_paper, name="request_accept"),
    path("de-nghi/<uuid:request_id>/tra-lai/", agenda.return_paper, name="request_return"),
    path("de-nghi/<uuid:request_id>/rut/", agenda.withdraw_request, name="request_withdraw"),
    path("y-kien/<uuid:remark_id>/xong/", agenda.settle_remark, name="remark_settle"),
    path("du-thay/<uuid:attendee_id>/", guests.consent, name="consent"),
    path("<uuid:meeting_id>/", meeting.meeting_page, name="meeting"),
    path("<uuid:meeting_id>/sua/", meeting.change, name="change"),
    path("<uuid:meeting_id>/trinh/", meeting.submit, name="submit"),
    path("<uuid:meeting_id>/rut/", meeting.reopen, name="reopen"),
    path("<uuid:meeting_id>/quyet-dinh/", meeting.decide, name="decide"),
    path("<uuid:meeting_id>/phat-hanh/", meeting.publish, name="publish"),
    path("<uuid:meeting_id>/doi/", meeting.postpone, name="postpone"),
    path("<uuid:meeting_id>/huy/", meeting.cancel, name="cancel"),
    path("<uuid:meeting_id>/noi-dung/", agenda.add_item, name="item_add"),
    path("<uuid:meeting_id>/thu-tu/", agenda.order, name="order"),
    path("<uuid:meeting_id>/nhan-xet/", agenda.remark, name="remark"),
    path("<uuid:meeting_id>/nguoi-du/", guests.invite, name="invite"),
    path("<uuid:meeting_id>/nguoi-du/<uuid:user_id>/bo/", guests.remove, name="guest_remove"),
    path("<uuid:meeting_id>/tra-loi/", guests.answer, name="answer"),
    path("<uuid:meeting_id>/diem-cau/<uuid:unit_id>/", guests.answer_site, name="answer_site"),
    path("<uuid:meeting_id>/y-kien/", meeting.opinions, name="opinions"),
    path("<uuid:meeting_id>/muc-do-doc/", meeting.reading, name="reading"),
    path("<uuid:meeting_id>/lich-su/", meeting.history, name="history"),
    path("<uuid:meeting_id>/lich.ics", meeting.calendar_file, name="calendar"),
    *AFTER_URLS,
]
