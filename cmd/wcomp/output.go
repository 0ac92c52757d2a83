package main

import (
	"errors"
	"io"
	"syscall"

	"github.com/spf13/cobra"

	"wcomp/diag"
	"wcomp/internal/file"
	"wcomp/internal/terminal"
	"wcomp/wat"
)

// output is the flag -o of a verb.
type output struct{ name string }

func (o *output) register(command *cobra.Command) {
	command.Flags().StringVarP(&o.name, "output", "o", "", "write to `FILE` instead of standard output")
}

// checkTerminal refuses, before any work, to write a binary to a terminal.
func (o *output) checkTerminal(env *environment, help ...string) error {
	if !file.IsStandard(o.name) || !terminal.Is(env.out) {
		return nil
	}
	return &diag.Diagnostic{
		Code:    "binary-to-terminal",
		Message: "the output is a binary and standard output is a terminal",
		Help:    append([]string{"write it to a file: -o FILE"}, help...),
	}
}

// write puts data where the output goes.
func (o *output) write(env *environment, data []byte) error {
	if file.IsStandard(o.name) {
		_, err := env.out.Write(data)
		return err
	}
	return file.Write(env.path(o.name), data)
}

// stream calls write with where the output goes. A file appears only when
// write succeeds.
func (o *output) stream(env *environment, write func(io.Writer) error) error {
	if file.IsStandard(o.name) {
		return write(env.out)
	}
	w, err := file.Create(env.path(o.name))
	if err != nil {
		return err
	}
	if err := write(w); err != nil {
		w.Abort()
		return err
	}
	return w.Close()
}

// wasm writes a binary, or its text. from is the name of what it was made of.
func (o *output) wasm(env *environment, from string, data []byte, asText bool) error {
	if !asText {
		return o.write(env, data)
	}
	return o.stream(env, func(w io.Writer) error {
		return errorsAbout(wat.Print(w, data, wat.PrintOptions{Color: env.color.Enabled(env.out) && o.name == ""}), diag.NewSource(from, ""))
	})
}

// errorsAbout says which input an error is about. That nobody reads standard
// output any more is about none.
func errorsAbout(err error, source *diag.Source) error {
	if err == nil || closedPipe(err) {
		return err
	}
	return diag.FromError(err, source)
}

func closedPipe(err error) bool {
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe)
}
