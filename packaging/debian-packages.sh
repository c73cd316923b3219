#!/bin/sh
# The Debian packages that a job needs: debian-packages.sh window|peers|packaging|bench
#   window     libraries that Debian and Ubuntu leave out and Qt's window needs
#   peers      the programs that "make test-peers" tests against
#   packaging  the programs that "make package" and "make package-test" need
#   bench      what "make bench-peers" compares with and no package index of Python has
# As root this installs what is missing. Otherwise it names the one line that does, and fails where the job cannot
# go on without. Elsewhere it looks for the programs of "peers" and does nothing else.
set -eu
job=$1
case $job in
window)
    wanted="libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0
        libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1
        libxkbcommon-x11-0 libxkbcommon0" ;;
peers)
    wanted="apache2-bin at-spi2-core avahi-daemon cups cups-client cups-ipp-utils dbus default-jdk-headless
        dovecot-imapd gir1.2-atspi-2.0 git libjaxb-java openssl postfix python3-gi xvfb"
    # Node may have come another way than from Debian.
    command -v node >/dev/null 2>&1 || wanted="$wanted nodejs"
    command -v npm >/dev/null 2>&1 || wanted="$wanted npm" ;;
packaging)
    wanted="appstream dbus debootstrap desktop-file-utils dpkg-dev flatpak-builder gnome-keyring libglib2.0-bin
        libwayland-cursor0 libwayland-egl1 lintian man-db nsis shared-mime-info wine64 xauth xdotool xvfb" ;;
bench)
    wanted="chromium libharfbuzz-subset0" ;;
*)
    echo "No such job: $job" >&2
    exit 2 ;;
esac
missing=""
if ! command -v dpkg-query >/dev/null 2>&1; then
    [ "$job" = peers ] || exit 0
    for program in apache2 avahi-daemon cupsd dbus-daemon dovecot git ippeveprinter java node npm openssl postfix Xvfb; do
        command -v "$program" >/dev/null 2>&1 || missing="$missing $program"
    done
    [ -z "$missing" ] || { echo "Not installed:$missing" >&2; exit 1; }
    exit 0
fi
status_of() { dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null || true; }
for package in $wanted; do
    status=$(status_of "$package")
    # Newer releases call some libraries by their old name with t64 after it.
    [ -n "$status" ] || status=$(status_of "${package}t64")
    [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" -ne 0 ]; then
    echo "Not installed:$missing. Install them with: sudo apt-get install$missing" >&2
    case $job in window | bench) exit 0 ;; *) exit 1 ;; esac
fi
echo "Installing what is needed ($job):$missing"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
