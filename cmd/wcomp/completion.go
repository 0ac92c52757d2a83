package main

import (
	"bytes"
	"io"

	"github.com/spf13/cobra"
)

func completionCommand(env *environment) *cobra.Command {
	scripts := map[string]func(*cobra.Command, io.Writer) error{
		"bash":       func(c *cobra.Command, w io.Writer) error { return c.GenBashCompletionV2(w, true) },
		"zsh":        func(c *cobra.Command, w io.Writer) error { return c.GenZshCompletion(w) },
		"fish":       func(c *cobra.Command, w io.Writer) error { return c.GenFishCompletion(w, true) },
		"powershell": func(c *cobra.Command, w io.Writer) error { return c.GenPowerShellCompletionWithDesc(w) },
	}
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "Write a script that completes wcomp's command line in a shell",
		Example: `  # bash, for this shell only
  source <(wcomp completion bash)

  # zsh, for good
  wcomp completion zsh > "${fpath[1]}/_wcomp"`,
		Args:      arguments(1, 1, "the shell"),
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		RunE: func(c *cobra.Command, args []string) error {
			script, ok := scripts[args[0]]
			if !ok {
				return usagef("no script for the shell %q: there are bash, zsh, fish and powershell", args[0])
			}
			var b bytes.Buffer
			if err := script(c.Root(), &b); err != nil {
				return err
			}
			_, err := env.out.Write(b.Bytes())
			return err
		},
	}
}
