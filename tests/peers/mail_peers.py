"""A clinic's mail server for the tests: Postfix takes e-mail, Dovecot signs in and gives it back."""

from __future__ import annotations

import imaplib
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from pathlib import Path

from mail_server import Authorities

USER, PASSWORD = "desk@example.test", "s3cret-desk"
PATIENT = "pat@example.test"
POSTFIX, DOVECOT = "/usr/sbin/postfix", "/usr/sbin/dovecot"
LIMIT = 2_000_000  # bytes of an e-mail that Postfix takes

_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.example.test
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks =
mydestination =
maillog_file_prefixes = {folder}
maillog_file = {folder}/postfix.log
smtpd_tls_cert_file = {folder}/server.pem
smtpd_tls_key_file = {folder}/server.key
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_tls_mandatory_protocols = >=TLSv1.2
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_peername_lookup = no
virtual_mailbox_domains = example.test
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = static:pat/Maildir/
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
virtual_minimum_uid = 100
default_transport = error:nothing leaves this machine
message_size_limit = {limit}
disable_dns_lookups = yes
alias_maps =
"""

_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
127.0.0.1:{tls_port} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
cleanup   unix  n       -       n       -       0       cleanup
qmgr      unix  n       -       n       300     1       qmgr
tlsmgr    unix  -       -       n       1000?   1       tlsmgr
rewrite   unix  -       -       n       -       -       trivial-rewrite
bounce    unix  -       -       n       -       0       bounce
defer     unix  -       -       n       -       0       bounce
trace     unix  -       -       n       -       0       bounce
proxymap  unix  -       -       n       -       -       proxymap
error     unix  -       -       n       -       -       error
virtual   unix  -       n       n       -       -       virtual
anvil     unix  -       -       n       -       1       anvil
postlog   unix-dgram n  -       n       -       1       postlogd
"""

_DOVECOT = """
base_dir = {folder}/run
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
default_internal_user = nobody
default_internal_group = nogroup
default_login_user = nobody
mail_location = maildir:{folder}/mail/%n/Maildir
first_valid_uid = 1
auth_mechanisms = plain login xoauth2
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth.conf
}}
passdb {{
  driver = static
  args = password={password}
  mechanisms = plain login
}}
userdb {{
  driver = static
  args = uid=65534 gid=65534 home={folder}/mail/%n
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {imap_port}
  }}
}}
auth_failure_delay = 0
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service auth {{
  unix_listener {folder}/queue/private/auth {{
    mode = 0666
  }}
}}
"""

_OAUTH = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={folder}/keys/
username_attribute = email
force_introspection = no
"""


class MailPeers:
    """Postfix and Dovecot on free ports of this machine. Needs root, as both do."""

    def __init__(self, trusted: Authorities) -> None:
        for program in (POSTFIX, DOVECOT):
            if not Path(program).exists():
                raise FileNotFoundError(
                    f"{program} is missing: packaging/debian-packages.sh peers installs it"
                )
        self.trusted = trusted
        self.folder = Path(tempfile.mkdtemp(prefix="careleaf-mail-"))
        self.port, self.tls_port, self.imap_port = (_free_port() for _ in range(3))
        self._write_files()

    def start(self) -> None:
        """Start both and wait until they answer. Raises RuntimeError with their logs where they do not."""
        self._dovecot()
        self._postfix("start")
        for port in (self.port, self.tls_port, self.imap_port):
            if not _answers(port):
                raise RuntimeError(f"Nothing answers on port {port}.\n{self._logs()}")

    def remove(self) -> None:
        """Stop both and remove everything."""
        self._postfix("stop")
        self._dovecot("stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def newest(self, count: int) -> bytes:
        """Return the newest of the patient's e-mails over IMAP, once there are that many."""
        context = ssl.create_default_context(cafile=self.trusted.certificate)
        for _ in range(100):
            with imaplib.IMAP4_SSL("localhost", self.imap_port, ssl_context=context) as imap:
                imap.login(PATIENT, PASSWORD)
                _, (found,) = imap.select("INBOX", readonly=True)
                if int(found or b"0") >= count:
                    _, answer = imap.fetch(found.decode(), "(RFC822)")
                    part = answer[0]
                    assert isinstance(part, tuple)
                    return bytes(part[1])
            time.sleep(0.1)
        raise RuntimeError(f"The e-mail did not arrive.\n{self._logs()}")

    def _postfix(self, word: str) -> None:
        _run(POSTFIX, "-c", str(self.folder / "postfix"), word)

    def _dovecot(self, *words: str) -> None:
        _run(DOVECOT, "-c", str(self.folder / "dovecot.conf"), *words)

    def _write_files(self) -> None:
        folder = self.folder
        folder.chmod(0o755)
        for name in ("postfix", "queue/private", "data", "mail", "run", "keys/default/RS256"):
            (folder / name).mkdir(parents=True)
        shutil.chown(folder / "mail", "nobody")
        for name in ("data", "queue/private"):
            shutil.chown(folder / name, "postfix")
        certificate = self.trusted.authority.issue_cert("localhost")
        certificate.private_key_pem.write_to_path(str(folder / "server.key"))
        for number, pem in enumerate(certificate.cert_chain_pems):
            pem.write_to_path(str(folder / "server.pem"), append=number > 0)
        values = {
            "folder": folder, "limit": LIMIT, "password": PASSWORD,
            "port": self.port, "tls_port": self.tls_port, "imap_port": self.imap_port,
        }  # fmt: skip
        for name, text in (("postfix/main.cf", _MAIN), ("postfix/master.cf", _MASTER),
                           ("dovecot.conf", _DOVECOT), ("oauth.conf", _OAUTH)):  # fmt: skip
            (folder / name).write_text(text.format(**values).lstrip())

    def trust_tokens_of(self, public_key: bytes) -> None:
        """Have Dovecot take the tokens that the holder of a key signs under the name k1."""
        (self.folder / "keys/default/RS256/k1").write_bytes(public_key)

    def _logs(self) -> str:
        return "\n".join(path.read_text() for path in self.folder.glob("*.log"))


def _run(*words: str) -> None:
    """Run a command that may leave a server behind, which would keep a pipe open for ever."""
    quiet = subprocess.DEVNULL
    subprocess.run(words, stdin=quiet, stdout=quiet, stderr=quiet, check=False, timeout=60)


def _answers(port: int) -> bool:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.1)
    return False


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
