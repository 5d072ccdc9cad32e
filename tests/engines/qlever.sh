#!/usr/bin/env bash
# QLever on loopback: qlever.sh PORT FOLDER, over an index named r2pgraph that was built there beforehand.
# Query, update and graphs http://127.0.0.1:PORT/; set R2PGRAPH_STORE_TOKEN to QLEVER_TOKEN to change anything.
set -euo pipefail
[ $# -eq 2 ] || { echo "usage: qlever.sh PORT FOLDER" >&2; exit 64; }
program=${QLEVER:-qlever-server}
command -v "$program" >/dev/null || { echo "qlever-server is not on the PATH: see github.com/ad-freiburg/qlever" >&2; exit 69; }
mkdir -p "$2"
cd "$2"
exec "$program" --index-basename r2pgraph --port "$1" ${QLEVER_TOKEN:+--access-token "$QLEVER_TOKEN"}
