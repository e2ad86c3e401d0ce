"""The simulated agency: the shipped rules send at most half of the fixed ladder's messages, and no task suffers."""

from tests.load import simulate_reminders as simulation

from giaoban.tasks.policy import Policy

PEOPLE = 54


def year(rule, *, gathers, seed=1):
    return simulation.a_year(seed, PEOPLE, rule, gathers=gathers)


def test_half_the_messages_at_no_lower_punctuality():
    fixed = year(simulation.fixed_ladder, gathers=False)
    shipped = year(simulation.by_policy(Policy()), gathers=True)
    assert fixed.tasks == shipped.tasks == PEOPLE * simulation.TASKS_A_YEAR
    assert shipped.messages <= fixed.messages / 2
    assert shipped.on_time >= fixed.on_time
    assert shipped.led / shipped.heard >= fixed.led / fixed.heard


def test_the_same_seed_gives_the_same_year():
    first, second = (year(simulation.by_policy(Policy()), gathers=True, seed=7) for _ in range(2))
    assert first == second
