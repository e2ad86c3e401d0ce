"""Questions of a crowd are answered in lots, each lot read after everybody in it has asked."""

import asyncio

import pytest

from giaoban.ledger import lane


@pytest.fixture(autouse=True)
def _lane():
    yield
    lane.stop()


def test_what_comes_while_one_lot_is_answered_is_the_next_lot():
    lots = []

    async def go():
        entered, leave = asyncio.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()

        def answer(questions):
            lots.append(list(questions))
            if len(lots) == 1:
                loop.call_soon_threadsafe(entered.set)
                asyncio.run_coroutine_threadsafe(leave.wait(), loop).result(10)
            return [question * 10 for question in questions]

        gathered = lane.Gathered(answer)
        first = asyncio.create_task(gathered.ask(1))
        await entered.wait()
        others = [asyncio.create_task(gathered.ask(number)) for number in range(2, 2 + lane.TOGETHER + 1)]
        await asyncio.sleep(0)
        others[0].cancel()  # who has gone is not told, and the others are
        leave.set()
        assert await first == 10
        assert await asyncio.gather(*others[1:]) == [number * 10 for number in range(3, 3 + lane.TOGETHER)]
        assert gathered.idle or not await asyncio.sleep(0)

    asyncio.run(go())
    assert [len(lot) for lot in lots] == [1, lane.TOGETHER, 1]


def test_an_error_reaches_its_lot_and_the_next_is_answered():
    def answer(questions):
        if "bad" in questions:
            raise ValueError
        return questions

    async def go():
        gathered = lane.Gathered(answer)
        with pytest.raises(ValueError):  # noqa: PT011 - the very error of the lot
            await gathered.ask("bad")
        return await gathered.ask("good")

    assert asyncio.run(go()) == "good"
