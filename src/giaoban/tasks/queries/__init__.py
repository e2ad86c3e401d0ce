"""Reading tasks: who sees what, lists with their filters, the official figures."""

from giaoban.tasks.queries.figures import (
    AGES,
    BY,
    COUNTED,
    FIGURES,
    Figures,
    figures_by,
    figures_of,
    of_age,
    of_figure,
)
from giaoban.tasks.queries.lists import (
    SORTS,
    Wanted,
    for_list,
    narrowed,
    of_meeting,
    open_of_series,
    page_task,
    waiting_extensions,
)
from giaoban.tasks.queries.visible import (
    concerned,
    head_of,
    lock_task,
    people_of,
    seen_among,
    task_of,
    visible_tasks,
)

__all__ = [
    "AGES",
    "BY",
    "COUNTED",
    "FIGURES",
    "SORTS",
    "Figures",
    "Wanted",
    "concerned",
    "figures_by",
    "figures_of",
    "for_list",
    "head_of",
    "lock_task",
    "narrowed",
    "of_age",
    "of_figure",
    "of_meeting",
    "open_of_series",
    "page_task",
    "people_of",
    "seen_among",
    "task_of",
    "visible_tasks",
    "waiting_extensions",
]
