"""The moving window."""

from __future__ import annotations

from web.rate_limits import WINDOW, RateLimits


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_waits_until_the_oldest_leaves_the_window() -> None:
    clock = Clock()
    limits = RateLimits(2, clock)
    assert limits.wait("a", "1") == 0
    clock.now += 20
    assert limits.wait("a", "1") == 0
    assert limits.wait("a", "1") == 40
    clock.now += 41
    assert limits.wait("a", "1") == 0


def test_new_ids_do_not_get_round_the_address() -> None:
    limits = RateLimits(2, Clock())
    assert [limits.wait(f"id{number}", "1") for number in range(3)] == [0, 0, int(WINDOW)]


def test_addresses_are_apart() -> None:
    limits = RateLimits(1, Clock())
    assert limits.wait("a", "1") == limits.wait("b", "2") == 0


def test_address_is_not_kept_in_the_clear() -> None:
    limits = RateLimits(1, Clock())
    limits.wait("a", "192.0.2.7")
    assert "192.0.2.7" not in repr(vars(limits))
