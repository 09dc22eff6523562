#!/usr/bin/env bash
# Fetches three HTML manuals (SQLite, Borg, Zsh) out of Debian's packages into var/manuals; installs nothing.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
manuals="$here/../../../var/manuals"
[ -f "$manuals/zsh/index.html" ] && exit 0
unpacked="$(mktemp -d)"
trap 'rm -rf "$unpacked"' EXIT

fetch() { # PACKAGE, the folder of its pages, and their name here
  (cd "$unpacked" && apt-get download -qq -o APT::Sandbox::User=root "$1" >/dev/null)
  dpkg-deb --fsys-tarfile "$unpacked/$1"_*.deb | tar -x -C "$unpacked"
  rm -rf "${manuals:?}/$3"
  mv "$unpacked/usr/share/doc/$2" "$manuals/$3"
}

mkdir -p "$manuals"
fetch sqlite3-doc sqlite3 sqlite
fetch borgbackup-doc borgbackup/html borg
fetch zsh-doc zsh-common/html zsh
