#!/bin/sh
# Pack Careleaf.app into a disk image: disk-image.sh APP OUT.dmg
# With CARELEAF_SIGNING_IDENTITY the image is signed (PyInstaller has signed the app by the same name); with
# CARELEAF_NOTARY_PROFILE, a profile of "xcrun notarytool store-credentials", it is notarised and the ticket stapled.
set -eu
app=$1 out=$2
content=$(mktemp -d)
trap 'rm -rf "$content"' EXIT
cp -R "$app" "$content/"
ln -s /Applications "$content/Applications"
if [ -n "${CARELEAF_SIGNING_IDENTITY:-}" ]; then
    codesign --verify --deep --strict "$app"
fi
hdiutil create -volname Careleaf -srcfolder "$content" -format UDZO -ov "$out"
if [ -n "${CARELEAF_SIGNING_IDENTITY:-}" ]; then
    codesign --sign "$CARELEAF_SIGNING_IDENTITY" --timestamp "$out"
fi
if [ -n "${CARELEAF_NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$out" --keychain-profile "$CARELEAF_NOTARY_PROFILE" --wait
    xcrun stapler staple "$out"
    spctl --assess --type open --context context:primary-signature "$out"
fi
