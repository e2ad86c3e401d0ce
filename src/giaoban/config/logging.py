"""One line per happening on standard error, for people or for machines. Secrets are never put into messages."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from giaoban.config import env

FORMAT = env.one_of(
    "GIAOBAN_LOG", "text", {"text", "json"}, "dạng nhật ký máy chủ: text, hoặc json (mỗi dòng một đối tượng)"
)
FACTS = ("method", "path", "status", "ms")  # what an answered page carries besides its message


class JsonLine(logging.Formatter):
    """A JSON object a line: time (UTC), level, logger, message, and the facts of a request."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: value for name in FACTS if (value := getattr(record, name, None)) is not None}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "json": {"()": JsonLine},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": FORMAT}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
    },
}
