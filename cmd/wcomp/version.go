package main

import (
	"fmt"
	"io"
	"runtime"

	"github.com/spf13/cobra"

	"wcomp/internal/version"
)

func versionCommand(env *environment) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version of wcomp",
		Example: "  wcomp version",
		Args:    arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			return printVersion(env.out)
		},
	}
}

func printVersion(w io.Writer) error {
	_, err := fmt.Fprintf(w, "%s %s (%s, %s/%s)\n", version.Name, version.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
