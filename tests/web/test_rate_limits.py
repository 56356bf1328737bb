"""The moving window, whom it counts together, and what it remembers of them."""

from __future__ import annotations

import datetime as dt

import pytest

from web.rate_limits import WINDOW, RateLimits, household


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


def test_neither_address_nor_conversation_is_kept_in_the_clear() -> None:
    limits = RateLimits(1, Clock(), key="k" * 32)
    limits.wait("conversation-of-somebody", "192.0.2.7")
    kept = repr({name: list(value) if name == "_sent" else value for name, value in vars(limits).items()})
    assert "192.0.2.7" not in kept and "conversation-of-somebody" not in kept and "k" * 32 not in kept


def remembered(limits: RateLimits) -> set[str]:
    limits.wait(None, "192.0.2.7")
    return set(limits._sent)


def test_the_salt_changes_daily() -> None:
    today = dt.date(2026, 3, 28)
    limits = RateLimits(10, Clock(), key="k" * 32, today=lambda: today)
    first = remembered(limits)
    assert remembered(limits) == first
    today += dt.timedelta(days=1)
    assert len(remembered(limits) - first) == 1


def test_processes_with_one_key_agree_and_nobody_else_can_compute_the_hash() -> None:
    def of(key: str) -> set[str]:
        return remembered(RateLimits(10, Clock(), key=key, today=lambda: dt.date(2026, 3, 28)))

    assert of("k" * 32) == of("k" * 32) != of("l" * 32)
    assert of("") != of("")


@pytest.mark.parametrize(
    ("address", "whose"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_a_household_is_counted_together(address: str, whose: str) -> None:
    assert household(address) == whose
