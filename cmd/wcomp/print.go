package main

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"wcomp/validate"
	"wcomp/wat"
)

func printCommand(env *environment) *cobra.Command {
	var (
		out    output
		text   textFlags
		o      wat.PrintOptions
		indent int
		stacks bool
	)
	command := &cobra.Command{
		Use:     "print [FILE]",
		Aliases: []string{"wasm2wat"},
		Short:   "Write a module or component as text",
		Long: `Write a module or component as text, in the layout of wasm-tools.

Nothing is validated: where the input cannot be decoded, what precedes is
written and the error names the offset.`,
		Example: `  # Everything.
  wcomp print component.wasm | less

  # An overview: no function bodies, no data.
  wcomp print --skeleton component.wasm

  # Where in the file stands what?
  wcomp print -p module.wasm`,
		Args: arguments(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			dwarf, err := text.level(c)
			if err != nil {
				return err
			}
			in, err := env.wasm(argument(args, 0), "print", dwarf)
			if err != nil {
				return err
			}
			if c.Flags().Changed("indent") && !c.Flags().Changed("indent-text") {
				o.Indent = strings.Repeat(" ", max(indent, 0))
			}
			o.NoIndent = o.Indent == "" && (c.Flags().Changed("indent") || c.Flags().Changed("indent-text"))
			if stacks {
				o.OperandStacks = operandStacks(in.data)
			}
			o.Color = env.color.Enabled(env.out) && out.name == ""
			defer env.timed("printed " + in.name)()
			return out.stream(env, func(w io.Writer) error {
				return in.errors(wat.Print(w, in.data, o))
			})
		},
	}
	out.register(command)
	text.register(command)
	flags := command.Flags()
	flags.BoolVar(&o.Skeleton, "skeleton", false, "leave out function bodies, segments' and custom sections' contents")
	flags.BoolVar(&o.NameUnnamed, "name-unnamed", false, "make up names for what has none")
	flags.BoolVarP(&o.FoldInstructions, "fold-instructions", "f", false, "nest operands in parentheses")
	flags.BoolVarP(&o.PrintOffsets, "print-offsets", "p", false, "begin lines with offsets in the binary")
	flags.BoolVar(&stacks, "print-operand-stack", false, "write what is on the operand stack after each instruction")
	flags.StringVar(&o.Indent, "indent-text", "", "indent each level by `TEXT`")
	flags.IntVar(&indent, "indent", 2, "indent each level by `N` blanks")
	return command
}

// operandStacks checks data while it is printed.
func operandStacks(data []byte) *wat.OperandStacks {
	stacks := validate.NewStacks(data)
	return &wat.OperandStacks{
		Invalid: stacks.Invalid,
		Body:    func() wat.BodyStack { return stacks.Body() },
	}
}
