#!/bin/sh
# Runs every fuzz target of the repository for $FUZZTIME, one after the other.
# Minimising is kept short: it would eat the minute. The list is what grep finds, so a new target needs no line here.
set -eu
cd "$(dirname "$0")/../.."
: "${GO:=go}" "${FUZZTIME:=1m}"
targets=$(grep -rhoE --include='*_test.go' -H '^func Fuzz[A-Za-z0-9_]*' . | sed 's/:func /:/' | sort)
[ -n "$targets" ] || { echo "no fuzz target found"; exit 1; }
failed=0
for target in $targets; do
	folder=$(dirname "${target%%:*}")
	name=${target##*:}
	echo "== $folder $name"
	$GO test "$folder" -run '^$' -fuzz "^$name\$" -fuzztime "$FUZZTIME" -fuzzminimizetime 20x || failed=1
done
exit $failed
