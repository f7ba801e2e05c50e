"""The thread that owns the store: in order, alone, and nothing that goes wrong in it is lost or ends it."""

import asyncio
import threading

import pytest

from ringfence.gate.owner import Owner


@pytest.fixture
def owner():
    made = Owner("owner")
    yield made
    made.close()


def test_everything_is_done_in_order_by_one_thread(owner):
    done = []

    def note(place):
        done.append((place, threading.current_thread().name))
        return place

    async def go():
        return await asyncio.gather(*[owner.arun(note, place) for place in range(50)])

    assert asyncio.run(go()) == list(range(50))
    assert owner.run(note, 50) == 50
    assert done == [(place, "owner") for place in range(51)]


def test_an_error_is_that_of_who_asked_and_of_nobody_else(owner):
    async def go():
        broken, sound = owner.arun(int, "x"), owner.arun(int, "7")
        with pytest.raises(ValueError, match="'x'"):
            await broken
        return await sound

    assert asyncio.run(go()) == 7
    with pytest.raises(ZeroDivisionError):
        owner.run(divmod, 1, 0)
    assert owner.run(divmod, 7, 2) == (3, 1)


def test_who_gives_up_hears_nothing_and_holds_nobody_up(owner):
    held = threading.Event()

    async def go():
        slow, next_ = owner.arun(held.wait), owner.arun(int, "7")
        slow.cancel()
        held.set()
        return await next_

    assert asyncio.run(go()) == 7


def test_what_is_done_after_its_loop_has_ended_ends_nothing(owner):
    held = threading.Event()

    async def go():
        owner.arun(held.wait)

    asyncio.run(go())
    held.set()
    assert owner.run(int, "7") == 7


def test_a_closed_one_has_done_all_and_takes_no_more():
    owner, done = Owner("owner"), []

    async def go():
        for place in range(5):
            owner.arun(done.append, place)
        owner.close()

    asyncio.run(go())
    assert done == [0, 1, 2, 3, 4]
    with pytest.raises(RuntimeError, match="closed"):
        owner.run(done.append, 5)
