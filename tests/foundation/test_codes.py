from __future__ import annotations

from random import Random

import pytest

from teranga.foundation.codes import ALPHABET, check_symbol, keyed_digest, new_code, read_code


def test_a_code_is_five_symbols_and_its_check_symbol() -> None:
    code = new_code(Random(7).choice)
    assert len(code) == 7
    assert code[5] == "-"
    assert code[6] == check_symbol(code[:5])
    assert read_code(code) == code


@pytest.mark.parametrize("typed", ["hcd3q-{}", " HCD3Q {} ", "hcd-3q{}", "H C D 3 Q – {}", "hcd3q.{}"])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    check = check_symbol("HCD3Q")
    assert read_code(typed.format(check.lower())) == f"HCD3Q-{check}"


def test_digits_that_are_not_in_the_alphabet_are_read_as_the_letters_they_look_like() -> None:
    check = check_symbol("ZASGB")
    assert read_code(f"24568{check}") == f"ZASGB-{check}"


def test_every_single_wrong_symbol_is_found() -> None:
    code = f"7K3QX{check_symbol('7K3QX')}"
    wrong = [
        code[:place] + other + code[place + 1 :]
        for place in range(6)
        for other in ALPHABET
        if other != code[place]
    ]
    assert len(wrong) == 156
    assert [typed for typed in wrong if read_code(typed)] == []


def test_every_swap_of_two_neighbours_is_found() -> None:
    draw = Random(3)
    undetected = []
    for _round in range(500):
        code = new_code(draw.choice).replace("-", "")
        for place in range(5):
            if code[place] != code[place + 1]:
                swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
                undetected += [swapped] if read_code(swapped) else []
    assert undetected == []


@pytest.mark.parametrize("typed", ["", "7K3QX", "7K3QX-MM", "7K3Q!-M", "ÀK3QX-M", "0O1I0-M"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


def test_a_digest_depends_on_the_secret_the_purpose_and_every_value() -> None:
    digests = {
        keyed_digest("s", "claim", "1", "A"),
        keyed_digest("t", "claim", "1", "A"),
        keyed_digest("s", "link", "1", "A"),
        keyed_digest("s", "claim", "2", "A"),
        keyed_digest("s", "claim", "1A"),
    }
    assert len(digests) == 5
    assert {len(digest) for digest in digests} == {64}
