"""The errors of Pocket Plan: each says what happened and what is safe, and none ever holds plan content."""


class PocketPlanError(Exception):
    """An error with a sentence for a person; a subclass names the cause.

    Args:
        advice: one or two plain sentences (a gettext message id): what happened, what is safe, what to do next.
        reason: a short stable name of the cause for programs, such as ``too_many_entries``.
    """

    reason = "error"

    def __init__(self, advice: str, *, reason: str | None = None) -> None:
        super().__init__(advice)
        self.advice = advice
        if reason is not None:
            self.reason = reason
