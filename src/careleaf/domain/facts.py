"""Facts with their verdict: what may be printed, what only in other words, what never."""

from __future__ import annotations

from enum import StrEnum

from careleaf.lazy_dataclass import dataclass


class MayPrint(StrEnum):
    """What of a fact may reach the page."""

    FACT = "fact"
    USE_INSTEAD = "use_instead"
    NONE = "none"


@dataclass(frozen=True)
class Fact:
    """One claim, its verdict (`status`), and what of it may print.

    For an addition, `status` is how far its source was checked: verified, partly or unverified.
    """

    id: str
    topic: str
    fact: str
    audience: str
    status: str
    may_print: MayPrint
    use_instead: str = ""

    @property
    def for_patients(self) -> bool:
        """Tell whether at least one point has to carry it: it may print, and patients are meant."""
        return self.may_print is not MayPrint.NONE and self.audience == "patient"
