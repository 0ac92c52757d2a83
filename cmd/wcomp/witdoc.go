package main

import (
	"io"

	"github.com/spf13/cobra"

	"wcomp/wit/doc"
)

func witDocCommand(env *environment) *cobra.Command {
	var (
		flags   witFlags
		out     output
		options doc.Options
	)
	command := &cobra.Command{
		Use:   "doc [FILE|FOLDER]",
		Short: "Write the documentation of WIT as one HTML page",
		Long: `Doc writes a page of HTML with the worlds, interfaces and types of a package and
of all that it depends on, linked to each other, and their docs, which are read as
Markdown. The page needs no other file and no network, and can be read without
JavaScript, which adds a search.

The input is what wcomp wit reads: a file or a folder of WIT, a package in binary
form, a component or a module with a world in it.`,
		Example: `  wcomp wit doc wit/ -o wit.html

  # Everything, behind whatever feature.
  wcomp wit doc wit/ --all-features -o wit.html

  # What a component imports and exports.
  wcomp wit doc app.wasm -o app.html`,
		Args: arguments(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			w, err := env.readWIT(argument(args, 0), &flags, true)
			if err != nil {
				return err
			}
			return out.stream(env, func(to io.Writer) error {
				return doc.Write(to, w.Resolve, w.main, options)
			})
		},
	}
	flags.register(command)
	out.register(command)
	command.Flags().StringVar(&options.Title, "title", "", "the page's `TITLE` instead of the package's name")
	return command
}
