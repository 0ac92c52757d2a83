package main

import (
	"errors"

	"github.com/spf13/cobra"

	"wcomp/binary"
	"wcomp/validate"
	"wcomp/wat"
	"wcomp/wit"
)

func targetsCommand(env *environment) *cobra.Command {
	var (
		flags witFlags
		world string
	)
	command := &cobra.Command{
		Use:   "targets WIT [FILE]",
		Short: "Check whether a component fits a world",
		Long: `Targets checks whether a component can be used where a world is asked for: it
imports nothing that the world does not import, and exports all that the world
exports, with the same types. All differences are reported. It says nothing when
the component fits.

An interface of a higher compatible version serves where a lower one is wanted:
0.2.6 for 0.2.3.`,
		Example: `  wcomp targets wit/ app.wasm
  wcomp targets wit/ --world wasi:http/proxy app.wasm

  # For a build server: an object a line.
  wcomp targets wit/ app.wasm --diagnostics=json`,
		Args: arguments(1, 2, "WIT, a file or a folder"),
		RunE: func(_ *cobra.Command, args []string) error {
			w, err := env.readWIT(args[0], &flags, false)
			if err != nil {
				return err
			}
			id, err := w.SelectWorld(w.main, world)
			if err != nil {
				return err
			}
			in, err := env.wasm(argument(args, 1), "targets WIT", wat.DwarfNone)
			if err != nil {
				return err
			}
			if err := in.wantComponent(); err != nil {
				return err
			}
			if _, err := validate.Binary(in.data, validate.Options{Features: binary.AllFeatures}); err != nil {
				return in.errors(err)
			}
			component, err := in.decodeWIT(true)
			if err != nil {
				return err
			}
			return env.differences(in, wit.CheckTarget(component.Resolve, component.world, w.Resolve, id))
		},
	}
	flags.register(command)
	command.Flags().StringVarP(&world, "world", "w", "", "the `WORLD`: its name in the package, or ns:package/name@version")
	return command
}

func semverCheckCommand(env *environment) *cobra.Command {
	var (
		flags          witFlags
		previous, next string
	)
	command := &cobra.Command{
		Use:   "semver-check WIT --prev WORLD --new WORLD",
		Short: "Check whether a world is a compatible evolution of another",
		Long: `Semver-check checks whether a component made for the world --prev may be used
where --new is asked for: imports may be added and exports taken away, and what is
in both must be the same. All differences that break are reported. It says nothing
when there are none.`,
		Example: `  wcomp semver-check wit/ --prev my:pkg/api@1.0.0 --new my:pkg/api@1.1.0

  # What else has changed?
  wcomp semver-check -v wit/ --prev old --new new`,
		Args: arguments(1, 1, "WIT, a file or a folder"),
		RunE: func(command *cobra.Command, args []string) error {
			for _, name := range []string{"prev", "new"} {
				if !command.Flags().Changed(name) {
					return usagef("--%s is missing: the name of a world", name)
				}
			}
			w, err := env.readWIT(args[0], &flags, false)
			if err != nil {
				return err
			}
			before, err := w.SelectWorld(w.main, previous)
			if err != nil {
				return err
			}
			after, err := w.SelectWorld(w.main, next)
			if err != nil {
				return err
			}
			return env.differences(nil, wit.CheckSemver(w.Resolve, before, w.Resolve, after))
		},
	}
	flags.register(command)
	command.Flags().StringVar(&previous, "prev", "", "the `WORLD` that there was")
	command.Flags().StringVar(&next, "new", "", "the `WORLD` that takes its place")
	return command
}

// differences reports those that break, and with -v the others. They are about
// the input, or about places in the WIT if that is nil.
func (e *environment) differences(in *input, found wit.Differences) error {
	for _, d := range found {
		if !d.Breaking {
			e.infof("%s", d)
		}
	}
	err := errors.Join(found.Errors()...)
	if in == nil {
		return err
	}
	return in.errors(err)
}
