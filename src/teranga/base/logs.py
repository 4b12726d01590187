"""One log line per event: control characters that a visitor may send are written out, never acted on."""

import logging
import re

CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class OneLineFormatter(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S%z")

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)  # with its traceback, whose last line may be a visitor's own words
        return CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", line)
