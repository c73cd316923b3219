"""The Debian package: judged by Debian's own tools, installed in a bare Debian, used, upgraded, removed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import DONE, ROOT, process
from linux_tree import APPLICATION
from made_packages import DIST, PAGE, needs_made, run, succeeds

from careleaf import __version__

pytestmark = pytest.mark.packages

EARLIER = ROOT / "tests" / "packaging" / "earlier_home"
# What dpkg and apt themselves write whenever anything is installed or removed.
BOOKKEEPING = re.compile(
    r"(proc|tmp|var/cache|var/log|var/lib/(apt|dpkg)|home/pat)(/|$)|etc/ld\.so\.cache|root/\."
)


@pytest.fixture(scope="module")
def package() -> Path:
    """Return the package that was made."""
    found = sorted(DIST.glob(f"careleaf_{__version__}_*.deb"))
    return found[0] if found else needs_made(DIST / f"careleaf_{__version__}_amd64.deb")


@pytest.fixture(scope="module")
def unpacked(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the package's files in a folder."""
    folder = tmp_path_factory.mktemp("unpacked")
    succeeds(["dpkg-deb", "--extract", package, folder], folder)
    return folder


class Debian:
    """A bare Debian in a folder, with what the package depends on and not the package."""

    def __init__(self, folder: Path, package: Path) -> None:
        self.folder = folder
        subprocess.run(
            ["debootstrap", "--variant=minbase", "bookworm", folder], check=True, capture_output=True
        )
        subprocess.run(["mount", "-t", "proc", "proc", folder / "proc"], check=True)
        depends = succeeds(["dpkg-deb", "--field", package, "Depends"], folder)
        names = [name.partition("|")[0].partition("(")[0].strip() for name in depends.split(",")]
        self("apt-get", "update", "-qq")
        self("apt-get", "install", "-y", "-qq", "--no-install-recommends", *names)
        self("useradd", "--create-home", "pat")
        shutil.copytree(EARLIER, folder / "home/pat/.config/careleaf")
        self("chown", "-R", "pat", "/home/pat")

    def __call__(self, *words: str, person: str = "root", **environment: str) -> str:
        """Run a program that has to end well; as a person it knows no more than that person's home."""
        into = [
            "chroot",
            f"--userspec={person}",
            str(self.folder),
            "/usr/bin/env",
            "-i",
            "-C",
            f"/{self.home(person)}",
        ]
        known = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": f"/{self.home(person)}", "LANG": "C.UTF-8",
                 "DEBIAN_FRONTEND": "noninteractive", **environment}  # fmt: skip
        done = subprocess.run(
            [*into, *(f"{key}={value}" for key, value in known.items()), *words],
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, (done.stdout + done.stderr).decode(errors="replace")
        return done.stdout.decode(errors="replace")

    @staticmethod
    def home(person: str) -> str:
        """Return a person's home, from the root."""
        return "root" if person == "root" else f"home/{person}"

    def install(self, package: Path) -> None:
        """Install a package with dpkg alone: nothing else comes along."""
        shutil.copy(package, self.folder / "tmp/careleaf.deb")
        self("dpkg", "--install", "/tmp/careleaf.deb")

    def files(self) -> set[str]:
        """Return the name of everything but what dpkg keeps for itself."""
        names = set()
        for folder, inner, files in os.walk(self.folder):
            here = Path(folder).relative_to(self.folder)
            inner[:] = [name for name in inner if not BOOKKEEPING.match(str(here / name))]
            names |= {
                str(here / name) for name in (*inner, *files) if not BOOKKEEPING.match(str(here / name))
            }
        return names


@pytest.fixture(scope="module")
def debian(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Debian]:
    """Make a bare Debian; it goes with the tests."""
    folder = tmp_path_factory.mktemp("debian") / "root"
    try:
        yield Debian(folder, package)
    finally:
        subprocess.run(["umount", folder / "proc"], check=False, capture_output=True)
        if not os.path.ismount(folder / "proc"):
            shutil.rmtree(folder, ignore_errors=True)


def older(package: Path, folder: Path) -> Path:
    """Return the package as if it were an earlier version, with a file that the newer one no longer has."""
    succeeds(["dpkg-deb", "--raw-extract", package, folder / "older"], folder)
    control = folder / "older/DEBIAN/control"
    text = control.read_text(encoding="utf-8")
    control.write_text(text.replace(f"Version: {__version__}\n", "Version: 0.0.1\n"), encoding="utf-8")
    (folder / "older/usr/lib/careleaf/_internal/gone.so").write_text("old")
    succeeds(
        ["dpkg-deb", "--root-owner-group", "-Znone", "--build", folder / "older", folder / "older.deb"],
        folder,
    )
    return folder / "older.deb"


def test_it_installs_upgrades_works_and_is_purged_without_a_trace(
    debian: Debian, package: Path, tmp_path: Path
) -> None:
    before = debian.files()
    debian.install(older(package, tmp_path))
    debian.install(package)
    assert "gone.so" not in {Path(name).name for name in debian.files()}
    assert debian("careleaf", "--version", person="pat") == f"careleaf {__version__}\n"
    assert debian("careleaf-cli", "--version", person="pat") == f"careleaf {__version__}\n"
    assert debian("dpkg", "--verify", "careleaf") == ""

    (tmp_path / "source").mkdir()
    assert process(PAGE, tmp_path / "source").code == DONE
    debian("careleaf", *PAGE, person="pat")
    assert (debian.folder / "home/pat/a.pdf").read_bytes() == (tmp_path / "source/a.pdf").read_bytes()

    asked = ("--check", "age=40", "--check", "all=no")
    debian("careleaf", "render", "desk-work", "-o", "own.pdf", *asked, person="pat")
    kept = debian.folder / "home/pat/.config/careleaf"
    assert {path: path.read_bytes() for path in sorted(kept.rglob("*.toml"))} == {
        kept / path.relative_to(EARLIER): path.read_bytes() for path in sorted(EARLIER.rglob("*.toml"))
    }
    for platform in ("offscreen", "minimal-is-not-there"):
        alive = ("timeout", "--preserve-status", "--signal=KILL", "15", "careleaf")
        ended = subprocess.run(
            ["chroot", "--userspec=pat", debian.folder, "env", "-i", "HOME=/home/pat", "PATH=/usr/bin:/bin",
             f"QT_QPA_PLATFORM={platform}", *alive], capture_output=True, check=False,
        )  # fmt: skip
        still_running = ended.returncode in (-9, 137)
        assert still_running == (platform == "offscreen"), ended.stderr.decode(errors="replace")

    debian("dpkg", "--purge", "careleaf")
    assert debian.files() == before
    assert kept.is_dir()


def test_nothing_that_a_window_on_x11_needs_is_missing(debian: Debian, package: Path) -> None:
    """The part of Qt that speaks to X11 is the one with the most libraries of the system."""
    debian.install(package)
    parts = "/usr/lib/careleaf/_internal/PySide6/Qt/plugins"
    for part in (
        "platforms/libqxcb.so",
        "platforms/libqwayland.so",
        "xcbglintegrations/libqxcb-egl-integration.so",
    ):
        assert "not found" not in debian("ldd", f"{parts}/{part}")
    debian("dpkg", "--purge", "careleaf")


def test_lintian_has_nothing_to_say(package: Path, tmp_path: Path) -> None:
    done = run(["lintian", "--allow-root", "--fail-on", "error,warning", package], tmp_path, seconds=900)
    assert done.returncode == 0, done.stdout.decode()


def test_the_desktop_entry_and_the_software_centres_file_are_valid(unpacked: Path, tmp_path: Path) -> None:
    share = unpacked / "usr/share"
    assert succeeds(["desktop-file-validate", share / f"applications/{APPLICATION}.desktop"], tmp_path) == ""
    metainfo = share / f"metainfo/{APPLICATION}.metainfo.xml"
    said = succeeds(["appstreamcli", "validate", "--pedantic", "--no-net", metainfo], tmp_path)
    assert re.search(r"Validation was successful\.?\s*$", said), said


def test_the_manual_page_has_no_warning(unpacked: Path, tmp_path: Path) -> None:
    for name in ("careleaf", "careleaf-cli"):
        page = unpacked / f"usr/share/man/man1/{name}.1.gz"
        done = run(
            ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", page], unpacked / "usr/share/man"
        )
        assert done.stderr == b""
        assert done.stdout


def test_a_double_click_on_a_preset_opens_careleaf(unpacked: Path, tmp_path: Path) -> None:
    share = tmp_path / "share"
    for name in ("applications", "mime"):
        shutil.copytree(unpacked / "usr/share" / name, share / name)
    succeeds(["update-mime-database", share / "mime"], tmp_path)
    succeeds(["update-desktop-database", share / "applications"], tmp_path)
    preset = tmp_path / "mine.careleaf"
    shutil.copy(EARLIER / "presets/desk-work.toml", preset)
    path = (
        f"{unpacked / 'usr/bin'}:{os.environ['PATH']}"  # an entry whose program is not there is passed over
    )
    known = {"XDG_DATA_HOME": str(share), "LC_ALL": "C", "PATH": path}
    told = succeeds(["gio", "info", "--attributes=standard::content-type", preset], tmp_path, **known)
    assert "application/x-careleaf-preset" in told
    openers = succeeds(["gio", "mime", "application/x-careleaf-preset"], tmp_path, **known)
    assert f": {APPLICATION}.desktop\n" in openers


def test_the_icon_comes_in_every_usual_size(unpacked: Path) -> None:
    from PIL import Image

    themed = unpacked / "usr/share/icons/hicolor"
    for size in (16, 24, 32, 48, 64, 128, 256, 512):
        with Image.open(themed / f"{size}x{size}/apps/{APPLICATION}.png") as icon:
            assert icon.size == (size, size)
            assert icon.getpixel((0, 0))[3] == 0
            assert icon.getpixel((size // 2, size // 8))[3] == 255
    assert (themed / f"scalable/apps/{APPLICATION}.svg").is_file()
