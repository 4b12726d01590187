from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teranga.foundation.money import (
    CURRENCIES,
    Money,
    NoAmount,
    UnknownCurrency,
    UnlikeCurrencies,
    digits_of,
    divided,
    read_money,
    total,
)


@pytest.mark.parametrize(
    ("currency", "digits"),
    [("XOF", 0), ("XAF", 0), ("GNF", 0), ("GHS", 2), ("TND", 3), ("MGA", 2), ("COP", 2)],
)
def test_each_currency_has_its_own_digits(currency: str, digits: int) -> None:
    assert digits_of(currency) == digits
    assert Money(15_000, currency).amount == Decimal(15_000).scaleb(-digits)


@pytest.mark.parametrize("currency", ["", "xof", "XXX", "EURO"])
def test_letters_that_are_no_currency_are_refused(currency: str) -> None:
    with pytest.raises(UnknownCurrency):
        Money(1, currency)


def test_every_known_currency_has_three_capital_letters() -> None:
    assert {
        code for code in CURRENCIES if not (len(code) == 3 and code.isupper() and code.isascii())
    } == set()


@pytest.mark.parametrize(
    "act",
    [
        lambda one, other: one + other, lambda one, other: one - other, lambda one, other: one < other,
        lambda one, other: one >= other, lambda one, other: total([one, other], "XOF"),
    ],
)  # fmt: skip
def test_unlike_currencies_are_never_added_or_compared(act) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UnlikeCurrencies):
        act(Money(100, "XOF"), Money(100, "XAF"))
    assert Money(100, "XOF") != Money(100, "XAF")


def test_like_amounts_add_up() -> None:
    assert Money(150, "GHS") + Money(50, "GHS") * 2 - Money(25, "GHS") == Money(225, "GHS")
    assert total([], "XOF") == Money(0, "XOF")
    assert [bool(Money(0, "XOF")), bool(-Money(1, "XOF")), str(Money(1250, "TND"))] == [
        False,
        True,
        "1.250 TND",
    ]


@pytest.mark.parametrize("minor", [1.5, "3", True, Decimal(2)])
def test_only_whole_minor_units_are_money(minor: object) -> None:
    with pytest.raises(NoAmount):
        Money(minor, "XOF")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "currency", "minor"),
    [
        ("15 000", "XOF", 15_000), ("15\u202f000", "XOF", 15_000), ("12,5", "GHS", 1_250),
        ("12.50", "GHS", 1_250),
        ("1.500", "TND", 1_500), ("-3", "EUR", -300), ("1'000,05", "EUR", 100_005),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(written: str, currency: str, minor: int) -> None:
    assert read_money(written, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("written", "currency"),
    [("1.500", "XOF"), ("1,500", "GHS"), ("1.500,00", "EUR"), ("", "XOF"), ("many", "XOF"), ("1e3", "XOF"),
     ("٣", "XOF"), ("9" * 16, "XOF")],
)  # fmt: skip
def test_what_could_mean_two_amounts_or_none_is_refused(written: str, currency: str) -> None:
    with pytest.raises(NoAmount):
        read_money(written, currency)


def test_what_is_left_goes_to_the_largest_line() -> None:
    assert [line.minor for line in divided(Money(100, "XOF"), [1, 1, 1])] == [34, 33, 33]
    assert [line.minor for line in divided(Money(1000, "XOF"), [333, 333, 334])] == [333, 333, 334]


@given(
    st.integers(-(10**12), 10**12),
    st.lists(st.integers(0, 1000), min_size=1, max_size=9).filter(any),
)
def test_lines_always_add_up_and_each_is_near_its_share(minor: int, weights: list[int]) -> None:
    lines = divided(Money(minor, "XOF"), weights)
    assert sum(line.minor for line in lines) == minor
    largest = weights.index(max(weights))
    for place, (line, weight) in enumerate(zip(lines, weights, strict=True)):
        off = abs(line.minor - Decimal(minor) * weight / sum(weights))
        assert off <= (len(weights) if place == largest else Decimal("0.5"))
