"""What happened before: questions that may be left, events by date, and a way out at any point."""

from pwa.pages.past.page import past

__all__ = ["past"]
