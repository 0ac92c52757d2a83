#!/bin/sh
# Makes a component of the example's module with bin/wcomp, checks it and shows
# it. Each command is printed before it runs.
set -eu
cd "$(dirname "$0")/../.."
run() {
	echo
	echo "\$ wcomp $*"
	bin/wcomp "$@"
}
run new examples/titles/module.wasm -o bin/titles.wasm
run validate bin/titles.wasm
run component wit bin/titles.wasm
run print --skeleton bin/titles.wasm
echo
ls -l examples/titles/module.wasm bin/titles.wasm
