"""Lists: tabs, filters, order, search without diacritics; constant queries for thousands of tasks."""

from datetime import timedelta

import pytest

from giaoban.kernel import clock
from giaoban.kernel.folding import fold
from giaoban.people.testing import an, binh, by, chi
from giaoban.tasks import queries
from giaoban.tasks.models import Task
from giaoban.tasks.queries import Wanted
from giaoban.tasks.testing import a_task, noi_bai, phuc

pytestmark = pytest.mark.django_db


def shown(user, **asked):
    who = by(user)
    return [task.title for task in queries.for_list(queries.narrowed(queries.visible_tasks(who), who, Wanted(**asked)))]


def test_tabs_cut_to_mine_my_units_and_what_i_gave():
    a_task("Của Chi")
    a_task("Của Phúc", doer=phuc(), giver=chi())
    assert shown(chi(), tab="mine") == ["Của Chi"]
    assert set(shown(chi(), tab="unit")) == {"Của Chi", "Của Phúc"}
    assert shown(chi(), tab="given") == ["Của Phúc"]
    assert set(shown(binh(), tab="all")) == {"Của Chi", "Của Phúc"}
    assert shown(phuc(), tab="all") == ["Của Phúc"]


def test_filters_and_search_without_diacritics():
    a_task("Báo cáo ùn tắc", days=2)
    a_task("Rà soát thủ tục", days=9, urgency="flash", state="confirmed")
    with clock.later(days=-9):
        a_task("Đôn đốc nợ thuế", days=5)
    assert shown(chi(), due="overdue") == ["Đôn đốc nợ thuế"]
    assert shown(chi(), due="soon") == ["Báo cáo ùn tắc"]
    assert shown(chi(), state="open") == ["Đôn đốc nợ thuế", "Báo cáo ùn tắc"]
    assert shown(chi(), urgency="flash") == ["Rà soát thủ tục"]
    assert shown(chi(), text="no thue don") == ["Đôn đốc nợ thuế"]
    assert shown(chi(), figure="done_on_time") == ["Rà soát thủ tục"]
    assert shown(chi(), age="1-7") == ["Đôn đốc nợ thuế"]
    assert shown(chi(), unit="not-a-unit") == []


def test_order_turns_round_and_leaves_the_open_ones_first():
    a_task("A", days=1, state="confirmed")
    a_task("B", days=2)
    a_task("C", days=9)
    a_task("D", days=None)
    assert shown(chi(), sort="deadline") == ["B", "C", "D", "A"]
    assert shown(chi(), sort="-deadline") == ["C", "B", "D", "A"]
    assert shown(chi(), sort="-title") == ["D", "C", "B", "A"]


def test_helpers_see_what_they_help_with():
    task = a_task("Phối hợp", coordinating_people=[phuc().pk])
    assert shown(phuc(), tab="mine") == ["Phối hợp"]
    assert queries.concerned(task) >= {phuc().pk, chi().pk, an().pk}


def test_five_thousand_tasks_cost_the_same_queries(client, django_assert_num_queries, django_assert_max_num_queries):
    giver, doer, unit = an(), chi(), noi_bai()
    Task.objects.bulk_create(
        Task(
            title=f"Nhiệm vụ số {n}",
            folded=fold(f"Nhiệm vụ số {n}"),
            assigner=giver,
            assignee=doer,
            lead_unit=unit,
            deadline_on=clock.today() + timedelta(days=n % 60 - 30),
            original_deadline_on=clock.today(),
        )
        for n in range(5000)
    )
    who = by(doer)
    with django_assert_num_queries(1):
        list(queries.for_list(queries.narrowed(queries.visible_tasks(who), who, Wanted(tab="unit")))[:30])
    client.force_login(doer)
    with django_assert_max_num_queries(20):
        assert client.get("/nhiem-vu/?tab=unit").status_code == 200
