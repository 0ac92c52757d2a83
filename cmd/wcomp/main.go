// Command wcomp makes, checks, prints and compares WebAssembly modules and
// components. Each verb is a file of this package: flags, one call of a
// library, output.
package main

import (
	"os"
	"os/signal"
	"syscall"
)

func main() {
	// `wcomp print app.wasm | head`: when nobody reads any more the write
	// fails and the verb ends, instead of a signal ending the process.
	signal.Ignore(syscall.SIGPIPE)
	os.Exit(run(os.Args[1:], &environment{
		in: os.Stdin, out: os.Stdout, err: os.Stderr, getenv: os.Getenv,
	}))
}
