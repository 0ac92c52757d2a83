package main

import (
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"wcomp/diag"
	"wcomp/internal/file"
	"wcomp/testsuite"
	"wcomp/wat"
)

func jsonFromWastCommand(env *environment) *cobra.Command {
	var (
		out       output
		dir       string
		pretty    bool
		confusing bool
	)
	command := &cobra.Command{
		Use:     "json-from-wast [FILE]",
		Aliases: []string{"wast2json"},
		Short:   "Turn a test script into JSON and a file for each module",
		Long: `Turn a .wast test script into what engines read: commands as JSON, and a file
for each module.`,
		Example: `  wcomp json-from-wast i32.wast -o out/i32.json --wasm-dir out`,
		Args:    arguments(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			var o wat.ParseOptions
			script, err := env.readScript(argument(args, 0), confusing, &o)
			if err != nil {
				return err
			}
			stem := ""
			if !file.IsStandard(out.name) {
				base := filepath.Base(out.name)
				stem = strings.TrimSuffix(base, filepath.Ext(base))
			}
			converted, err := testsuite.Convert(script, testsuite.ConvertOptions{Parse: o, Stem: stem})
			if err != nil {
				return diag.FromError(err, nil)
			}
			for _, f := range converted.Files {
				if err := file.Write(env.path(filepath.Join(dir, f.Name)), f.Data); err != nil {
					return err
				}
			}
			return out.write(env, converted.JSON(pretty))
		},
	}
	out.register(command)
	flags := command.Flags()
	flags.StringVar(&dir, "wasm-dir", ".", "the `FOLDER` for the modules; it must exist")
	flags.BoolVar(&pretty, "pretty", false, "indent the JSON")
	flags.BoolVar(&confusing, "allow-confusing-unicode", true, "allow characters that change the direction of text")
	return command
}
