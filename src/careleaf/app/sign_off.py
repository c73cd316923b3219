"""Sign topics off for the clinic, take a signature back, and see how every topic stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from careleaf.app.bootstrap import Program
from careleaf.content.signoff_loader import load_signoffs
from careleaf.domain.library import Library, Topic
from careleaf.domain.people import Clinic
from careleaf.domain.plaintext import clean_line
from careleaf.domain.signoff import (
    SIGNER_LIMIT,
    Review,
    SignOff,
    replaced,
    review_of,
    sign,
    signed_by,
)
from careleaf.errors import UsageError, did_you_mean
from careleaf.lazy_dataclass import dataclass
from careleaf.storage.signoff_file import save_signoffs

EVERY_TOPIC = "all"


@dataclass(frozen=True)
class TopicReview:
    """How one topic stands with a clinic; `signed` also where the signature no longer holds."""

    topic: Topic
    review: Review
    signed: SignOff | None

    @property
    def words(self) -> str:
        """Say how it stands: "signed by Dr Lee, 2026-11-21"."""
        if self.signed is None or self.review is Review.NOT_SIGNED:
            return str(self.review)
        if self.review is Review.SIGNED:
            return f"signed by {self.signed.name}, {self.signed.day}"
        when = f" {self.signed.due}" if self.review is Review.OVERDUE else ""
        return f"{self.review}{when} (by {self.signed.name}, {self.signed.day})"


def topic_reviews(program: Program, clinic: Clinic, today: date) -> tuple[TopicReview, ...]:
    """Tell of every topic, in the library's order, how it stands with a clinic."""
    reviews = []
    for topic in program.library:
        signed = signed_by(topic, program.signoffs, clinic.name)
        reviews.append(TopicReview(topic, review_of(topic, signed, today), signed))
    return tuple(reviews)


def sign_topics(
    program: Program, clinic: Clinic, topic_ids: Sequence[str], name: str, today: date
) -> Program:
    """Keep a clinician's signature on some topics and return the program that knows of it.

    Raises UsageError for a clinic, topic or name that cannot sign, UnprintableText for a name no font can
    print, InvalidFiles where the sign-offs so far cannot be read, DeliveryFailed where they cannot be kept.
    """
    signer = _signer(program, name)
    topics = _topics(program, topic_ids)
    _require_own(clinic)
    new = [sign(topic, clinic.name, signer, today) for topic in topics]
    return _keep(program, replaced(load_signoffs(program.locations.signoffs), new))


def unsign_topics(program: Program, clinic: Clinic, topic_ids: Sequence[str]) -> Program:
    """Take the clinic's signatures on some topics back. Raises as `sign_topics`."""
    gone = {topic.id for topic in _topics(program, topic_ids)}
    _require_own(clinic)
    old = load_signoffs(program.locations.signoffs)
    return _keep(program, [s for s in old if s.clinic != clinic.name or s.topic not in gone])


def _keep(program: Program, signoffs: Iterable[SignOff]) -> Program:
    kept = tuple(signoffs)
    save_signoffs(program.locations.signoffs, kept)
    return replace(program, signoffs=kept)


def _topics(program: Program, topic_ids: Sequence[str]) -> list[Topic]:
    if tuple(topic_ids) == (EVERY_TOPIC,):
        return list(program.library)
    return [find_topic(program.library, topic_id) for topic_id in topic_ids]


def find_topic(library: Library, topic_id: str) -> Topic:
    """Return the topic with this id. Raises UsageError with the nearest id."""
    topic = library.topic(topic_id)
    if topic is None:
        near = did_you_mean(topic_id, [topic.id for topic in library])
        raise UsageError(f'There is no topic "{topic_id}"{near}.')
    return topic


def _signer(program: Program, name: str) -> str:
    from careleaf.rendering.pdf.fonts import REGULAR, fonts_in  # only a signature needs it

    signer = clean_line(name)
    if not any(char.isalpha() for char in signer):
        raise UsageError("A signature needs the clinician's name.")
    if len(signer) > SIGNER_LIMIT:
        raise UsageError(f"The name has {len(signer)} characters; at most {SIGNER_LIMIT} fit in the footer.")
    fonts = fonts_in(program.resources / "fonts", program.locations.fonts)
    for at, char in enumerate(signer):
        if not char.isspace() and fonts.choose(char, REGULAR) is None:
            raise fonts.missing(signer, at)
    return signer


def _require_own(clinic: Clinic) -> None:
    if not clinic.name:
        raise UsageError("No clinic is set. Set up your clinic first.")
    if clinic.sample:
        raise UsageError("The sample clinic signs nothing. Set up your clinic first.")
