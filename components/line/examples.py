"""Named examples of the line that says the server can't be reached."""

from components.line.line import Line


def _there() -> None:
    Line("The line has dropped. What you typed is kept on this page.", plan="My plan works without a connection")


EXAMPLES = {"the line is there": _there}
