// Command wcomp makes, checks, prints and compares WebAssembly modules and
// components. Each verb is a file of this package: flags, one call of a
// library, output.
package main

import "os"

func main() {
	os.Exit(run(os.Args[1:], &environment{
		in: os.Stdin, out: os.Stdout, err: os.Stderr, getenv: os.Getenv,
	}))
}
