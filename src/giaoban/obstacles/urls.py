"""Addresses of this app's pages."""

from django.urls import path

from giaoban.obstacles.views import figures, library, lists, obstacle, writing

app_name = "obstacles"
urlpatterns = [
    path("", lists.obstacle_list, name="list"),
    path("xuat-excel/", lists.export, name="export"),
    path("so-lieu/", figures.figures, name="figures"),
    path("so-lieu/xuat-excel/", figures.export, name="figures_export"),
    path("phan-loai/", lists.triage, name="triage"),
    path("thoi-han/", lists.terms, name="terms"),
    path("thoi-han/<uuid:field_id>/", lists.set_term, name="set_term"),
    path("neu/", writing.new, name="new"),
    path("tuong-tu/", writing.alike, name="alike"),
    path("kho-tra-loi/", library.library, name="library"),
    path("kho-tra-loi/<uuid:precedent_id>/", library.precedent, name="precedent"),
    path("<uuid:obstacle_id>/", obstacle.obstacle_page, name="obstacle"),
    path("<uuid:obstacle_id>/sua/", writing.edit, name="edit"),
    path("<uuid:obstacle_id>/neu/", obstacle.raise_obstacle, name="raise"),
    path("<uuid:obstacle_id>/rut/", obstacle.withdraw, name="withdraw"),
    path("<uuid:obstacle_id>/chuyen/", obstacle.route, name="route"),
    path("<uuid:obstacle_id>/tra-lai/", obstacle.give_back, name="give_back"),
    path("<uuid:obstacle_id>/tra-loi/", obstacle.answer, name="answer"),
    path("<uuid:obstacle_id>/hoi-them/", obstacle.ask_on, name="ask_on"),
    path("<uuid:obstacle_id>/bao-cao/", obstacle.escalate, name="escalate"),
    path("<uuid:obstacle_id>/xac-nhan/", obstacle.confirm, name="confirm"),
    path("<uuid:obstacle_id>/mo-lai/", obstacle.reopen, name="reopen"),
    path("<uuid:obstacle_id>/trao-doi/", obstacle.comment, name="comment"),
]
