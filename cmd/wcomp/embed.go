package main

import (
	"errors"

	"github.com/spf13/cobra"

	"wcomp/diag"
	"wcomp/embed"
	"wcomp/wat"
	"wcomp/wit"
)

// embedOptions are the flags of `embed` beside those of reading.
type embedOptions struct {
	out                output
	text               textFlags
	world, encoding    string
	dummy, only        bool
	asText             bool
	names              string
	callback, stackful bool
}

func embedCommand(env *environment) *cobra.Command {
	var (
		flags witFlags
		o     embedOptions
	)
	command := &cobra.Command{
		Use:   "embed WIT [FILE]",
		Short: "Put a world into a core module",
		Long: `Embed appends a world to a core module as a custom section, which "wcomp new"
reads. Generators of bindings mostly do that already.

With --dummy no module is read: one is made that has the imports and exports of
the world, with bodies that trap.`,
		Example: `  wcomp embed wit/ module.wasm -o embedded.wasm
  wcomp embed wit/ --world server module.wasm -o embedded.wasm

  # A module to look at, or to make a component of.
  wcomp embed wit/ --dummy -o dummy.wasm
  wcomp embed wit/ --dummy-names legacy | wcomp new -o dummy-component.wasm

  # The section's contents alone.
  wcomp embed wit/ --only-custom -o world.bin`,
		Args: arguments(1, 2, "WIT, a file or a folder"),
		RunE: func(command *cobra.Command, args []string) error {
			if err := o.check(command); err != nil {
				return err
			}
			dwarf, err := o.text.level(command)
			if err != nil {
				return err
			}
			if !o.asText {
				if err := o.out.checkTerminal(env, "or print it as text: -t"); err != nil {
					return err
				}
			}
			encoding, ok := wit.ParseStringEncoding(o.encoding)
			if !ok {
				return usagef("--encoding is utf8, utf16 or compact-utf16, not %q", o.encoding)
			}
			w, err := env.readWIT(args[0], &flags, false)
			if err != nil {
				return wrongOrder(err, args)
			}
			world, err := w.SelectWorld(w.main, o.world)
			if err != nil {
				return err
			}
			name, v := producer(env)
			producer := wit.EncodeOptions{Producer: name, Version: v}
			if o.only {
				return o.out.write(env, w.EncodeMetadata(world, encoding, producer))
			}
			module, err := o.module(env, command, args, w, world, dwarf)
			if err != nil {
				return err
			}
			module, err = embed.Module(module, w.Resolve, world, encoding, producer)
			if err != nil {
				return err
			}
			return o.out.wasm(env, "the module", module, o.asText)
		},
	}
	flags.register(command)
	o.register(command)
	return command
}

func (o *embedOptions) register(command *cobra.Command) {
	o.out.register(command)
	o.text.register(command)
	f := command.Flags()
	f.StringVarP(&o.world, "world", "w", "", "the `WORLD`: its name in the package, or ns:package/name@version")
	f.StringVar(&o.encoding, "encoding", "utf8", "how strings lie in memory: utf8, utf16 or compact-utf16")
	f.BoolVar(&o.dummy, "dummy", false, "make a module for the world instead of reading one, with standard32 names")
	f.StringVar(&o.names, "dummy-names", "", "the same with names after the `SCHEME` legacy or standard32")
	f.BoolVar(&o.callback, "async-callback", false, "with --dummy-names legacy: lower and lift async, with callbacks")
	f.BoolVar(&o.stackful, "async-stackful", false, "with --dummy-names legacy: lower and lift async, without callbacks")
	f.BoolVarP(&o.asText, "wat", "t", false, "write text instead of a binary")
	f.BoolVar(&o.only, "only-custom", false, "write the section's contents alone")
}

func (o *embedOptions) check(command *cobra.Command) error {
	for _, pair := range [][]string{
		{"only-custom", "wat"}, {"only-custom", "dummy"}, {"only-custom", "dummy-names"},
		{"dummy", "dummy-names"}, {"async-callback", "async-stackful"},
	} {
		if err := exclusive(command, pair...); err != nil {
			return err
		}
	}
	switch o.names {
	case "", "legacy", "standard32":
	default:
		return usagef("--dummy-names is legacy or standard32, not %q", o.names)
	}
	if (o.callback || o.stackful) && o.names != "legacy" {
		return usagef("--async-callback and --async-stackful need --dummy-names legacy: the standard names have no async forms")
	}
	return nil
}

// module is the module to put the world into.
func (o *embedOptions) module(env *environment, command *cobra.Command, args []string, w *witInput, world wit.WorldID, dwarf wat.Dwarf) ([]byte, error) {
	if o.dummy || o.names != "" {
		if len(args) > 1 {
			return nil, usagef("--dummy makes the module: %q cannot be read as well", args[1])
		}
		naming, lift := embed.Standard32, embed.Sync
		if o.names == "legacy" {
			naming = embed.Legacy
		}
		switch {
		case o.callback:
			lift = embed.AsyncCallback
		case o.stackful:
			lift = embed.AsyncStackful
		}
		return embed.Dummy(w.Resolve, world, naming, lift)
	}
	in, err := env.wasm(argument(args, 1), "embed WIT", dwarf)
	if err != nil {
		return nil, err
	}
	return in.data, in.wantModule()
}

// wrongOrder adds, where the first argument is a module, that the WIT comes
// first.
func wrongOrder(err error, args []string) error {
	var d *diag.Diagnostic
	if len(args) == 2 && errors.As(err, &d) && (d.Code == "module-given" || d.Code == "component-given") {
		d.Help = append([]string{"the WIT comes first: `wcomp embed " + args[1] + " " + args[0] + "`"}, d.Help...)
	}
	return err
}
