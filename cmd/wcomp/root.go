package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"wcomp/diag"
	"wcomp/internal/terminal"
)

// Exit codes, those of the reference.
const (
	exitDone   = 0 // the verb did what it says
	exitFailed = 1 // it could not; standard error says why
	exitUsage  = 2 // the command line was not understood; nothing was done
)

// verb is one command of the tree. Only those that a command line needs are
// made: the rest of the tree would take longer than many a verb's work.
type verb struct {
	name string
	make func(*environment) *cobra.Command
}

// verbs are all commands, in the order that help shows them.
var verbs = []verb{
	{"new", newCommand},
	{"embed", embedCommand},
	{"validate", validateCommand},
	{"print", printCommand},
	{"parse", parseCommand},
	{"wast", wastCommand},
	{"json-from-wast", jsonFromWastCommand},
	{"wit", witCommand},
	{"targets", targetsCommand},
	{"semver-check", semverCheckCommand},
	{"diff", diffCommand},
	{"explain", explainCommand},
	{"completion", completionCommand},
	{"version", versionCommand},
}

// componentVerbs are those that the reference has under `component`.
var componentVerbs = []verb{
	{"new", newCommand},
	{"wit", witCommand},
	{"embed", embedCommand},
	{"targets", targetsCommand},
	{"semver-check", semverCheckCommand},
}

// needed are the verbs of a list that a command line can mean: the one it
// begins with, or all, where it begins with a flag, another name of a verb, a
// misspelt one, or asks for help or a completion script, which show all.
func needed(list []verb, args []string) []verb {
	if len(args) > 0 && args[0] != "completion" {
		for i := range list {
			if list[i].name == args[0] {
				return list[i : i+1]
			}
		}
	}
	return list
}

// run carries out one command line and returns the exit code.
func run(args []string, env *environment) int {
	root := rootCommand(env, args)
	root.SetArgs(args)
	root.SetIn(env.in)
	root.SetOut(env.out)
	root.SetErr(env.err)
	command, err := root.ExecuteC()
	return env.finish(command, err)
}

// rootCommand makes the tree, or as much of it as args need.
func rootCommand(env *environment, args []string) *cobra.Command {
	root := &cobra.Command{
		Use:   "wcomp",
		Short: "Make, check, print and compare WebAssembly modules and components",
		Long: `wcomp makes a WebAssembly component of a core module, and checks, prints and
compares modules, components and WIT.

Input is a file, or standard input where none is named or it is called "-".
Output goes to the file after -o, or to standard output. Exit codes: 0 done,
1 failed, 2 the command line was not understood.`,
		Example: `  # Make a component of what the compiler wrote, and look at it.
  wcomp new module.wasm --adapt wasi_snapshot_preview1.reactor.wasm -o app.wasm
  wcomp validate app.wasm
  wcomp print app.wasm | less

  # What does the error in brackets mean?
  wcomp explain missing-import`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE:          noVerb,
	}
	root.CompletionOptions.DisableDefaultCmd = true
	flags := root.PersistentFlags()
	flags.Var(&env.color, "color", "use colour: auto (on a terminal), never, always")
	flags.StringVar(&env.diagnostics, "diagnostics", "text", "how errors are written: text, or json for one JSON object a line")
	flags.CountVarP(&env.verbose, "verbose", "v", "say what is done and how long it takes, on standard error")
	root.Flags().BoolP("version", "V", false, "print the version")
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		if env.diagnostics != "text" && env.diagnostics != "json" {
			return usagef("--diagnostics is text or json, not %q", env.diagnostics)
		}
		return nil
	}
	if len(args) > 0 && args[0] == "component" {
		root.AddCommand(componentCommand(env, args[1:]))
	} else {
		verbs := needed(verbs, args)
		for _, v := range verbs {
			root.AddCommand(v.make(env))
		}
		if len(verbs) > 1 {
			root.AddCommand(componentCommand(env, nil))
		}
	}
	asUsage(root)
	return root
}

// componentCommand holds the reference's spellings `component new` and so on.
func componentCommand(env *environment, args []string) *cobra.Command {
	command := &cobra.Command{
		Use:   "component",
		Short: "The verbs new, wit, embed, targets, semver-check, also found at the top",
		Example: `  wcomp component new module.wasm -o component.wasm
  wcomp component wit component.wasm`,
		Args: cobra.ArbitraryArgs,
		RunE: noVerb,
	}
	for _, v := range needed(componentVerbs, args) {
		command.AddCommand(v.make(env))
	}
	return command
}

// noVerb answers a command line without a verb, or with an unknown one.
func noVerb(command *cobra.Command, args []string) error {
	if show, err := command.Flags().GetBool("version"); err == nil && show && len(args) == 0 {
		return printVersion(command.OutOrStdout())
	}
	if len(args) == 0 {
		return usagef("a verb is missing")
	}
	var names []string
	for _, c := range command.Commands() {
		names = append(names, c.Name())
		names = append(names, c.Aliases...)
	}
	err := usagef("there is no verb %q", args[0])
	if name := diag.Nearest(args[0], names); name != "" {
		err.Help = append(err.Help, fmt.Sprintf("did you mean `%s %s`?", command.CommandPath(), name))
	}
	return err
}

// usageError is a diagnostic that makes the exit code 2.
type usageError struct{ *diag.Diagnostic }

func (e usageError) Unwrap() error { return e.Diagnostic }

// asUsageError makes the exit code 2 for what went wrong while the command
// line was read.
func asUsageError(err error) error {
	list := diag.FromError(err, nil)
	return usageError{&list[0]}
}

func usagef(format string, args ...any) usageError {
	return usageError{&diag.Diagnostic{Code: "usage", Message: fmt.Sprintf(format, args...)}}
}

// asUsage turns what cobra says about flags and arguments into usage errors,
// for a command and all below it.
func asUsage(command *cobra.Command) {
	command.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		u := usagef("%s", readable(err.Error()))
		if name, ok := strings.CutPrefix(err.Error(), "unknown flag: --"); ok {
			if near := nearestFlag(c, name); near != "" {
				u.Help = append(u.Help, "did you mean --"+near+"?")
			}
		}
		return u
	})
	if check := command.Args; check != nil {
		command.Args = func(c *cobra.Command, args []string) error {
			if err := check(c, args); err != nil {
				return usagef("%s", err)
			}
			return nil
		}
	}
	for _, c := range command.Commands() {
		asUsage(c)
	}
}

// readable puts a complaint about a flag's value into the user's words.
func readable(message string) string {
	if before, _, ok := strings.Cut(message, " flag: strconv.Parse"); ok {
		return before + " flag: it is not a number, or too large"
	}
	return message
}

// finish writes what went wrong and chooses the exit code.
func (e *environment) finish(command *cobra.Command, err error) int {
	if err == nil {
		return exitDone
	}
	var silent silentError
	if errors.As(err, &silent) {
		return exitFailed
	}
	if closedPipe(err) {
		return exitFailed // who reads us has seen enough
	}
	list := diag.FromError(err, nil)
	var usage usageError
	if errors.As(err, &usage) {
		if len(list[0].Help) == 0 {
			list[0].Help = []string{fmt.Sprintf("`%s --help` shows how it is used", command.CommandPath())}
		}
		e.report(list)
		return exitUsage
	}
	e.report(list)
	var trouble troubleError
	if errors.As(err, &trouble) {
		return exitUsage
	}
	return exitFailed
}

// report writes diagnostics to standard error in the form asked for.
func (e *environment) report(list diag.List) {
	if e.diagnostics == "json" {
		diag.WriteJSON(e.err, list)
		return
	}
	renderer := diag.Renderer{Color: e.color.Enabled(e.err), Width: terminal.Width(e.err)}
	renderer.Render(e.err, list)
}

// silentError ends a verb with exit code 1 when it has said everything.
type silentError struct{}

func (silentError) Error() string { return "failed" }
