#!/usr/bin/env bash
# QLever: qlever.sh PORT FOLDER, over an index named r2pgraph that `qlever-index -i r2pgraph -f FILE -F nq` made there beforehand.
# Query http://127.0.0.1:PORT/. It has no option to listen on loopback alone: keep PORT behind a firewall. It takes changes from who
# shows QLEVER_TOKEN, but no MOVE, by which `r2pgraph build` puts graphs into place: so nothing can be built there yet.
set -euo pipefail
[ $# -eq 2 ] || { echo "usage: qlever.sh PORT FOLDER" >&2; exit 64; }
program=${QLEVER:-qlever-server}
command -v "$program" >/dev/null || { echo "qlever-server is not on the PATH: see github.com/ad-freiburg/qlever" >&2; exit 69; }
compgen -G "$2/r2pgraph.*" >/dev/null || { echo "$2 holds no index named r2pgraph: make one with qlever-index" >&2; exit 66; }
cd "$2"
exec "$program" --index-basename r2pgraph --port "$1" --persist-updates ${QLEVER_TOKEN:+--access-token "$QLEVER_TOKEN"}
