"""Addresses of this app's pages."""

from django.urls import path

from giaoban.tasks.views import duties, giving, lists, policy, reminders, task

app_name = "tasks"
urlpatterns = [
    path("", lists.task_list, name="list"),
    path("xuat-excel/", lists.export, name="export"),
    path("so-lieu/", lists.figures, name="figures"),
    path("giao-viec/", task.new, name="new"),
    path("giao-viec/canh-bao/", giving.warnings, name="warnings"),
    path("dinh-ky/", duties.duties, name="duties"),
    path("dinh-ky/<uuid:duty_id>/ket-thuc/", duties.end, name="end_duty"),
    path("nhac-viec/", reminders.mine, name="reminders"),
    path("nhac-viec/tra-loi/<str:token>/", reminders.by_link, name="answer"),
    path("nhac-viec/chinh-sach/", policy.policy_page, name="policy"),
    path("<uuid:task_id>/tra-loi-nhac/", reminders.reply, name="reply"),
    path("<uuid:task_id>/", task.task_page, name="task"),
    path("<uuid:task_id>/nhan/", task.accept, name="accept"),
    path("<uuid:task_id>/tien-do/", task.progress, name="progress"),
    path("<uuid:task_id>/bao-cao/", task.hand_in, name="hand_in"),
    path("<uuid:task_id>/tra-lai/", task.return_work, name="return_work"),
    path("<uuid:task_id>/xac-nhan/", task.confirm, name="confirm"),
    path("<uuid:task_id>/xin-gia-han/", task.ask_extension, name="ask_extension"),
    path("<uuid:task_id>/tam-dung/", task.suspend, name="suspend"),
    path("<uuid:task_id>/tiep-tuc/", task.resume, name="resume"),
    path("<uuid:task_id>/huy/", task.cancel, name="cancel"),
    path("<uuid:task_id>/chuyen/", task.hand_over, name="hand_over"),
    path("<uuid:task_id>/chia-viec/", task.split, name="split"),
    path("<uuid:task_id>/trao-doi/", task.comment, name="comment"),
    path("<uuid:task_id>/buoc/", task.add_step, name="add_step"),
    path("buoc/<uuid:step_id>/", task.tick_step, name="tick_step"),
    path("gia-han/<uuid:extension_id>/", task.decide_extension, name="decide_extension"),
]
