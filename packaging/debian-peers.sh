#!/bin/sh
# The programs that "make test-peers" tests against. As root on Debian this installs what is missing; otherwise
# it names what is, and fails.
set -eu
wanted="apache2-bin at-spi2-core avahi-daemon cups cups-client cups-ipp-utils dbus default-jdk-headless dovecot-imapd
    gir1.2-atspi-2.0 git libjaxb-java openssl postfix python3-gi xvfb"
# Node may have come another way than from Debian.
command -v node >/dev/null 2>&1 || wanted="$wanted nodejs"
command -v npm >/dev/null 2>&1 || wanted="$wanted npm"
if ! command -v dpkg-query >/dev/null 2>&1; then
    for program in apache2 avahi-daemon cupsd dbus-daemon git ippeveprinter openssl java postfix dovecot node npm Xvfb; do
        command -v "$program" >/dev/null 2>&1 || missing="${missing:-} $program"
    done
    [ -z "${missing:-}" ] || { echo "Not installed:$missing" >&2; exit 1; }
    exit 0
fi
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
echo "Installing what the tests with other programs need:$missing"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
