#!/usr/bin/env bash
# Virtuoso 7 on loopback: virtuoso.sh PORT FOLDER. The program comes with Debian's virtuoso-opensource-7-bin.
# Query http://127.0.0.1:PORT/sparql, update /sparql-auth, graphs /sparql-graph-crud-auth. Sign in as dba, password
# dba: never bind it to another address. It takes PORT + 1 too, for its own tools. VIRTUOSO_BUFFERS is the number of 8 KiB pages that it keeps in memory.
set -euo pipefail
[ $# -eq 2 ] || { echo "usage: virtuoso.sh PORT FOLDER" >&2; exit 64; }
program=${VIRTUOSO:-virtuoso-t}
command -v "$program" >/dev/null || { echo "virtuoso-t is not on the PATH: apt-get install virtuoso-opensource-7-bin" >&2; exit 69; }
mkdir -p "$2"
folder=$(cd "$2" && pwd)
buffers=${VIRTUOSO_BUFFERS:-20000}
cat > "$folder/virtuoso.ini" <<INI
[Database]
DatabaseFile = $folder/virtuoso.db
ErrorLogFile = $folder/virtuoso.log
LockFile = $folder/virtuoso.lck
TransactionFile = $folder/virtuoso.trx
xa_persistent_file = $folder/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = $folder/virtuoso-temp.db
TransactionFile = $folder/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:$(($1 + 1))
DisableUnixSocket = 1
ServerThreads = 20
NumberOfBuffers = $buffers
MaxDirtyBuffers = $((buffers * 3 / 4))
CheckpointInterval = 60
DirsAllowed = $folder
[HTTPServer]
ServerPort = 127.0.0.1:$1
ServerRoot = $folder
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = 120
INI
exec "$program" +foreground +configfile "$folder/virtuoso.ini"
