"""Addresses of this app's pages."""

from django.urls import path

from giaoban.documents.views import authorities, comparing, copies, details, libraries, reading, sharing

app_name = "documents"
urlpatterns = [
    path("", libraries.agency, name="library"),
    path("cua-toi/", libraries.mine, name="mine"),
    path("duoc-chia-se/", libraries.shared, name="shared"),
    path("thu-muc/<uuid:folder_id>/", libraries.folder, name="folder"),
    path("thu-muc/<uuid:folder_id>/them/", libraries.new_folder, name="new_folder"),
    path("thu-muc/<uuid:folder_id>/doi-ten/", libraries.rename_folder, name="rename_folder"),
    path("thu-muc/<uuid:folder_id>/chuyen/", libraries.move_folder, name="move_folder"),
    path("thu-muc/<uuid:folder_id>/xoa/", libraries.remove_folder, name="remove_folder"),
    path("thu-muc/<uuid:folder_id>/xuat/", libraries.export, name="export"),
    path("loi-tat/<int:shortcut_id>/bo/", libraries.let_go, name="let_go"),
    path("<uuid:document_id>/quy-dinh/", libraries.describe, name="describe"),
    path("<uuid:document_id>/chuyen/", libraries.shelve, name="shelve"),
    path("<uuid:document_id>/luu/", libraries.keep, name="keep"),
    path("to-chuc-chung-thuc/", authorities.authorities, name="authorities"),
    path("to-chuc-chung-thuc/<uuid:authority_id>/bo/", authorities.distrust, name="distrust"),
    path("cho-giu/", copies.placeholder, name="placeholder"),
    path("<uuid:document_id>/", reading.read, name="read"),
    path("<uuid:document_id>/thong-tin/", details.details, name="details"),
    path("<uuid:document_id>/thay-ban/", details.replace, name="replace"),
    path("<uuid:document_id>/nhan-dang-lai/", details.read_again, name="read_again"),
    path("<uuid:document_id>/rut/", details.withdraw, name="withdraw"),
    path("<uuid:document_id>/dua-lai/", details.restore, name="restore"),
    path("<uuid:document_id>/quyen/", sharing.change, name="change"),
    path("<uuid:document_id>/chia-se/", sharing.grant, name="grant"),
    path("<uuid:document_id>/chia-se/<uuid:grant_id>/thoi/", sharing.revoke, name="revoke"),
    path("<uuid:document_id>/so-sanh/", comparing.compare, name="compare"),
    path("<uuid:document_id>/tinh-trang-doc/", reading.watch, name="watch"),
    path("<uuid:document_id>/ban-giay/", copies.copies, name="copies"),
    path("<uuid:document_id>/ban-giay/thu-tat-ca/", copies.take_back_all, name="take_back_all"),
    path("<uuid:document_id>/ban-giay/<uuid:copy_id>/thu/", copies.take_back, name="take_back"),
    path("<uuid:document_id>/ban-giay/<uuid:copy_id>/that-lac/", copies.missing, name="missing"),
]
