#!/bin/sh
# Make an AppImage: build.sh [OUT]. First: python packaging/make_packages.py --carry-system-libraries
# Lays out the AppDir in build/appimage, then packs it with appimagetool, which has to be on the PATH.
set -eu
cd "$(dirname "$0")/../.."
out=${1:-dist/Careleaf-$(.venv/bin/careleaf --version | cut -d' ' -f2)-$(uname -m).AppImage}
folder=build/appimage
id=org.careleaf.careleaf
rm -rf "$folder"
mkdir -p "$folder"
cp -a build/debian/usr "$folder/usr"
rm -rf "$folder/usr/share/lintian"
cp "$folder/usr/share/applications/$id.desktop" "$folder/"
cp "$folder/usr/share/icons/hicolor/256x256/apps/$id.png" "$folder/"
ln -s "$id.png" "$folder/.DirIcon"
ln -s usr/bin/careleaf "$folder/AppRun"
if ! command -v appimagetool >/dev/null 2>&1; then
    echo "$folder is complete; appimagetool, which packs it, is not installed." >&2
    exit 1
fi
appimagetool --no-appstream "$folder" "$out"
