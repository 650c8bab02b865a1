"""Whoever watches is woken, and whoever hangs up at the wrong moment takes nobody along."""

import asyncio
from pathlib import Path

import pytest

from kiosk.monitor.feed import Feed, Site
from tests.watched import FakeClock

LONG_S = 60.0


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    site = Site("door-1", "office-1", "DPMPTSP", tmp_path / "records.db", tmp_path / "station.sock")
    return Feed(site, FakeClock().utc)


def test_everybody_who_watches_is_woken_by_each_change(feed: Feed) -> None:
    async def watched() -> list[int]:
        told = []
        for _ in range(3):
            watching = [asyncio.create_task(feed.newer(feed.version, LONG_S)) for _ in range(5)]
            await asyncio.sleep(0)
            await feed.changed()
            told += await asyncio.gather(*watching)
        return told

    assert asyncio.run(watched()) == [1] * 5 + [2] * 5 + [3] * 5


def test_what_changed_before_one_asks_is_told_at_once(feed: Feed) -> None:
    async def asked() -> int:
        await feed.changed()
        return await feed.newer(0, LONG_S)

    assert asyncio.run(asked()) == 1


@pytest.mark.parametrize("turns", range(6))
def test_who_hangs_up_at_any_moment_keeps_nobody_else_waiting(feed: Feed, turns: int) -> None:
    """A server cancels whoever hangs up again and again until they are gone, also while they are being woken."""

    async def hang_up() -> None:
        gone = [asyncio.create_task(feed.newer(feed.version, LONG_S)) for _ in range(8)]
        stays = asyncio.create_task(feed.newer(feed.version, LONG_S))
        await asyncio.sleep(0)
        change = asyncio.create_task(feed.changed())
        for turn in range(12):
            if turn >= turns:
                for task in gone:
                    task.cancel()
            await asyncio.sleep(0)
        ended = await asyncio.gather(*gone, return_exceptions=True)
        assert [one for one in ended if isinstance(one, RuntimeError)] == []
        await asyncio.wait_for(change, 5.0)
        assert await asyncio.wait_for(stays, 5.0) == 1
        waiting = asyncio.create_task(feed.newer(feed.version, LONG_S))
        await asyncio.sleep(0)
        await asyncio.wait_for(feed.changed(), 5.0)
        assert await asyncio.wait_for(waiting, 5.0) == 2

    asyncio.run(hang_up())
