package main

import (
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"wcomp/componentize"
	"wcomp/diag"
	"wcomp/internal/filekind"
	"wcomp/wat"
)

func newCommand(env *environment) *cobra.Command {
	var (
		out      output
		text     textFlags
		adapters []string
		renames  []string
		options  componentize.Options
		skip     bool
		explain  bool
		asText   bool
	)
	command := &cobra.Command{
		Use:   "new [FILE]",
		Short: "Make a component of a core module",
		Long: `New makes a component of a core module that was built against a world of WIT.
The world is in the module, put there by the bindings' generator, or by
"wcomp embed". Imports that the world does not know are served by adapters.

The component is validated before it is written.`,
		Example: `  wcomp new module.wasm -o app.wasm

  # A module for WASI preview 1 (wasip1, TinyGo, clang with wasi-libc).
  wcomp new module.wasm --adapt wasi_snapshot_preview1.reactor.wasm -o app.wasm
  wcomp new module.wasm --adapt wasi_snapshot_preview1=my-adapter.wasm -o app.wasm

  # What would satisfy each import, what becomes of each export?
  wcomp new --explain module.wasm

  # As text, without checking it.
  wcomp new module.wasm -t --validate=false`,
		Args: arguments(0, 1),
		RunE: func(command *cobra.Command, args []string) error {
			dwarf, err := text.level(command)
			if err != nil {
				return err
			}
			for _, a := range adapters {
				adapter, err := readAdapter(env, a)
				if err != nil {
					return err
				}
				options.Adapters = append(options.Adapters, adapter)
			}
			for _, r := range renames {
				from, to, ok := strings.Cut(r, "=")
				if !ok {
					return usagef("--import-name is OLD=NEW, not %q", r)
				}
				if options.ImportNames == nil {
					options.ImportNames = make(map[string]string)
				}
				options.ImportNames[from] = to
			}
			options.Validate = options.Validate && !skip
			if !asText && !explain {
				if err := out.checkTerminal(env, "or print it as text: -t"); err != nil {
					return err
				}
			}
			in, err := env.wasm(argument(args, 0), "new", dwarf)
			if err != nil {
				return err
			}
			if err := in.wantModule(); err != nil {
				return err
			}
			options.Main = in.name
			options.Producer.Name, options.Producer.Version = producer(env)
			done := env.timed("made the component")
			result, err := componentize.New(in.data, options)
			done()
			if err != nil {
				return in.explainLibrary(in.errors(err))
			}
			if explain {
				if err := result.Plan.WriteTable(env.out); err != nil || out.name == "" {
					return err
				}
			}
			return out.wasm(env, in.name, result.Component, asText)
		},
	}
	flags := command.Flags()
	out.register(command)
	text.register(command)
	flags.StringArrayVar(&adapters, "adapt", nil, "a module that serves imports of the world NAME, `[NAME=]FILE` (may be repeated)")
	flags.StringArrayVar(&renames, "import-name", nil, "rename an import of the component, `OLD=NEW` (may be repeated)")
	flags.BoolVar(&options.Validate, "validate", true, "check the component before it is written")
	flags.BoolVar(&skip, "skip-validation", false, "the same as --validate=false")
	flags.MarkHidden("skip-validation")
	flags.BoolVar(&options.ReallocViaMemoryGrow, "realloc-via-memory-grow", false, "let adapters grow the memory instead of calling the module's realloc")
	flags.BoolVar(&options.MergeImports, "merge-imports-based-on-semver", true, "make one of imports that differ by a compatible version")
	flags.BoolVar(&options.RejectLegacyNames, "reject-legacy-names", false, "accept only the standard names (cm32p2…)")
	flags.BoolVar(&options.DebugNames, "debug-names", true, "give made modules a name section")
	flags.BoolVar(&options.ReturnCallRef, "return-call-ref", false, "let shims call by return_call_ref instead of through a table")
	flags.BoolVar(&explain, "explain", false, "print what satisfies each import and what becomes of each export; with -o the component is written too")
	flags.BoolVarP(&asText, "wat", "t", false, "write text instead of a binary")
	return command
}

// explainLibrary puts before the errors about a shared library that it is one:
// that it imports its memory and what other libraries define is the reason.
func (in *input) explainLibrary(err error) error {
	if !filekind.IsSharedLibrary(in.data) {
		return err
	}
	return append(diag.List{{
		Code: "library-given", File: in.name, Message: "this module is a shared library (it has a dylink.0 section), which cannot stand alone",
		Help: []string{"link it statically: clang or wasm-ld without -shared"},
	}}, diag.FromError(err, in.source())...)
}

// readAdapter reads the value of --adapt. What cannot be read is a mistake of
// the command line, as in the reference.
func readAdapter(env *environment, value string) (componentize.Adapter, error) {
	name, path, named := strings.Cut(value, "=")
	if !named {
		path = value
		name, _, _ = strings.Cut(filepath.Base(path), ".")
	}
	in, err := env.wasm(path, "new --adapt", wat.DwarfNone)
	if err == nil {
		err = in.wantModule()
	}
	if err != nil {
		return componentize.Adapter{}, asUsageError(err)
	}
	return componentize.Adapter{Name: name, Data: in.data, File: in.name}, nil
}
