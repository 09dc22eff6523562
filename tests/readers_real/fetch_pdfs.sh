#!/usr/bin/env bash
# Fetches the real PDFs of shelf.tsv out of Debian's packages into var/pdfs (32 MB); installs nothing.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
shelf="$here/../../var/pdfs"
mkdir -p "$shelf" && cd "$shelf"
unpacked="$(mktemp -d)"
trap 'rm -rf "$unpacked"' EXIT

while IFS=$'\t' read -r package path _; do
  name="$package/$(basename "$path")"
  [ -f "$name" ] && continue
  if [ ! -d "$unpacked/$package" ]; then
    mkdir "$unpacked/$package"
    (cd "$unpacked" && apt-get download -qq -o APT::Sandbox::User=root "$package" >/dev/null)
    dpkg-deb --fsys-tarfile "$unpacked/$package"_*.deb | tar -x -C "$unpacked/$package" --wildcards '*.pdf' '*.pdf.gz' 2>/dev/null || true
  fi
  mkdir -p "$package"
  if [ -f "$unpacked/$package/$path.gz" ]; then
    gzip -dc "$unpacked/$package/$path.gz" >"$name.part"
  elif [ -f "$unpacked/$package/$path" ]; then
    cp "$unpacked/$package/$path" "$name.part"
  else
    echo "fetch_pdfs.sh: $package has no $path; see what it holds with dpkg -c and amend shelf.tsv" >&2
    exit 1
  fi
  mv "$name.part" "$name"
done <"$here/shelf.tsv"
