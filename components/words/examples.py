"""Named examples of words."""

from components.words.words import Link, Words


def _headings() -> None:
    Words("h2", "What helps me")
    Words("p", "What has worked before? One small thing at a time, best first.", "pp-hint")


def _link() -> None:
    Link("My plan", "#")


EXAMPLES = {"a heading and what it asks": _headings, "a link": _link}
