#!/usr/bin/env bash
# Oxigraph's server on loopback: oxigraph.sh PORT FOLDER. The program comes with the PyPI package `oxigraph`.
# Query http://127.0.0.1:PORT/query, update /update, graphs /store. Nobody signs in: never bind it to another address.
set -euo pipefail
[ $# -eq 2 ] || { echo "usage: oxigraph.sh PORT FOLDER" >&2; exit 64; }
program=${OXIGRAPH:-oxigraph}
command -v "$program" >/dev/null || { echo "oxigraph is not on the PATH: pip install oxigraph" >&2; exit 69; }
mkdir -p "$2"
exec "$program" serve --union-default-graph --location "$2" --bind "127.0.0.1:$1"
