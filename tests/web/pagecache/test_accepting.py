import pytest
from hypothesis import given
from hypothesis import strategies as st

from teranga.web.pagecache.accepting import best_encoding


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("deflate", ""),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.0, gzip;q=0", ""),
        ("BR ; Q=0 , GZIP", "gzip"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("gzip, *;q=0", "gzip"),
        ("identity", ""),
        ("identity;q=0.5, gzip;q=0.3", ""),
        ("identity;q=0.3, gzip;q=0.3", "gzip"),
        ("x-gzip", "gzip"),
        ("abracadabra", ""),
        ("gzip;q=much", ""),
        ("br;q=nan", ""),
        (",;,=;q", ""),
    ],
)
def test_the_smallest_encoding_that_is_not_refused_is_chosen(header: str, encoding: str) -> None:
    assert best_encoding(header) == encoding


@given(st.text(max_size=60))
def test_any_header_is_read(header: str) -> None:
    assert best_encoding(header) in ("br", "gzip", "")
