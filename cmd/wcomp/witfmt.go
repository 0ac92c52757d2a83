package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"wcomp/diag"
	"wcomp/internal/file"
	"wcomp/internal/filekind"
	"wcomp/internal/unified"
	"wcomp/wit/ast"
)

// formatOptions are the flags of `wit fmt`. Without any the formatted text is written to standard output.
type formatOptions struct {
	list, diff, write bool
	differs           bool // some file was not formatted
}

func witFormatCommand(env *environment) *cobra.Command {
	var o formatOptions
	command := &cobra.Command{
		Use:   "fmt [FILE|FOLDER]...",
		Short: "Format WIT text",
		Long: `Fmt lays WIT text out in the one way that all of it is laid out in: two spaces a
level, one item a line, members of records, variants, enums and flags a line each.
Lists in parentheses stay on one line, or have a line for each element if they
were broken. Every comment stays, and so does the meaning.

Files are formatted as they are named; in folders it is all .wit files, in folders
below too. Without a name standard input is formatted. A file with errors of
syntax is left alone.

With -l or -d, and without -w, the exit code is 1 if a file is not formatted.`,
		Example: `  # Format all WIT of a project, and say which files changed.
  wcomp wit fmt -l -w wit/

  # In CI: fail if a file is not formatted, and show what would change.
  wcomp wit fmt -d wit/

  # In an editor: from standard input to standard output.
  wcomp wit fmt < world.wit`,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				if o.write {
					return usagef("-w changes files, and none is named")
				}
				args = []string{file.Stdin}
			}
			var problems diag.List
			for _, name := range args {
				err := o.path(env, name)
				problems = append(problems, diag.FromError(err, nil)...)
			}
			switch {
			case len(problems) > 0:
				return problems
			case o.differs && !o.write && (o.list || o.diff):
				return silentError{}
			}
			return nil
		},
	}
	flags := command.Flags()
	flags.BoolVarP(&o.list, "list", "l", false, "list the files that are not formatted, instead of writing text")
	flags.BoolVarP(&o.diff, "diff", "d", false, "show what would change, instead of writing text")
	flags.BoolVarP(&o.write, "write", "w", false, "write to the files, instead of standard output")
	return command
}

// path formats a file, or all WIT files in a folder. What is wrong with one file does not keep others from being formatted.
func (o *formatOptions) path(env *environment, name string) error {
	info, err := os.Stat(env.path(name))
	if file.IsStandard(name) || err != nil || !info.IsDir() {
		return o.file(env, name)
	}
	var problems diag.List
	err = filepath.WalkDir(env.path(name), func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasSuffix(path, ".wit") {
			shown := filepath.Join(name, strings.TrimPrefix(path, env.path(name)))
			err = o.file(env, shown)
		}
		problems = append(problems, diag.FromError(err, nil)...)
		return nil
	})
	problems = append(problems, diag.FromError(err, nil)...)
	return problems.Err()
}

func (o *formatOptions) file(env *environment, name string) error {
	in, err := env.read(name)
	if err != nil {
		return err
	}
	switch in.kind {
	case filekind.Text, filekind.Empty:
	case filekind.WasmText, filekind.Module, filekind.Component:
		return &diag.Diagnostic{Code: "syntax", File: in.name, Message: "this is WebAssembly, not the text of WIT"}
	default:
		if err := in.refuse("wit fmt"); err != nil {
			return err
		}
	}
	formatted, err := ast.Format(in.name, string(in.data))
	if err != nil {
		return in.errors(err)
	}
	same := bytes.Equal(in.data, []byte(formatted))
	o.differs = o.differs || !same
	if !o.list && !o.diff && !o.write {
		_, err := env.out.Write([]byte(formatted))
		return err
	}
	if same {
		return nil
	}
	if o.list {
		if _, err := env.out.Write([]byte(in.name + "\n")); err != nil {
			return err
		}
	}
	if o.diff {
		if _, err := env.out.Write(unified.Diff(in.name+".orig", in.name, string(in.data), formatted)); err != nil {
			return err
		}
	}
	if o.write {
		return file.Write(env.path(name), []byte(formatted))
	}
	return nil
}
