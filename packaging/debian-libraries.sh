#!/bin/sh
# Debian and Ubuntu leave out libraries that Qt's window needs. As root this installs what is missing;
# otherwise it names the one line that does. On other systems it does nothing.
set -eu
command -v dpkg-query >/dev/null 2>&1 || exit 0
wanted="libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 \
libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1 libxkbcommon-x11-0 \
libxkbcommon0"
missing=""
for package in $wanted; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    # libglib2.0-0 is called libglib2.0-0t64 on newer releases
    [ -n "$status" ] || status=$(dpkg-query -W -f '${db:Status-Status}' "${package}t64" 2>/dev/null || true)
    [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" -eq 0 ]; then
    echo "Installing the libraries Qt needs:$missing"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "Qt's window needs libraries that are not there yet. Install them with:"
    echo "  sudo apt-get install$missing"
fi
