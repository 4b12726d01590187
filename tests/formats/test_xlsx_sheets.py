"""Workbooks: numbers as numbers, people's words as text that nothing calculates."""

from __future__ import annotations

import io
import re
import zipfile

from teranga.formats.xlsx_sheets import workbook


def test_b05_what_people_wrote_is_text_and_never_a_formula_or_a_link():
    content = workbook({"A/B": [["Name", "Sum"], ["=1+1", 90_000], ["https://example.org", 1.5], [None, ""]]})
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet, names = book.read("xl/worksheets/sheet1.xml").decode(), book.read("xl/workbook.xml").decode()
        words = re.findall(r"<t[^>]*>([^<]*)</t>", book.read("xl/sharedStrings.xml").decode())
    assert re.findall(r"<f>|<hyperlink", sheet) == []
    assert words == ["Name", "Sum", "=1+1", "https://example.org"]
    assert re.findall(r'<c r="(B\d)"[^>]*><v>([\d.]+)</v>', sheet)[1:] == [("B2", "90000"), ("B3", "1.5")]
    assert 'name="A B"' in names
