package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"wcomp/diag"
	"wcomp/testsuite"
	"wcomp/wat"
)

func wastCommand(env *environment) *cobra.Command {
	var (
		o         testsuite.Options
		asserts   []string
		features  []string
		confusing bool
		execute   bool
	)
	command := &cobra.Command{
		Use:   "wast [FILE]",
		Short: "Run a test script",
		Long: `Run a .wast test script: modules must parse, validate, print and parse again;
malformed and invalid ones must be refused. Assertions about results are for
--execute, which runs core modules on an engine and says what it skipped.

Silent when everything holds; otherwise every directive that fails is listed.`,
		Example: `  wcomp wast --assert default,snapshot-folded --snapshot tests/snapshots tests/i32.wast

  # Results, too.
  wcomp wast --execute --ignore-error-messages i32.wast`,
		Args: arguments(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := chooseAsserts(&o, asserts); err != nil {
				return err
			}
			var err error
			if o.Features, err = parseFeatures(features); err != nil {
				return err
			}
			script, err := env.readScript(argument(args, 0), confusing, &o.Parse)
			if err != nil {
				return err
			}
			if o.Snapshots != "" {
				o.Snapshots = env.path(o.Snapshots)
			}
			o.Update = env.getenv("BLESS") != ""
			report := testsuite.Run(script, o)
			var list diag.List
			for _, f := range report.Failures() {
				list = append(list, diag.FromError(f, nil)...)
			}
			if execute {
				report = testsuite.Execute(c.Context(), script, o)
				for _, f := range report.Failures() {
					list = append(list, diag.FromError(f, nil)...)
				}
				if err := env.writeExecuted(report); err != nil {
					return err
				}
			}
			return list.Err()
		},
	}
	flags := command.Flags()
	flags.StringSliceVarP(&asserts, "assert", "a", nil, "what to check beyond the directives: default, pretty-whitespace, snapshot-print, snapshot-folded, snapshot-json, test-folded, no-test-folded, permissive")
	flags.StringVar(&o.Snapshots, "snapshot", "", "the `FOLDER` of snapshots")
	flags.BoolVar(&o.IgnoreMessages, "ignore-error-messages", false, "errors need not say what the script expects")
	flags.StringArrayVarP(&features, "features", "f", nil, "features to switch on, or off with a leading -")
	flags.BoolVar(&confusing, "allow-confusing-unicode", false, "allow characters that change the direction of text")
	flags.BoolVar(&execute, "execute", false, "run the assertions about results on an engine")
	return command
}

// writeExecuted says of every directive that was skipped why it was, and how
// many there were of each outcome.
func (e *environment) writeExecuted(report *testsuite.Report) error {
	for i := range report.Results {
		if r := &report.Results[i]; r.Status == testsuite.Skipped {
			line, column := report.Script.Position(r.Directive.Start)
			fmt.Fprintf(e.out, "%s:%d:%d: %s skipped: %s\n", report.Script.File, line, column, r.Directive.Kind, r.Reason)
		}
	}
	var tally testsuite.Tally
	tally.Add(report)
	_, err := fmt.Fprintln(e.out, &tally)
	return err
}

// chooseAsserts applies the words of --assert.
func chooseAsserts(o *testsuite.Options, words []string) error {
	off := false
	for _, w := range words {
		switch w {
		case "default":
			o.PrettyWhitespace, o.SnapshotPrint, o.SnapshotJSON, o.TestFolded = true, true, true, true
		case "pretty-whitespace":
			o.PrettyWhitespace = true
		case "snapshot-print":
			o.SnapshotPrint = true
		case "snapshot-folded":
			o.SnapshotFolded = true
		case "snapshot-json":
			o.SnapshotJSON = true
		case "test-folded":
			o.TestFolded = true
		case "no-test-folded":
			off = true
		case "permissive":
			o.Permissive = true
		default:
			return usagef("--assert does not know %q", w)
		}
	}
	o.TestFolded = o.TestFolded && !off
	return nil
}

// readScript reads a .wast file.
func (e *environment) readScript(name string, confusing bool, o *wat.ParseOptions) (*wat.Script, error) {
	in, err := e.read(name)
	if err != nil {
		return nil, err
	}
	*o = e.parseOptions(in.name, wat.DwarfNone)
	o.AllowConfusingUnicode = confusing
	script, err := wat.ParseScript(in.data, *o)
	if err != nil {
		return nil, diag.FromError(err, diag.NewSource(in.name, string(in.data)))
	}
	return script, nil
}
