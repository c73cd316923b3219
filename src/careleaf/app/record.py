"""The patient's record in the clinic's system: find the patient, send the handout there."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from careleaf.app.handout_making import Made, require_safe
from careleaf.content.record_server_loader import load_record_server
from careleaf.delivery.attempt import Attempt
from careleaf.domain.record import Found, RecordPatient, RecordServer, search_of
from careleaf.errors import DeliveryFailed
from careleaf.rendering.fhir import fhir_json
from careleaf.storage.locations import Locations
from careleaf.storage.record_server_file import save_record_server

if TYPE_CHECKING:
    from careleaf.delivery.fhir_server import FhirServer
    from careleaf.storage.record_token import RecordToken

SAMPLE_REFUSED = "This is the sample clinic: nothing is sent with it. Set up your own clinic first."
NO_SERVER = "No record server is set up."


class Record:
    """The record server of this workstation. What speaks to it takes seconds and raises DeliveryFailed."""

    def __init__(self, places: Locations) -> None:
        self._places = places

    def server(self) -> RecordServer | None:
        """Return the server that was set up, if any. Raises InvalidFiles."""
        return load_record_server(self._places.record_server)

    def set_up(self, server: RecordServer, token: str) -> str:
        """Use a server from now on. Returns words where the token lasts only until the end.

        Raises DeliveryFailed; the settings then stay as they were.
        """
        save_record_server(self._places.record_server, server)
        return self._token.keep(server, token) if token else ""

    def try_out(self, server: RecordServer, token: str, attempt: Attempt) -> str:
        """Connect with this token, or the kept one, and say how it went."""
        version = self._open(server, token).try_out(attempt)
        return f"It works: {server.host} speaks FHIR {version} and takes the token."

    def search(self, typed: str, attempt: Attempt) -> Found:
        """Find patients by what was typed. Raises UsageError for what cannot be searched."""
        return self._opened().search(search_of(typed), attempt)

    def read_patient(self, patient_id: str, attempt: Attempt) -> RecordPatient:
        """Read one patient by the record's own id."""
        return self._opened().read_patient(patient_id, attempt)

    def send(self, bundle: bytes, attempt: Attempt) -> bool:
        """Send what `bundle_of` wrote. Returns whether the record had it already. Raises PerhapsSent."""
        return self._opened().send(bundle, attempt)

    def _opened(self) -> FhirServer:
        if (server := self.server()) is None:
            raise DeliveryFailed(NO_SERVER)
        return self._open(server)

    # Loaded only where they are used: HTTP and the system's safe cost time at each start.

    def _open(self, server: RecordServer, token: str = "") -> FhirServer:
        from careleaf.delivery.fhir_server import FhirServer

        return FhirServer(server, token or self._token.find(server))

    @cached_property
    def _token(self) -> RecordToken:
        from careleaf.storage.record_token import RecordToken

        return RecordToken()


def require_recordable(made: Made) -> None:
    """Raise Blocked or NeedsConfirmation where a rule holds it back, DeliveryFailed for the sample clinic."""
    require_safe(made)
    if made.setting.clinic.sample:
        raise DeliveryFailed(SAMPLE_REFUSED)


def bundle_of(made: Made, pdf: bytes, patient: RecordPatient, now: datetime) -> bytes:
    """Write what goes to a record. `pdf` is what the preview shows, `now` aware. Raises as above."""
    require_recordable(made)
    return fhir_json(made.handout, pdf, now.astimezone(made.setting.zone), patient.id).encode()
