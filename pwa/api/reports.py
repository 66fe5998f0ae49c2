"""What a log says about an unexpected error: its class, its place in the code and a reference, never its text.

The text of an exception can hold what a person wrote (``ValueError: invalid literal for int(): '…'``), and so can the
texts of the exceptions that led to it.
"""

import logging
import secrets
import sys
import threading
import traceback
from contextlib import suppress
from types import TracebackType

logger = logging.getLogger("pwa")

_REFERENCE = "pocket_plan_reference"

# These bring a handler of their own, and log session ids and the texts of errors.
_TALKATIVE = ("engineio.server", "socketio.server")


def report(error: BaseException) -> str:
    """Log an unexpected error once, without its text; return the reference that the person is shown."""
    if known := getattr(error, _REFERENCE, None):
        return str(known)
    reference = secrets.token_hex(4)
    with suppress(AttributeError):  # some classes take no attributes: those may be logged twice
        setattr(error, _REFERENCE, reference)
    logger.error("unexpected error %s: %s", reference, described(error))
    return reference


def described(error: BaseException) -> str:
    """The classes of an error and of those that led to it, each with the places it came through."""
    parts, seen = [], set[int]()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        parts.append(f"{type(current).__module__}.{type(current).__qualname__} at {_places(current.__traceback__)}")
        current = current.__cause__ or current.__context__
    return ", after ".join(parts)


class WithoutContent(logging.Filter):
    """Replaces every record that carries an exception by its description."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, changed."""
        error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        held = [part for part in (record.msg, *_values(record.args)) if isinstance(part, BaseException)]
        if error or held:
            record.msg, record.args = "unexpected error: %s", (described(error or held[0]),)
            record.exc_info = record.exc_text = record.stack_info = None
        return True


def log_without_content(level: int = logging.WARNING) -> None:
    """Set up logging, and every hook by which Python prints an uncaught error, for the whole process."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(WithoutContent())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logging.raiseExceptions = False  # else a failing handler prints the record's arguments
    sys.excepthook = lambda kind, error, trace: _uncaught(error)
    threading.excepthook = lambda hook: _uncaught(hook.exc_value)
    sys.unraisablehook = lambda hook: _uncaught(hook.exc_value)


def _uncaught(error: BaseException | None) -> None:
    if error is not None:
        report(error)


def _values(args: object) -> tuple[object, ...]:
    if isinstance(args, tuple):
        return args
    return tuple(args.values()) if isinstance(args, dict) else ()


def _places(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace, limit=-6)
    return " < ".join(f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno}" for frame in reversed(frames))
