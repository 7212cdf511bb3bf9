#!/bin/sh
# What `make demo` shows: a library is built from one report, then asked. Every line after "$" can be typed as it stands.
set -eu
report=$1
KG_LIBRARY=$2
export KG_LIBRARY

show() {
    printf '\n\033[1m$ kg'
    for word in "$@"; do
        case $word in *[!A-Za-z0-9_./=-]*) printf " '%s'" "$word" ;; *) printf ' %s' "$word" ;; esac
    done
    printf '\033[0m\n'
    "$KG" "$@" || [ $? -eq 1 ] # 1 is an honest "no": nothing found, not in the report
}

show build "$report"
id=$("$KG" reports --json | "$PY" -c '
import hashlib, json, sys
digest = hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest()
print(next(r["id"] for r in json.load(sys.stdin) if r["sha256"] == digest))' "$report")

show reports
show list subsidiaries --quotes --report "$id"
show list certifications --quotes --report "$id"
show list awards --quotes --report "$id"
show sparql "SELECT ?metric ?period ?value ?unit WHERE {
  GRAPH <https://w3id.org/reportgraph/id/$id> {
    ?o a rg:Observation ; rg:metric ?metric ; rg:period ?period ; rg:value ?value ; rg:unit ?unit .
    FILTER regex(?metric, 'GHG|greenhouse|emission', 'i')
  }
} ORDER BY ?metric ?period LIMIT 10"
show search "solar power projects" -k 3 --report "$id"
show ask "What were the total greenhouse gas emissions in the reporting year?" --report "$id"
show ask "How many employees does the company have?" --report "$id"
show ask "What are the Scope 3 emissions?" --report "$id"

printf '\nThe library is the folder %s; the commands are in %s.\n' "$KG_LIBRARY" "$(dirname "$KG")"
