#!/usr/bin/env bash
# Apache Jena Fuseki on loopback: fuseki.sh PORT FOLDER. The program comes from jena.apache.org.
# Query http://127.0.0.1:PORT/r2pgraph/query, update /update, graphs /data. Nobody signs in: never bind it elsewhere.
set -euo pipefail
[ $# -eq 2 ] || { echo "usage: fuseki.sh PORT FOLDER" >&2; exit 64; }
program=${FUSEKI:-fuseki-server}
command -v "$program" >/dev/null || { echo "fuseki-server is not on the PATH: see jena.apache.org" >&2; exit 69; }
mkdir -p "$2"
exec "$program" --localhost --port "$1" --tdb2 --loc "$2" --update /r2pgraph
