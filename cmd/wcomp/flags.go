package main

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"wcomp/diag"
)

// nearestFlag is the flag that was probably meant by name.
func nearestFlag(command *cobra.Command, name string) string {
	var names []string
	command.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	command.InheritedFlags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return diag.Nearest(name, names)
}

// exclusive makes a usage error where more than one of the flags was given.
func exclusive(command *cobra.Command, names ...string) error {
	var given []string
	for _, name := range names {
		if command.Flags().Changed(name) {
			given = append(given, name)
		}
	}
	if len(given) > 1 {
		return usagef("--%s and --%s do not go together", given[0], given[1])
	}
	return nil
}

// arguments allows from least to most positional arguments; names say in a
// message what they are.
func arguments(least, most int, names ...string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > most {
			return usagef("an argument too many: %q", args[most])
		}
		if len(args) < least {
			return usagef("an argument is missing: %s", names[len(args)])
		}
		return nil
	}
}
