#!/bin/sh
# The programs that "make package" and "make package-test" need. As root on Debian this installs what is missing;
# otherwise it names what is, and fails. Elsewhere it does nothing: packaging/README.md says what is needed there.
set -eu
command -v dpkg-query >/dev/null 2>&1 || exit 0
wanted="appstream dbus debootstrap desktop-file-utils dpkg-dev flatpak-builder gnome-keyring libglib2.0-bin \
libwayland-cursor0 libwayland-egl1 lintian man-db nsis shared-mime-info wine64 xauth xdotool xvfb"
missing=""
for package in $wanted; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" -ne 0 ]; then
    echo "Not installed:$missing. Install them with: sudo apt-get install$missing" >&2
    exit 1
fi
echo "Installing what packaging needs:$missing"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
