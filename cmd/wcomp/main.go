// Command wcomp makes, checks, prints and compares WebAssembly modules and
// components. Each verb is a file of this package: flags, one call of a
// library, output.
package main

import (
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	// `wcomp print app.wasm | head`: when nobody reads any more the write
	// fails and the verb ends, instead of a signal ending the process.
	signal.Ignore(syscall.SIGPIPE)
	// A run is short and its data grows from nothing: collecting at each
	// doubling would cost more than the work itself.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	cobra.EnableCommandSorting = false // help shows the verbs in our order
	os.Exit(run(os.Args[1:], &environment{
		in: os.Stdin, out: os.Stdout, err: os.Stderr, getenv: os.Getenv,
	}))
}
