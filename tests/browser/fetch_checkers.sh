#!/usr/bin/env bash
# Fetches the Nu HTML checker (run by Java) and Lighthouse (run by Node) by npm into var/checkers; installs nothing else.
set -euo pipefail
checkers="$(cd "$(dirname "$0")" && pwd)/../../var/checkers"
mkdir -p "$checkers"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$checkers" vnu-jar@26.9.27 lighthouse@12.8.2
