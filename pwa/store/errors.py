"""What can go wrong about keeping plans, in the words that a person reads."""

from pwa.errors import PocketPlanError
from pwa.plan.section import N_


class StoreError(PocketPlanError):
    """Something about keeping plans went wrong; ``says`` is what a person reads."""

    says = ""

    def __init__(self) -> None:
        super().__init__(self.says)


class Conflict(StoreError):
    """The record has another revision than the one the change was made on: load, apply and save again."""

    reason = "conflict"
    says = N_("Something else was saved at the same moment. Please try again.")


class NoSuchPlan(StoreError):
    """No plan or copy of that id is kept here."""

    reason = "no_such_plan"
    says = N_("There is no such plan here.")


class Damaged(StoreError):
    """Neither the newest nor the previous file can be read; both are left where they are."""

    reason = "damaged"
    says = N_(
        "This plan is still there, but its file is damaged and can't be read. Nothing was deleted. "
        "Please ask the people who run this server to bring it back from their backup."
    )


class NewerFormat(StoreError):
    """The file is whole, but a newer version wrote it in a way this one does not know."""

    reason = "newer_format"
    says = N_("This plan was saved by a newer Pocket Plan. Nothing is lost. This server has to be brought up to date.")


class StoreBusy(StoreError):
    """Another process keeps its plans in the same folder."""

    reason = "store_busy"
    says = N_(
        "Pocket Plan is already running with this data folder. Stop the other one first, or choose another folder."
    )


class StoreFailed(StoreError):
    """The disk gave an error; what was saved before is still there."""

    reason = "store_failed"
    says = N_("The server's disk gave an error, so nothing new was saved. What you saved before is still there.")


class StoreFull(StoreFailed):
    """The disk has no room left; what was saved before is still there."""

    reason = "store_full"
    says = N_("The server has no room left, so nothing new was saved. What you saved before is still there.")


class CeilingReached(StoreError):
    """A counter stands at its ceiling."""

    reason = "ceiling_reached"
    says = N_("That was tried too many times.")


class TooSoon(StoreError):
    """Something was tried again before it had waited; ``seconds`` are left."""

    reason = "too_soon"
    says = N_("That was tried many times.")

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds
