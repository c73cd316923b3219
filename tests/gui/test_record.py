"""The patient's record in the window: find the patient, send the handout, only when nothing holds it back."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import CLINIC
from gui.clock import NOW
from gui.conftest import Driver
from gui.test_accessible import nameless
from leak_search import Search
from mail_server import authorities
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from record_server import QUACK, TOKEN, Records, record_server
from system_safe import Safe

from careleaf.app.bootstrap import Program
from careleaf.app.record import Record
from careleaf.domain.people import Clinic, Patient
from careleaf.domain.record import RecordServer
from careleaf.gui.dialogs.find_patient import FindPatientDialog
from careleaf.gui.dialogs.send_to_record import SendToRecordDialog
from careleaf.gui.main_window import MainWindow
from careleaf.storage.locations import Locations

NAME, NUMBER = "Zebulon Quackenbush", "MRN-4711"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LONG = 15_000


@pytest.fixture
def home(program: Program, tmp_path: Path, safe: Safe) -> Program:
    return replace(program, locations=Locations(tmp_path / "home"))


@pytest.fixture
def records() -> Records:
    return Records()


@pytest.fixture
def server(records: Records, home: Program) -> Iterator[RecordServer]:
    """Run a record server that is set up in the program."""
    with record_server(records) as server:
        Record(home.locations).set_up(server, TOKEN)
        yield server


class Desk:
    """Do in the window what a person does to find a patient and to send a handout."""

    def __init__(self, program: Program, qtbot, clinic: Clinic = CLINIC) -> None:
        self.bot = qtbot
        self.window = MainWindow(program, clinic, lambda: NOW)
        self.driver = Driver(self.window, qtbot)
        qtbot.addWidget(self.window)
        self.window.show()
        with qtbot.waitActive(self.window):
            self.window.activateWindow()

    @property
    def patient(self) -> Patient:
        return self.window.document.draft.patient

    @property
    def finding(self) -> FindPatientDialog:
        dialog = self.window.finding.dialog
        assert dialog is not None
        return dialog

    @property
    def sending(self) -> SendToRecordDialog:
        dialog = self.window.recording.dialog
        assert dialog is not None
        return dialog

    def search(self, words: str = "quackenbush") -> FindPatientDialog:
        """Open the dialog if it is not open, and search."""
        if self.window.finding.dialog is None:
            self.driver.click(self.window.handout.patient_bar.find_button)
        dialog = self.finding
        dialog.words.setText(words)
        dialog.words.textEdited.emit(words)
        self.driver.click(dialog.search)
        self.bot.waitUntil(lambda: dialog.leave.text() == "Close", timeout=LONG)
        return dialog

    def choose(self) -> None:
        """Find the patient and use them."""
        self.driver.click(self.search().use)

    def send(self) -> SendToRecordDialog:
        """Open the dialog for the patient chosen, and send."""
        self.window.actions_by_name.send_to_record.trigger()
        dialog = self.sending
        self.driver.click(dialog.go)
        return dialog

    def wait_for_words(self, words: str) -> None:
        self.bot.waitUntil(lambda: words in self.sending.said.text(), timeout=LONG)

    def note(self) -> str:
        """Copy the chart note and return it."""
        QApplication.clipboard().clear()
        self.window.actions_by_name.copy_chart_note.trigger()
        self.bot.waitUntil(lambda: QApplication.clipboard().text() != "", timeout=LONG)
        return QApplication.clipboard().text()


@pytest.fixture
def desk(home: Program, themed, qtbot) -> Iterator[Desk]:
    made = Desk(home, qtbot)
    yield made
    made.window.close()


def test_a_patient_found_in_the_record_is_put_on_the_page(server: RecordServer, desk: Desk) -> None:
    desk.driver.type(desk.window.handout.patient_bar.patient, "quack")
    desk.driver.shortcut(Qt.Key.Key_F, CTRL, SHIFT)
    assert desk.finding.words.text() == "quack"
    assert "Looks for all the words at localhost" in desk.finding.said.text()
    assert nameless(desk.finding) == []
    dialog = desk.search()
    assert dialog.found.item(0).text() == f"{NAME}   born 1960-05-03   number {NUMBER}"
    desk.driver.click(dialog.use)
    assert desk.patient == Patient(NAME, NUMBER)
    assert desk.window.handout.patient_bar.patient.text() == NAME
    assert desk.window.finding.in_record is not None
    desk.window.actions_by_name.undo.trigger()
    assert desk.patient == Patient("quack")
    assert desk.window.finding.in_record is None


def test_nobody_many_and_a_refusal_are_told(server: RecordServer, records: Records, desk: Desk) -> None:
    assert "Write a birth date as 1960-05-03" in desk.search("5/3/1960").said.text()
    records.patients = [{**QUACK, "id": f"p-{n}"} for n in range(21)]
    dialog = desk.search()
    assert "more than these" in dialog.said.text()
    assert not dialog.use.isEnabled()
    records.patients = []
    assert "Nobody was found" in desk.search().said.text()
    records.status = 401
    assert "did not accept the token" in desk.search().said.text()
    assert desk.patient == Patient()
    dialog.reject()


def test_a_search_can_be_stopped(server: RecordServer, records: Records, desk: Desk) -> None:
    records.pause = threading.Event()
    desk.driver.click(desk.window.handout.patient_bar.find_button)
    dialog = desk.finding
    dialog.words.setText("quack")
    dialog.words.textEdited.emit("quack")
    desk.driver.click(dialog.search)
    assert dialog.leave.text() == "Stop"
    desk.bot.waitUntil(lambda: not dialog.search.isEnabled() and dialog._attempt._socket is not None)
    desk.driver.click(dialog.leave)
    desk.bot.waitUntil(lambda: "Stopped" in dialog.said.text(), timeout=LONG)
    dialog.reject()


def test_a_patient_file_needs_no_server_and_belongs_to_no_record(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "patient.json"
    desk.driver.click(desk.window.handout.patient_bar.find_button)
    dialog = desk.finding
    assert "No record server is set up" in dialog.said.text()
    assert not dialog.search.isEnabled()
    file.write_text("{}")
    dialog.open_file(str(file))
    assert 'expected a FHIR "Patient"' in dialog.said.text()
    assert not dialog.use.isEnabled()
    file.write_text(json.dumps(QUACK))
    dialog.open_file(str(file))
    desk.driver.click(dialog.use)
    assert desk.patient == Patient(NAME, NUMBER)
    assert desk.window.finding.in_record is None


def test_the_preview_goes_to_the_record_and_is_noted(
    server: RecordServer, records: Records, desk: Desk, home: Program
) -> None:
    desk.window.document.use_clinic(replace(CLINIC, log=True))
    desk.driver.shortcut(Qt.Key.Key_E, CTRL, SHIFT)  # nobody of the record is chosen yet: that comes first
    desk.choose()
    assert NAME in desk.sending.whose.text()
    assert nameless(desk.sending) == []
    assert records.bundles == []
    with desk.bot.waitSignal(desk.sending.accepted, timeout=LONG):
        desk.driver.click(desk.sending.go)
    (bundle,) = records.bundles
    document = bundle["entry"][0]["resource"]
    pdf = base64.b64decode(document["content"][0]["attachment"]["data"])
    assert pdf == desk.window.preview.pages.typeset.pdf
    assert document["subject"]["reference"] == "Patient/p-1"
    assert "Sent to the record" in desk.window.status.currentMessage()
    assert desk.window.leaving.loses_nothing
    assert "RECORD\n- PDF sent to localhost, Saturday 21 November 2026" in desk.note()
    (log,) = home.locations.handout_log.iterdir()
    assert "\trecord\t" in log.read_text()
    assert Search((NAME, NUMBER, TOKEN)).folder(home.locations.home).found == []
    with desk.bot.waitSignal(desk.window.recording.given, timeout=LONG):
        desk.send()
    assert "The record had this handout already" in desk.window.status.currentMessage()
    assert len(records.bundles) == 1


def test_a_name_changed_by_hand_is_no_longer_the_records(
    server: RecordServer, records: Records, desk: Desk
) -> None:
    desk.choose()
    desk.driver.type(desk.window.handout.patient_bar.patient, "x")
    desk.window.actions_by_name.send_to_record.trigger()
    assert desk.window.recording.dialog is None
    assert desk.finding.isVisible()
    desk.finding.reject()
    desk.window.actions_by_name.undo.trigger()
    assert desk.window.finding.in_record is not None
    desk.window.finding.forget()
    assert desk.window.finding.in_record is None


@pytest.mark.parametrize(("status", "words"), [(400, "answer 400"), (401, "the token"), (500, "answer 500")])
def test_a_refusal_is_told_and_the_handout_is_not_given(
    server: RecordServer, records: Records, desk: Desk, status: int, words: str
) -> None:
    desk.choose()
    records.status = status
    dialog = desk.send()
    desk.wait_for_words(words)
    assert dialog.go.isEnabled()
    assert not desk.window.leaving.loses_nothing
    dialog.reject()
    assert "RECORD" not in desk.note()


def test_a_handout_that_may_have_arrived_is_told_and_noted(
    server: RecordServer, records: Records, desk: Desk
) -> None:
    desk.choose()
    records.break_after = True
    dialog = desk.send()
    desk.wait_for_words("so that the record keeps one")
    dialog.reject()
    assert "PDF perhaps sent (the answer was not clear) to localhost" in desk.note()


def test_sending_is_stopped_by_one_click(server: RecordServer, records: Records, desk: Desk) -> None:
    desk.choose()
    records.pause = threading.Event()
    dialog = desk.send()
    desk.bot.waitUntil(lambda: "Sending" in dialog.said.text(), timeout=LONG)
    assert dialog.leave.text() == "Stop"
    desk.driver.click(dialog.leave)
    desk.bot.waitUntil(lambda: dialog.go.isEnabled(), timeout=LONG)
    assert "Stopped" in dialog.said.text() or "may be in the record" in dialog.said.text()
    dialog.reject()


def test_what_a_rule_holds_back_is_not_sent(server: RecordServer, records: Records, desk: Desk) -> None:
    desk.choose()
    desk.driver.click_box(desk.driver.row("med-relaxant"))
    desk.window.actions_by_name.send_to_record.trigger()
    assert desk.window.recording.dialog is None
    assert "Not sent" in desk.window.handout.findings._message.text()


def test_nothing_is_sent_with_the_sample_clinic(server: RecordServer, home: Program, themed, qtbot) -> None:
    desk = Desk(home, qtbot, home.clinic("sample"))
    desk.window.actions_by_name.send_to_record.trigger()
    assert desk.window.recording.dialog is None
    assert "This is the sample clinic: nothing is sent with it" in desk.window.trouble.words
    desk.window.close()


def test_the_record_server_is_set_up_tried_and_used(
    records: Records, desk: Desk, home: Program, safe: Safe, tmp_path: Path
) -> None:
    trusted = authorities(tmp_path)
    with record_server(records, trusted) as server:
        desk.window.actions_by_name.send_to_record.trigger()
        settings = desk.window.finding.set_up()
        form = settings.form
        assert nameless(settings) == []
        form.address.setText("http://fhir.clinic.example")
        desk.driver.click(form.test)
        assert "must start with https://" in form.said.text()
        desk.driver.click(settings.save)
        assert settings.isVisible()
        form.address.setText(server.address)
        form.certificate.setText(trusted.certificate)
        form.token.setText("wrong")
        desk.driver.click(form.test)
        desk.bot.waitUntil(lambda: "did not accept the token" in form.said.text(), timeout=LONG)
        form.token.setText(TOKEN)
        desk.driver.click(form.test)
        desk.bot.waitUntil(lambda: "It works: localhost speaks FHIR 4.0.1" in form.said.text(), timeout=LONG)
        desk.driver.click(settings.save)
        assert "Looks for all the words at localhost" in desk.finding.said.text()
        desk.choose()
        desk.sending.reject()
    assert safe.kept == {("Careleaf record server", server.address): TOKEN}
    assert Search((TOKEN,)).folder(home.locations.home).found == []


def test_broken_settings_are_told(home: Program, themed, qtbot) -> None:
    home.locations.home.mkdir()
    home.locations.record_server.write_text("address = 7")
    desk = Desk(home, qtbot)
    desk.window.actions_by_name.send_to_record.trigger()
    assert "record.toml:1: address" in desk.window.trouble.words
    desk.driver.click(desk.window.handout.patient_bar.find_button)
    assert "record.toml:1: address" in desk.finding.said.text()
    desk.finding.reject()
    desk.window.close()
