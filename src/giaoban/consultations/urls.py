"""Addresses of this app's pages."""

from django.urls import path, re_path

from giaoban.consultations.views import consultation, files, lists, writing

app_name = "consultations"
urlpatterns = [
    path("", lists.consultation_list, name="list"),
    path("xuat-excel/", lists.export, name="export"),
    path("soan/", writing.new, name="new"),
    path("<uuid:consultation_id>/", consultation.consultation_page, name="consultation"),
    path("<uuid:consultation_id>/sua/", writing.edit, name="edit"),
    path("<uuid:consultation_id>/trinh/", consultation.submit, name="submit"),
    path("<uuid:consultation_id>/rut/", consultation.take_back, name="take_back"),
    path("<uuid:consultation_id>/gui/", consultation.send, name="send"),
    path("<uuid:consultation_id>/tai-lieu/", consultation.add_paper, name="add_paper"),
    path("<uuid:consultation_id>/tra-loi/", consultation.answer, name="answer"),
    path("<uuid:consultation_id>/tra-loi-thay/", consultation.substitute, name="substitute"),
    path("<uuid:consultation_id>/nhac/", consultation.remind, name="remind"),
    path("<uuid:consultation_id>/gia-han/", consultation.extend, name="extend"),
    path("<uuid:consultation_id>/ket-thuc/", consultation.close, name="close"),
    path("<uuid:consultation_id>/huy/", consultation.cancel, name="cancel"),
    path("<uuid:consultation_id>/thong-bao/", consultation.announce, name="announce"),
    re_path(
        r"^(?P<consultation_id>[0-9a-f-]{36})/ky-so/(?P<whose>person|agency)/$", consultation.sign, name="sign_notice"
    ),
    path("<uuid:consultation_id>/tong-hop.<str:suffix>", files.summary, name="summary"),
    path("<uuid:consultation_id>/thong-bao.<str:suffix>", files.notice, name="notice"),
    path("<uuid:consultation_id>/xu-ly/", consultation.treat, name="treat"),
]
