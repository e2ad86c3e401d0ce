"""Every address of the house."""

from django.urls import URLPattern, URLResolver, include, path

from giaoban.config.api import api
from giaoban.config.health import healthz, readyz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("api/", api.urls),
    path("tai-khoan/", include("giaoban.people.account_urls")),
    path("ui/", include("giaoban.ui.urls")),
    path("", include("giaoban.desk.urls")),
    path("", include("giaoban.search.urls")),
    path("thong-bao/", include("giaoban.notify.urls")),
    path("cho-duyet/", include("giaoban.approvals.urls")),
    path("quan-tri/", include("giaoban.people.urls")),
    path("tai-lieu/", include("giaoban.documents.urls")),
    path("ky-so/", include("giaoban.signing.urls")),
    path("vuong-mac/", include("giaoban.obstacles.urls")),
    path("lay-y-kien/", include("giaoban.consultations.urls")),
    path("bao-cao-tuan/", include("giaoban.reports.urls")),
    path("ho-so/", include("giaoban.records.urls")),
    path("nhiem-vu/", include("giaoban.tasks.urls")),
    path("cuoc-hop/", include("giaoban.meetings.urls")),
    path("khach/", include("giaoban.guests.urls")),
    path("phong-hop/", include("giaoban.hall.urls")),
    path("diem-cau/", include("giaoban.video.urls")),
    path("", include("giaoban.offline.urls")),
    path("so-do/", include("giaoban.seating.urls")),
    path("phat-bieu/", include("giaoban.floor.urls")),
    path("bieu-quyet/", include("giaoban.voting.urls")),
]

handler400 = "giaoban.ui.errors.bad_request"
handler403 = "giaoban.ui.errors.forbidden"
handler404 = "giaoban.ui.errors.not_found"
handler500 = "giaoban.ui.errors.failed"
