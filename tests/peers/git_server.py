"""A real Git server for the tests: Apache with git-http-backend, TLS and a password, all in one folder."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

MODULES = Path("/usr/lib/apache2/modules")
BACKEND = Path("/usr/lib/git-core/git-http-backend")
USERS = {"drkim": "s3cret-kim", "reader": "s3cret-read"}  # the second may not change anything
BRANCH = "main"

_CONFIG = """
ServerRoot "{folder}"
ServerName localhost
PidFile "{folder}/httpd.pid"
DefaultRuntimeDir "{folder}"
ErrorLog "{folder}/error.log"
Listen 127.0.0.1:{port} https
{account}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authn_core_module {modules}/mod_authn_core.so
LoadModule authn_file_module {modules}/mod_authn_file.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule authz_user_module {modules}/mod_authz_user.so
LoadModule auth_basic_module {modules}/mod_auth_basic.so
LoadModule alias_module {modules}/mod_alias.so
LoadModule env_module {modules}/mod_env.so
LoadModule cgid_module {modules}/mod_cgid.so
LoadModule ssl_module {modules}/mod_ssl.so
ScriptSock "{folder}/cgisock"
SSLEngine on
SSLCertificateFile "{folder}/server.pem"
SSLCertificateKeyFile "{folder}/server.key"
SSLProtocol -all +TLSv1.2 +TLSv1.3
SetEnv GIT_PROJECT_ROOT "{folder}/git"
SetEnv GIT_HTTP_EXPORT_ALL
ScriptAlias /git/ {backend}/
<Location />
  AuthType Basic
  AuthName clinic
  AuthBasicProvider file
  AuthUserFile "{folder}/users"
  Require valid-user
</Location>
<LocationMatch "git-receive-pack$">
  Require user drkim
</LocationMatch>
"""


class GitServer:
    """Apache on a free port of this machine; `start` and `stop` as often as a test likes."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="careleaf-git-server-"))
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        for needed in ("apache2", "git", "openssl"):
            if shutil.which(needed) is None:
                raise FileNotFoundError(
                    f"{needed} is missing: packaging/debian-packages.sh peers installs it"
                )
        self.folder.chmod(0o755)
        self._make_certificates()
        self._write_files()

    @property
    def address(self) -> str:
        """Return where the shared library is found."""
        return f"https://localhost:{self.port}/git/clinic.git"

    @property
    def certificate(self) -> str:
        """Return the file of the authority that signed the server's certificate."""
        return str(self.folder / "authority.pem")

    @property
    def repository(self) -> Path:
        """Return where the server keeps the shared library."""
        return self.folder / "git" / "clinic.git"

    def git(self, *arguments: str) -> str:
        """Run the real git in the repository and return what it says."""
        words = ["git", "-c", "safe.directory=*", "-C", str(self.repository), *arguments]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout

    def start(self) -> None:
        """Start Apache and wait until it answers. Raises RuntimeError with its log where it does not."""
        command = ["apache2", "-f", str(self.folder / "httpd.conf"), "-DFOREGROUND"]
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self._process.poll() is not None:
                break
            time.sleep(0.1)
        log = self.folder / "error.log"
        raise RuntimeError(f"Apache did not start: {log.read_text() if log.exists() else 'it left no log'}")

    def stop(self) -> None:
        """Stop Apache, if it runs."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=20)
            self._process = None

    def remove(self) -> None:
        """Stop Apache and remove everything."""
        self.stop()
        shutil.rmtree(self.folder)

    def refuse_changes(self, words: str) -> None:
        """Have the repository refuse whatever is sent to it, with these words."""
        hook = self.repository / "hooks" / "pre-receive"
        hook.write_text(f"#!/bin/sh\necho '{words}' >&2\nexit 1\n")
        hook.chmod(0o755)

    def _make_certificates(self) -> None:
        def openssl(*words: str) -> None:
            subprocess.run(["openssl", *words], cwd=self.folder, check=True, capture_output=True)

        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2")
        usage = ("-addext", "keyUsage=critical,keyCertSign")
        openssl("req", "-x509", *key, "-subj", "/CN=Clinic authority", "-keyout", "ca.key", "-out",
                "authority.pem", *usage)  # fmt: skip
        openssl("req", *key, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
                "server.key", "-out", "server.csr")  # fmt: skip
        openssl("x509", "-req", "-in", "server.csr", "-CA", "authority.pem", "-CAkey", "ca.key",
                "-CAcreateserial", "-copy_extensions", "copy", "-out", "server.pem")  # fmt: skip

    def _write_files(self) -> None:
        as_root = os.geteuid() == 0
        lines = [f"{user}:{{SHA}}{_sha1(password)}" for user, password in USERS.items()]
        (self.folder / "users").write_text("\n".join(lines) + "\n")
        account = "User www-data\nGroup www-data" if as_root else ""
        config = _CONFIG.format(
            folder=self.folder, port=self.port, modules=MODULES, backend=BACKEND, account=account
        )
        (self.folder / "httpd.conf").write_text(config)
        subprocess.run(["git", "init", "-q", "--bare", "-b", BRANCH, str(self.repository)], check=True)
        self.git("config", "http.receivepack", "true")
        if as_root:
            subprocess.run(["chown", "-R", "www-data:www-data", str(self.folder / "git")], check=True)


def _sha1(password: str) -> str:
    return base64.b64encode(hashlib.sha1(password.encode()).digest()).decode()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
