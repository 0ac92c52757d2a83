package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"wcomp/compare"
	"wcomp/diag"
	"wcomp/internal/filekind"
	"wcomp/internal/terminal"
	"wcomp/wat"
	"wcomp/wit"
)

func diffCommand(env *environment) *cobra.Command {
	var (
		flags   witFlags
		stat    bool
		asWIT   bool
		context int
	)
	command := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Show what differs between two modules, components or WIT packages",
		Long: `Diff compares two modules, components, texts or WIT packages: a table of the
sections that differ in size, a table of what was added, removed and changed, and
then the text of what changed. Items are matched by name, so that one function
more does not make all that follow look changed.

The exit code is 0 when nothing differs, 1 when something does, and 2 when an
input cannot be read.`,
		Example: `  wcomp diff old.wasm new.wasm

  # The tables alone.
  wcomp diff --stat old.wasm new.wasm

  # What has changed in the world of a component?
  wcomp diff --wit old.wasm new.wasm`,
		Args: arguments(2, 2, "the old file", "the new file"),
		RunE: func(_ *cobra.Command, args []string) error {
			report, err := compareInputs(env, args, &flags, asWIT)
			if err != nil {
				return troubleError{err}
			}
			if report.Equal() {
				return nil
			}
			var out bytes.Buffer
			writeTables(&out, report)
			if !stat {
				writeChanges(&out, report, context, env.color.Enabled(env.out))
			}
			if _, err := env.out.Write(out.Bytes()); err != nil {
				return err
			}
			return silentError{}
		},
	}
	flags.register(command)
	command.Flags().BoolVar(&stat, "stat", false, "the tables alone, without the text of what changed")
	command.Flags().BoolVar(&asWIT, "wit", false, "compare the worlds of components, or of modules")
	command.Flags().IntVarP(&context, "unified", "U", 3, "show `N` equal lines around each difference")
	return command
}

// troubleError makes the exit code 2, as that of diff(1) is when a file cannot
// be compared.
type troubleError struct{ error }

func (e troubleError) Unwrap() error { return e.error }

// compareInputs reads both sides. Folders and texts of WIT are compared as WIT.
func compareInputs(env *environment, args []string, flags *witFlags, asWIT bool) (*compare.Report, error) {
	var binaries [2]*input
	for i, name := range args {
		if asWIT || env.isFolder(name) {
			return compareWIT(env, args, flags)
		}
		in, err := env.read(name)
		if err != nil {
			return nil, err
		}
		if in.kind == filekind.Text && looksLikeWIT(in.data) {
			return compareWIT(env, args, flags)
		}
		if in, err = env.binary(in, "diff", wat.DwarfNone); err != nil {
			return nil, err
		}
		binaries[i] = in
	}
	report, err := compare.Binaries(binaries[0].data, binaries[1].data)
	var side *compare.SideError
	if errors.As(err, &side) {
		in := binaries[0]
		if side.New {
			in = binaries[1]
		}
		return nil, in.errors(side.Err)
	}
	return report, err
}

func compareWIT(env *environment, args []string, flags *witFlags) (*compare.Report, error) {
	var texts [2]string
	for i, name := range args {
		w, err := env.readWIT(name, flags, true)
		if err != nil {
			return nil, err
		}
		text, err := w.AppendWIT(nil, w.main, wit.PrintOptions{})
		if err != nil {
			return nil, errorsAbout(err, diag.NewSource(name, ""))
		}
		texts[i] = string(text)
	}
	return compare.WIT(texts[0], texts[1]), nil
}

// writeTables writes the sections that differ in extent, and the items.
func writeTables(w io.Writer, report *compare.Report) {
	table := tabwriter.NewWriter(w, 0, 8, 2, ' ', tabwriter.AlignRight)
	header := false
	for _, s := range report.Sections {
		if s.Old == s.New {
			continue
		}
		if !header {
			fmt.Fprintln(table, "section\told\tbytes\tnew\tbytes\tbytes ±\t")
			header = true
		}
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%+d\t\n", terminal.Plain(s.Name), s.Old.Count, s.Old.Bytes, s.New.Count, s.New.Bytes, s.New.Bytes-s.Old.Bytes)
	}
	table.Flush()
	if header && len(report.Items) > 0 {
		fmt.Fprintln(w)
	}
	for _, i := range report.Items {
		fmt.Fprintf(w, "%-8s %s %s%s\n", i.Change, i.Kind, terminal.Plain(i.Name), sizes(&i))
	}
}

func sizes(i *compare.Item) string {
	switch {
	case i.OldBytes >= 0 && i.NewBytes >= 0:
		return fmt.Sprintf(" (%d → %d bytes)", i.OldBytes, i.NewBytes)
	case i.NewBytes >= 0:
		return fmt.Sprintf(" (%d bytes)", i.NewBytes)
	case i.OldBytes >= 0:
		return fmt.Sprintf(" (%d bytes)", i.OldBytes)
	}
	return ""
}

// writeChanges writes the line diff of each item that changed.
func writeChanges(w io.Writer, report *compare.Report, context int, color bool) {
	paint := func(code, text string) string {
		if !color {
			return text
		}
		return code + text + "\x1b[0m"
	}
	for _, i := range report.Items {
		if i.Change != compare.Changed {
			continue
		}
		fmt.Fprintf(w, "\n%s\n", paint("\x1b[1m", i.Kind+" "+terminal.Plain(i.Name)))
		for _, line := range i.Lines(context) {
			text := terminal.Plain(line.Text)
			switch line.Mark {
			case '-':
				text = paint("\x1b[31m", "-"+text)
			case '+':
				text = paint("\x1b[32m", "+"+text)
			case '@':
				text = paint("\x1b[36m", "…")
			default:
				text = " " + text
			}
			fmt.Fprintln(w, text)
		}
	}
}
