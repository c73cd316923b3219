"""What the program remembers of the clinic's mail server, and the drafts it leaves to a mail program."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from builders import NOW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keyring.backends.fail import Keyring as NoSafe
from system_safe import Safe, safe_in_use

from careleaf.content.email_loader import load_mail_server
from careleaf.domain.email import MailServer, SecretKind, Security, SignIn
from careleaf.errors import InvalidFiles
from careleaf.storage import system_safe
from careleaf.storage.email_drafts import clear_drafts, put_draft
from careleaf.storage.email_secrets import EmailSecrets
from careleaf.storage.mail_server_file import save_mail_server

SERVER = MailServer(
    "mail.clinic.example", "desk@clinic.example", 465, Security.TLS, "Elm Street", "desk",
    SignIn.GOOGLE, "id", "tenant", "/ca.pem",
)  # fmt: skip


@pytest.mark.parametrize("server", [SERVER, MailServer("mail.clinic.example", "desk@clinic.example")])
def test_settings_are_read_back_as_they_were_saved(tmp_path: Path, server: MailServer) -> None:
    save_mail_server(tmp_path / "email.toml", server)
    assert load_mail_server(tmp_path / "email.toml") == server


def test_without_a_file_there_is_no_server(tmp_path: Path) -> None:
    assert load_mail_server(tmp_path / "email.toml") is None


def test_every_problem_of_the_settings_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "email.toml").write_text(
        'format_version = 1\nhost = ""\nsender = "a@b.example, c@d.example"\nport = 70000\n'
        'security = "none"\nsign_in = "gogle"\npassword = "x"\n'
    )
    with pytest.raises(InvalidFiles) as caught:
        load_mail_server(tmp_path / "email.toml")
    assert [problem.key for problem in caught.value.problems] == [
        "port", "host", "sender", "security", "sign_in", "password"
    ]  # fmt: skip


@pytest.mark.parametrize("port", ["0", "587.5", '"587"', "nan", "-1", "true"])
def test_a_port_is_a_whole_number(tmp_path: Path, port: str) -> None:
    (tmp_path / "email.toml").write_text(
        f'format_version = 1\nhost = "h"\nsender = "a@b.example"\nport = {port}\n'
    )
    with pytest.raises(InvalidFiles, match="port"):
        load_mail_server(tmp_path / "email.toml")


def test_a_secret_is_kept_in_the_safe_and_in_no_file(safe: Safe, tmp_path: Path) -> None:
    assert EmailSecrets().keep(SecretKind.PASSWORD, SERVER, "s3cret") == ""
    assert EmailSecrets().find(SecretKind.PASSWORD, SERVER) == "s3cret"
    assert EmailSecrets().find(SecretKind.SIGN_IN, SERVER) == ""
    save_mail_server(tmp_path / "email.toml", SERVER)
    assert "s3cret" not in (tmp_path / "email.toml").read_text()


def test_without_a_safe_a_secret_lasts_until_the_end_and_that_is_told() -> None:
    with safe_in_use(NoSafe()):
        secrets = EmailSecrets()
        assert "no place that keeps a password safely" in secrets.keep(SecretKind.PASSWORD, SERVER, "s3cret")
        assert secrets.find(SecretKind.PASSWORD, SERVER) == "s3cret"
        assert EmailSecrets().find(SecretKind.PASSWORD, SERVER) == ""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 4000), st.integers(0, 4000))
def test_a_secret_of_any_length_fits_the_safe_of_any_system(safe: Safe, length: int, then: int) -> None:
    for count in (length, then):
        system_safe.keep("service", "name", "\u2026x" * count)
        assert system_safe.kept("service", "name") == "\u2026x" * count
        assert all(len(piece) * 2 <= 2560 for piece in safe.kept.values())
    system_safe.forget("service", "name")
    assert safe.kept == {}


def test_drafts_are_removed_once_a_mail_program_has_had_time(tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    file = put_draft(folder, b"To: ana@example.org\r\n\r\n")
    assert file.suffix == ".eml"
    assert "ana" not in file.name
    clear_drafts(folder, NOW - timedelta(days=365 * 50))
    assert file.exists()
    clear_drafts(folder, NOW + timedelta(days=365 * 50))
    assert list(folder.iterdir()) == []
    clear_drafts(tmp_path / "never made", NOW)


def test_a_password_that_looks_like_our_own_note_is_kept_too(safe: Safe) -> None:
    system_safe.keep("service", "name", "[3 pieces]")
    assert system_safe.kept("service", "name") == "[3 pieces]"
    system_safe.forget("service", "name")
    assert safe.kept == {}
