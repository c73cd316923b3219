"""A medicine that the patient takes: what it answers in the patient check, and how much it comes to a day."""

from __future__ import annotations

from dataclasses import field

from careleaf.domain.dose_text import DOSE_WORDS, TypedDose, read_dose
from careleaf.domain.known_medicines import KnownMedicine, KnownMedicines, words_of
from careleaf.domain.plaintext import clean_line
from careleaf.lazy_dataclass import dataclass


@dataclass(frozen=True)
class CurrentMedicine:
    """A medicine as it was named, and what is known by that name. Belongs to the patient: it never shows.

    A name that is not recognised says yes to nothing and leaves open whatever a medicine could answer;
    `nearest` is the known name it may be a slip of.
    """

    name: str = field(repr=False)
    known: tuple[KnownMedicine, ...] = field(default=(), repr=False)
    answers: tuple[str, ...] = field(default=(), repr=False)
    asks: tuple[str, ...] = field(default=(), repr=False)
    dose: TypedDose = field(default=TypedDose(), repr=False)
    nearest: str = field(default="", repr=False)

    @property
    def title(self) -> str:
        """Return the name without its dose; one that is not recognised stands as typed."""
        return "/".join(known.name for known in self.known) or self.name

    @property
    def recognised(self) -> bool:
        """Tell whether the name is known."""
        return bool(self.known)

    def holds(self, substance: str) -> bool:
        """Tell whether it is known to contain a substance."""
        return any(substance in known.substances for known in self.known)

    def mg_a_day(self, substance: str) -> float | None:
        """Return the milligrams a day of a substance it holds, or None where they are not known."""
        each = self._mg_each(substance)
        return each * self.dose.per_day if each is not None and self.dose.per_day is not None else None

    def _mg_each(self, substance: str) -> float | None:
        contents = [each for known in self.known for each in known.substances]
        if contents.count(substance) != 1:
            return None
        if len(self.dose.strengths) == len(contents):
            return self.dose.strengths[contents.index(substance)]
        return next((known.mg[substance] for known in self.known if substance in known.mg), None)


def read_current_medicine(typed: str, medicines: KnownMedicines) -> CurrentMedicine:
    """Recognise a medicine in words such as "Tylenol 500 mg x 4" or "oxycodone-acetaminophen 5/325".

    It is recognised only if every word is: "Tylenol Xyz" may hold more than Tylenol does.
    """
    name = clean_line(typed)
    words = words_of(name)
    known: list[KnownMedicine] = []
    rest: list[str] = []
    at = 0
    while at < len(words):
        said = bool(known) and words[at] in DOSE_WORDS  # the sodium of "naproxen sodium" is no medicine
        found = medicines.at_start(words[at:], least=2 if said else 1)
        if found is not None:
            known.append(found[0])
            at += found[1]
        elif words[at] in DOSE_WORDS or words[at].lstrip("#")[:1].isdigit():
            rest.append(words[at])
            at += 1
        else:
            return _unrecognised(name, medicines)
    if not known:
        return _unrecognised(name, medicines)
    answers = dict.fromkeys(key for each in known for key in each.answers)
    asks = dict.fromkeys(key for each in known for key in each.asks if key not in answers)
    return CurrentMedicine(name, tuple(known), tuple(answers), tuple(asks), read_dose(rest))


def _unrecognised(name: str, medicines: KnownMedicines) -> CurrentMedicine:
    return CurrentMedicine(name, asks=medicines.keys, nearest=medicines.nearest(name))
