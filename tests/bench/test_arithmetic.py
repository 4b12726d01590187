"""The sums behind the table."""

from __future__ import annotations

import pytest

from bench.arithmetic import Load, median_of, percentile, ratios, read_wrk

REPORT = """Running 4s test @ http://127.0.0.1:8391/fr/
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   513.92us  368.01us   5.26ms   86.28%
    Req/Sec    30.83k     9.51k   43.62k    53.66%
  Latency Distribution
     50%  500.00us
     75%  606.00us
     90%    1.01ms
     99%    1.50ms
  125624 requests in 4.10s, 1.34GB read
Requests/sec:  30641.08
Transfer/sec:    335.55MB
"""


def test_wrk_s_report_is_read_in_milliseconds() -> None:
    assert read_wrk(REPORT, 16) == Load(16, 125_624, 30_641.08, 0.5, 1.5)


def test_latencies_of_whole_seconds_are_read_as_milliseconds_too() -> None:
    slow = REPORT.replace("500.00us", "1.20s").replace("1.50ms", "2.00m")
    load = read_wrk(slow, 16)
    assert (load.p50, load.p99) == (1200.0, 120_000.0)


def test_refused_and_broken_requests_are_added_up() -> None:
    broken = "  Socket errors: connect 1, read 2, write 0, timeout 4\n  Non-2xx or 3xx responses: 10\n"
    assert read_wrk(REPORT + broken, 16).errors == 17


@pytest.mark.parametrize("missing", ["Requests/sec", "99%", "50%", "requests in"])
def test_a_report_that_lacks_something_is_refused(missing: str) -> None:
    with pytest.raises(ValueError, match="no report of wrk"):
        read_wrk(REPORT.replace(missing, "?"), 16)


@pytest.mark.parametrize(
    ("share", "value"), [(0.5, 50), (0.99, 99), (1.0, 100), (0.0, 1), (0.501, 51)]
)  # fmt: skip
def test_a_percentile_is_a_value_that_was_seen(share: float, value: int) -> None:
    assert percentile(range(100, 0, -1), share) == value


def test_there_is_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 0.5)


def test_ratios_are_taken_round_by_round_and_not_of_the_medians() -> None:
    by_round = ratios([10, 40, 30], [20, 40, 10])
    assert by_round == [0.5, 1.0, 3.0]
    assert median_of(by_round) == 1.0


def test_a_round_with_one_side_only_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        ratios([1.0, 2.0], [1.0])
