package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"wcomp/diag"
)

func explainCommand(env *environment) *cobra.Command {
	return &cobra.Command{
		Use:   "explain [CODE]",
		Short: "Explain an error's code, with an example and the remedy",
		Long: `Explain prints what is known about the code that ends an error's first line in
brackets. Without a code it lists all of them.`,
		Example: `  wcomp explain missing-import
  wcomp explain`,
		Args:      arguments(0, 1),
		ValidArgs: diag.CodeNames(),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				for _, e := range diag.Codes {
					if _, err := fmt.Fprintf(env.out, "%-24s %s\n", e.Code, e.Title); err != nil {
						return err
					}
				}
				return nil
			}
			e, ok := diag.Explain(args[0])
			if !ok {
				err := usagef("there is no code %q", args[0])
				err.Help = []string{"`wcomp explain` lists all codes"}
				if near := diag.Nearest(args[0], diag.CodeNames()); near != "" {
					err.Help = []string{fmt.Sprintf("did you mean `%s`?", near)}
				}
				return err
			}
			return e.WriteText(env.out)
		},
	}
}
