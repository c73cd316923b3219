"""E-mail in the window: as a draft or through the server, only when nothing holds it back, and noted."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pikepdf
import pytest
from builders import CLINIC
from gui.clock import NOW
from gui.conftest import Driver
from leak_search import Search
from mail_server import PASSWORD, USER, Authorities, Mailbox, authorities, mail_server
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from careleaf.app.bootstrap import Program
from careleaf.domain.email import MailServer
from careleaf.domain.people import Clinic, Patient
from careleaf.gui.dialogs.email import EmailDialog
from careleaf.gui.mail_program import open_email
from careleaf.gui.main_window import MainWindow
from careleaf.gui.settings.dialog import Section, SettingsDialog
from careleaf.gui.settings.mail_server_form import MailServerForm
from careleaf.storage.locations import Locations

NAME, TO = "Quackenbush", "zebulon.quackenbush@example.org"


@pytest.fixture
def home(program: Program, tmp_path: Path, safe) -> Program:
    return replace(program, locations=Locations(tmp_path / "home"))


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Authorities:
    return authorities(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@pytest.fixture
def server(trusted: Authorities, box: Mailbox, home: Program) -> Iterator[MailServer]:
    """Run a mail server that is set up in the program."""
    from careleaf.app.email_sending import EmailSending

    with mail_server(trusted, box) as server:
        EmailSending(home.locations, lambda: NOW).set_up(server, PASSWORD)
        yield server


class Mailing:
    """Do in the window what a person does to e-mail a handout."""

    def __init__(self, program: Program, qtbot, clinic: Clinic = CLINIC) -> None:
        self.bot = qtbot
        self.window = MainWindow(program, clinic, lambda: NOW)
        self.driver = Driver(self.window, qtbot)
        self.opened: list[Path] = []
        self.window.emailing.open_email = lambda file: not self.opened.append(file)
        self.window.emailing.show_folder = lambda _: True
        qtbot.addWidget(self.window)
        self.window.show()
        with qtbot.waitActive(self.window):
            self.window.activateWindow()
        self.driver.type(self.window.handout.patient_bar.patient, NAME)

    def dialog(self, to: str = TO, agreed: bool = True) -> EmailDialog:
        """Open the dialog and fill it in."""
        self.window.actions_by_name.email.trigger()
        dialog = self.window.emailing.dialog
        assert dialog is not None
        dialog.recipient.setText(to)
        if agreed:
            dialog.agreed.click()
        return dialog

    def wait_for_words(self, dialog: EmailDialog | MailServerForm, words: str) -> None:
        self.bot.waitUntil(lambda: words in dialog.said.text(), timeout=15_000)

    def note(self) -> str:
        """Copy the chart note and return it."""
        QApplication.clipboard().clear()
        self.window.actions_by_name.copy_chart_note.trigger()
        self.bot.waitUntil(lambda: QApplication.clipboard().text() != "", timeout=15_000)
        return QApplication.clipboard().text()


@pytest.fixture
def mailing(home: Program, themed, qtbot) -> Iterator[Mailing]:
    made = Mailing(home, qtbot)
    yield made
    made.window.close()


def attached(content: bytes) -> bytes:
    message = message_from_bytes(content, policy=policy.SMTP)
    return next(iter(message.iter_attachments())).get_content()


def test_a_draft_opens_in_the_mail_program_with_the_bytes_of_the_preview_and_is_noted(
    mailing: Mailing,
) -> None:
    mailing.driver.shortcut(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    mailing.window.emailing.dialog.reject()
    dialog = mailing.dialog()
    assert dialog.go.text() == "Open e-mail"
    dialog.go.click()
    mailing.wait_for_words(dialog, "Your mail program opens the e-mail now")
    (file,) = mailing.opened
    assert attached(file.read_bytes()) == mailing.window.preview.pages.typeset.pdf
    assert b"X-Unsent: 1\r\n" in file.read_bytes()
    assert NAME.encode() not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    dialog.reject()
    assert f"Opened as a draft in the mail program for {TO}, Saturday 21 November 2026" in mailing.note()
    assert "Not encrypted; the patient was told so and agreed." in mailing.note()


def test_without_a_mail_program_the_email_is_saved_and_its_folder_shown(
    mailing: Mailing, tmp_path: Path
) -> None:
    shown: list[Path] = []
    mailing.window.emailing.open_email = lambda _: False
    mailing.window.emailing.show_folder = lambda folder: not shown.append(folder)
    dialog = mailing.dialog()
    assert dialog.save.isHidden()
    dialog.go.click()
    mailing.wait_for_words(dialog, "This computer has no mail program")
    assert dialog.save.isVisible()
    mailing.window.emailing.save_to(tmp_path / "document.eml", dialog.request)
    assert shown == [tmp_path]
    assert "Saved as" in dialog.said.text()
    assert attached((tmp_path / "document.eml").read_bytes()).startswith(b"%PDF-")
    mailing.window.emailing.save_to(tmp_path, dialog.request)
    assert "could not be written" in dialog.said.text()
    dialog.reject()


def test_an_email_is_sent_through_the_server_and_noted(
    server: MailServer, box: Mailbox, mailing: Mailing, home: Program
) -> None:
    dialog = mailing.dialog()
    assert dialog.by_server.text() == "Send it now through localhost"
    assert dialog.go.text() == "Send"
    with mailing.bot.waitSignal(dialog.accepted, timeout=15_000):
        dialog.go.click()
    (arrived,) = box.arrived
    assert arrived.rcpt_tos == [TO]
    assert attached(arrived.content) == mailing.window.preview.pages.typeset.pdf
    assert "E-mail sent" in mailing.window.status.currentMessage()
    assert f"Sent by the clinic's server to {TO}" in mailing.note()
    assert list(home.locations.outbox.iterdir()) == []


def test_a_locked_pdf_opens_with_its_password_which_is_not_in_the_email(
    server: MailServer, box: Mailbox, mailing: Mailing
) -> None:
    dialog = mailing.dialog(agreed=False)
    assert not dialog.go.isEnabled()
    dialog.locked.click()
    password = dialog.password.text()
    assert len(password) >= 12
    with mailing.bot.waitSignal(dialog.accepted, timeout=15_000):
        dialog.go.click()
    pdf = attached(box.arrived[0].content)
    message = message_from_bytes(box.arrived[0].content, policy=policy.SMTP)
    assert "locked with a password" in message.get_body().get_content()
    for part in (box.arrived[0].content, message.get_body().get_content().encode(), pdf):
        assert password.encode() not in part
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(pdf))
    with pikepdf.open(io.BytesIO(pdf), password=password) as opened:
        assert opened.encryption.R == 6
        assert "pdfaid:part" not in opened.open_metadata()
    assert "PDF locked with a password, which is not in the e-mail." in mailing.note()
    assert password not in mailing.note()


def test_a_handout_that_a_rule_holds_back_is_not_emailed(mailing: Mailing) -> None:
    mailing.driver.click_box(mailing.driver.row("med-relaxant"))
    mailing.window.actions_by_name.email.trigger()
    assert mailing.window.emailing.dialog is None
    assert "Not sent" in mailing.window.handout.findings._message.text()


def test_nothing_is_sent_with_the_sample_clinic(home: Program, themed, qtbot) -> None:
    mailing = Mailing(home, qtbot, home.clinic("sample"))
    dialog = mailing.dialog()
    dialog.go.click()
    mailing.wait_for_words(dialog, "This is the sample clinic: nothing is sent with it")
    assert mailing.opened == []
    dialog.reject()
    mailing.window.close()


def test_what_is_not_one_address_is_told_in_the_dialog(mailing: Mailing) -> None:
    dialog = mailing.dialog()
    for typed in ("a@example.org, b@example.org", "", "ana"):
        dialog.recipient.setText(typed)
        assert dialog.said.text() == ""
        dialog.go.click()
        mailing.wait_for_words(dialog, "address")
    assert mailing.opened == []
    dialog.reject()


def test_a_refusal_is_told_kept_and_can_be_tried_again_by_hand(
    server: MailServer, box: Mailbox, mailing: Mailing, home: Program
) -> None:
    box.answer_to_recipient = "452 4.2.2 full"
    dialog = mailing.dialog()
    for _ in range(2):  # the second try takes the first one's place
        dialog.go.click()
        mailing.bot.waitUntil(lambda: dialog.go.isEnabled(), timeout=15_000)
        assert "mailbox is full" in dialog.said.text()
        assert len(list(home.locations.outbox.iterdir())) == 1
    dialog.reject()
    strip = mailing.window.emailing.unsent
    assert f"The e-mail to {TO} of Sat 21 Nov, 10:00 AM was not sent." in strip.strip.words
    box.answer_to_recipient = ""
    strip.again_button.click()
    mailing.bot.waitUntil(lambda: strip.isHidden(), timeout=15_000)
    assert len(box.arrived) == 1


def test_an_email_that_was_not_sent_is_there_at_the_next_start_and_can_be_deleted(
    server: MailServer, box: Mailbox, mailing: Mailing, home: Program, qtbot
) -> None:
    box.answer_to_content = "451 later"
    dialog = mailing.dialog()
    dialog.go.click()
    mailing.bot.waitUntil(lambda: dialog.go.isEnabled(), timeout=15_000)
    mailing.window.close()
    later = MainWindow(home, CLINIC, lambda: NOW)
    qtbot.addWidget(later)
    assert "was not sent" in later.emailing.unsent.strip.words
    later.emailing.unsent.delete_button.click()
    assert later.emailing.unsent.isHidden()
    assert list(home.locations.outbox.iterdir()) == []


def test_sending_is_stopped_by_one_click(
    server: MailServer, box: Mailbox, mailing: Mailing, home: Program
) -> None:
    box.hang_at_content = threading.Event()
    dialog = mailing.dialog()
    dialog.go.click()
    mailing.bot.waitUntil(lambda: "Sending" in dialog.said.text(), timeout=15_000)
    assert dialog.leave.text() == "Stop"
    assert dialog.progress.isVisible()
    dialog.leave.click()
    mailing.bot.waitUntil(lambda: dialog.go.isEnabled(), timeout=15_000)
    box.hang_at_content.set()
    assert "Stopped" in dialog.said.text() or "It may arrive" in dialog.said.text()
    assert list(home.locations.outbox.iterdir()) == []
    dialog.reject()


def test_the_next_patients_note_knows_nothing_of_this_ones_email(mailing: Mailing) -> None:
    """Not even where neither has a name: the handout begun after a named patient's has none yet."""
    for _ in range(2):
        dialog = mailing.dialog()
        dialog.go.click()
        mailing.wait_for_words(dialog, "Your mail program")
        dialog.reject()
        assert "E-MAIL" in mailing.note()
        mailing.window.actions_by_name.new.trigger()
        if mailing.window.leaving.box:
            mailing.driver.leave_unsaved()
        mailing.driver.wait_for_pages()
        assert mailing.window.document.draft.patient == Patient()
        assert "E-MAIL" not in mailing.note()


def test_a_linux_without_a_mail_program_is_asked_and_not_believed(tmp_path: Path, monkeypatch) -> None:
    """xdg-open itself would say yes, and open a browser on the patient's e-mail."""
    asked = tmp_path / "xdg-mime"
    asked.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/words\n')
    asked.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr("careleaf.gui.mail_program.sys.platform", "linux")
    assert not open_email(tmp_path / "document.eml")
    assert (tmp_path / "words").read_text() == "query default message/rfc822\n"


def test_the_mail_server_is_set_up_tried_and_used(
    trusted: Authorities, box: Mailbox, mailing: Mailing, home: Program
) -> None:
    dialog = mailing.dialog()
    assert dialog.by_server.isHidden()
    with mail_server(trusted, box) as server:
        dialog.settings.click()
        opened = dialog.findChild(SettingsDialog)
        assert opened.pages.currentIndex() == Section.EMAIL
        settings = opened.mail_form
        settings.fields["host"].setText(server.host)
        settings.port.setValue(server.port)
        settings.fields["user"].setText(USER)
        settings.fields["certificate"].setText(trusted.certificate)
        settings.password.setText(PASSWORD)
        settings.test.click()
        assert "Sender's address: The e-mail address is missing" in settings.said.text()
        settings.fields["sender"].setText(server.sender)
        settings.test.click()
        mailing.wait_for_words(settings, "It works: connected to localhost with TLSv1.3, signed in as desk@")
        settings.password.setText("wrong")
        settings.test.click()
        mailing.wait_for_words(settings, "did not accept")
        settings.password.setText(PASSWORD)
        opened.save_button.click()
        assert not opened.isVisible()
        assert dialog.by_server.isVisible()
        assert dialog.by_server.isChecked()
        with mailing.bot.waitSignal(dialog.accepted, timeout=15_000):
            dialog.go.click()
    assert len(box.arrived) == 1
    assert Search((PASSWORD,)).folder(home.locations.home).found == []


def test_broken_settings_are_told_and_the_draft_still_works(mailing: Mailing, home: Program) -> None:
    home.locations.home.mkdir(exist_ok=True)
    home.locations.mail_server.write_text("port = 'x'")
    dialog = mailing.dialog()
    assert "email.toml:1: port" in mailing.window.trouble.words
    dialog.go.click()
    mailing.wait_for_words(dialog, "Your mail program")
    dialog.reject()


def test_a_whole_day_of_emails_leaves_no_trace_of_the_patient(
    server: MailServer, box: Mailbox, mailing: Mailing, home: Program, tmp_path: Path
) -> None:
    """Sent, refused and stopped: settings, outbox, subject and file names hold nothing of the patient."""
    secrets = (NAME, "zebulon")
    dialog = mailing.dialog()
    with mailing.bot.waitSignal(dialog.accepted, timeout=15_000):
        dialog.go.click()
    box.answer_to_content = "451 later"
    dialog = mailing.dialog()
    dialog.go.click()
    mailing.bot.waitUntil(lambda: dialog.go.isEnabled(), timeout=15_000)
    names = "\n".join(
        f"{each.objectName()} {each.windowTitle() if isinstance(each, QWidget) else ''}"
        for each in QApplication.instance().allWidgets()
        if isinstance(each, QObject)
    )
    search = Search(secrets).folder(tmp_path).data("titles and names", names.encode())
    assert any("outbox" in place for place in search.opened)
    assert any("email.toml" in place for place in search.opened)
    assert search.found == []
    message = message_from_bytes(box.arrived[0].content, policy=policy.SMTP)
    seen = "\n".join([*map(str, message.values()), message.get_body().get_content()]).replace(TO, "")
    names = "\n".join(part.get_filename() for part in message.iter_attachments())
    assert Search(secrets).data("mail", (seen + names).encode()).found == []
    planted = home.locations.outbox / "planted.waiting"
    planted.write_bytes(box.arrived[0].content)
    assert Search(secrets).folder(tmp_path).found
    dialog.reject()
