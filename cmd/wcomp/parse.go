package main

import (
	"github.com/spf13/cobra"

	"wcomp/decode"
	"wcomp/diag"
)

func parseCommand(env *environment) *cobra.Command {
	var (
		out    output
		text   textFlags
		asText bool
	)
	command := &cobra.Command{
		Use:     "parse [FILE]",
		Aliases: []string{"wat2wasm"},
		Short:   "Read the text format and write a binary",
		Long: `Parse reads a module or a component as text and writes it as a binary. Nothing is
validated. A binary as input is taken as it is.`,
		Example: `  wcomp parse app.wat -o app.wasm

  # In the layout of "wcomp print".
  wcomp parse -t app.wat

  # With DWARF that maps back to the lines of the text.
  wcomp parse app.wat -g -o app.wasm`,
		Args: arguments(0, 1),
		RunE: func(command *cobra.Command, args []string) error {
			dwarf, err := text.level(command)
			if err != nil {
				return err
			}
			if !asText {
				if err := out.checkTerminal(env, "or print it as text: -t"); err != nil {
					return err
				}
			}
			in, err := env.wasm(argument(args, 0), "parse", dwarf)
			if err != nil {
				return err
			}
			if in.text != nil {
				// What text can hold and a binary cannot, such as
				// sections written as bytes.
				if err := decode.All(in.data); err != nil {
					return diag.FromError(err, diag.NewSource(in.name, ""))
				}
			}
			return out.wasm(env, in.name, in.data, asText)
		},
	}
	out.register(command)
	text.register(command)
	command.Flags().BoolVarP(&asText, "wat", "t", false, "write text instead of a binary")
	return command
}
