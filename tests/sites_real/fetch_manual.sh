#!/usr/bin/env bash
# Fetches the HTML manual of Git (242 pages) out of Debian's package into var/manual; installs nothing.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
manual="$here/../../var/manual"
[ -f "$manual/index.html" ] && exit 0
unpacked="$(mktemp -d)"
trap 'rm -rf "$unpacked"' EXIT

(cd "$unpacked" && apt-get download -qq -o APT::Sandbox::User=root git-doc >/dev/null)
dpkg-deb --fsys-tarfile "$unpacked"/git-doc_*.deb | tar -x -C "$unpacked"
mkdir -p "$(dirname "$manual")"
rm -rf "$manual"
mv "$unpacked/usr/share/doc/git-doc" "$manual"
