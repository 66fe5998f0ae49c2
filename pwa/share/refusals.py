"""Why a copy does not open; each says what its reader can do."""

from pwa.errors import PocketPlanError
from pwa.plan.section import N_


class NoSuchCopy(PocketPlanError):
    """Unknown, or not proved: nobody can tell which."""

    reason = "not_found"

    def __init__(self) -> None:
        super().__init__(N_("There is no such copy."))


class CopyExpired(PocketPlanError):
    """Its last day is over: ``ended`` (``YYYY-MM-DD``)."""

    reason = "copy_expired"

    def __init__(self, ended: str) -> None:
        super().__init__(N_("This copy could be read until {ended}. Please ask for a new one."))
        self.values = {"ended": ended}


class CopyStopped(PocketPlanError):
    """Its owner stopped it; ``words`` are what they want read, or None."""

    reason = "copy_stopped"

    def __init__(self, words: str | None) -> None:
        super().__init__(N_("This copy is no longer available."))
        self.values = {"words": words}


class NotToKeep(PocketPlanError):
    """A phone keeps it that may not keep it any more; it may well be read."""

    reason = "not_to_keep"

    def __init__(self) -> None:
        super().__init__(N_("This copy may no longer be kept on a phone. You can still read it with its link."))


class PasscodeNeeded(PocketPlanError):
    """It has a passcode, and none was given; nothing was counted."""

    reason = "passcode_needed"

    def __init__(self) -> None:
        super().__init__(N_("Please put in the passcode that you were told."))


class PasscodeWrong(PocketPlanError):
    """Another passcode; ``left`` more can be tried before it pauses."""

    reason = "passcode_wrong"

    def __init__(self, left: int) -> None:
        super().__init__(N_("That is not the passcode. Please look at it again, or ask for it."))
        self.values = {"left": left}


class CopyPaused(PocketPlanError):
    """Too many other passcodes were tried."""

    reason = "copy_paused"

    def __init__(self) -> None:
        super().__init__(N_("The passcode was tried too many times. Please ask whose plan it is to let it go on."))


class TooManyCopies(PocketPlanError):
    """One plan has as many copies as it can have."""

    reason = "too_many_copies"

    def __init__(self) -> None:
        super().__init__(N_("You have as many copies as there can be. Please stop one before you make another."))


class DoesNotFit(PocketPlanError):
    """More than a code can hold by itself; ``inside.measure`` says what to leave out."""

    reason = "does_not_fit"

    def __init__(self) -> None:
        super().__init__(N_("This is too much for a code that holds everything. Please leave something out."))
