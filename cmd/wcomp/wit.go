package main

import (
	"errors"
	"fmt"
	"os"
	"path"

	"github.com/spf13/cobra"

	"wcomp/binary"
	"wcomp/diag"
	"wcomp/internal/file"
	"wcomp/validate"
	"wcomp/wit"
)

// witOptions are the flags of `wit` beside those of reading.
type witOptions struct {
	out                    output
	binary, text, json     bool
	outDir                 string
	noDocs, skip           bool
	importize, exportize   bool
	importizeWorld         string
	importizeName          string
	exportizeWorld         string
	exportizeName          string
	exportizeImports       []string
	mergeImports, nominals string
}

func witCommand(env *environment) *cobra.Command {
	var (
		flags witFlags
		o     witOptions
	)
	command := &cobra.Command{
		Use:   "wit [FILE|FOLDER]",
		Short: "Print, convert and change WIT, and show the world of a component",
		Long: `Wit reads a file or a folder of WIT, a WIT package in binary form, a component, or
a core module with a world in it, and writes it as WIT: the main package and then
the others as nested packages.`,
		Example: `  # The world of a component, with all that it uses.
  wcomp wit app.wasm

  # A folder of WIT with its deps/ in one file; each package in a file of its own.
  wcomp wit wit/ -o all.wit
  wcomp wit app.wasm --out-dir wit

  # The resolved graph as JSON; the package in binary form.
  wcomp wit wit/ --json
  wcomp wit wit/ --wasm -o package.wasm

  # A world that imports what the component exports.
  wcomp wit app.wasm --importize`,
		Args: arguments(0, 1),
		RunE: func(command *cobra.Command, args []string) error {
			if err := o.check(command); err != nil {
				return err
			}
			if o.binary {
				if err := o.out.checkTerminal(env); err != nil {
					return err
				}
			}
			w, err := env.readWIT(argument(args, 0), &flags, true)
			if err != nil {
				return err
			}
			if err := o.change(w); err != nil {
				return err
			}
			return o.write(env, w)
		},
	}
	flags.register(command)
	o.register(command)
	command.AddCommand(witFormatCommand(env), witDocCommand(env))
	return command
}

func (o *witOptions) register(command *cobra.Command) {
	f := command.Flags()
	o.out.register(command)
	f.BoolVarP(&o.binary, "wasm", "w", false, "write the package in binary form")
	f.BoolVarP(&o.text, "wat", "t", false, "write that form as text")
	f.BoolVarP(&o.json, "json", "j", false, "write the resolved graph as JSON")
	f.StringVar(&o.outDir, "out-dir", "", "write each package to a file of its own in `FOLDER`, dependencies in FOLDER/deps")
	f.BoolVar(&o.noDocs, "no-docs", false, "leave out docs")
	f.BoolVar(&o.skip, "skip-validation", false, "do not check what --wasm and --wat write")
	f.BoolVar(&o.importize, "importize", false, "make a world that imports what the component, or the one world of WIT, exports")
	f.StringVar(&o.importizeWorld, "importize-world", "", "the same for the world `WORLD`")
	f.StringVar(&o.importizeName, "importize-out-world-name", "", "what --importize and --importize-world call it, `NAME`")
	f.BoolVar(&o.exportize, "exportize", false, "make a world that exports what the component, or the one world of WIT, imports")
	f.StringVar(&o.exportizeWorld, "exportize-world", "", "the same for the world `WORLD`")
	f.StringVar(&o.exportizeName, "exportize-out-world-name", "", "what --exportize and --exportize-world call it, `NAME`")
	f.StringArrayVar(&o.exportizeImports, "exportize-import", nil, "export only this `IMPORT` (may be repeated)")
	f.StringVar(&o.mergeImports, "merge-world-imports-based-on-semver", "", "make one of imports of `WORLD` that differ by a compatible version")
	f.StringVar(&o.nominals, "generate-nominal-type-ids", "", "give every occurrence of a type in `WORLD` an identity of its own")
}

func (o *witOptions) check(command *cobra.Command) error {
	if err := exclusive(command, "wasm", "wat", "json", "out-dir"); err != nil {
		return err
	}
	if err := exclusive(command, "out-dir", "output"); err != nil {
		return err
	}
	return exclusive(command, "importize", "importize-world", "exportize", "exportize-world",
		"merge-world-imports-based-on-semver", "generate-nominal-type-ids")
}

// change carries out the operation on a world that was asked for. The package
// of that world is the main one afterwards.
func (o *witOptions) change(w *witInput) error {
	selected := func(name string) (wit.WorldID, error) {
		id, err := w.SelectWorld(w.main, name)
		if err == nil {
			w.main = w.Worlds[id].Package
		}
		return id, err
	}
	// chosen is the world of one of the flags that come in two forms.
	chosen := func(flag, name string) (wit.WorldID, error) {
		switch {
		case name != "" && w.hasWorld:
			return 0, fmt.Errorf("--%s-world names a world of WIT; for the world of a component or module there is --%s", flag, flag)
		case name == "" && w.hasWorld:
			return w.world, nil
		}
		return selected(name)
	}
	var id wit.WorldID
	var err error
	switch {
	case o.importize || o.importizeWorld != "":
		id, err = chosen("importize", o.importizeWorld)
		if err == nil {
			err = w.Importize(id, o.importizeName)
		}
	case o.exportize || o.exportizeWorld != "":
		id, err = chosen("exportize", o.exportizeWorld)
		if err == nil {
			err = w.Exportize(id, o.exportizeName, o.exportizeImports...)
		}
	case o.mergeImports != "" && w.hasWorld:
		return errors.New("--merge-world-imports-based-on-semver names a world of WIT: of a component or module the imports are what it was made with")
	case o.mergeImports != "":
		if id, err = selected(o.mergeImports); err == nil {
			err = w.MergeImportsBySemver(id)
		}
	case o.nominals != "":
		if id, err = selected(o.nominals); err == nil {
			w.MakeNominal(id)
		}
	}
	return err
}

func (o *witOptions) write(env *environment, w *witInput) error {
	switch {
	case o.json:
		return o.out.stream(env, w.WriteJSON)
	case o.binary || o.text:
		if !o.skip {
			if err := w.CheckPackageSize(w.main); err != nil {
				return err
			}
		}
		name, v := producer(env)
		data := w.EncodePackage(w.main, wit.EncodeOptions{Producer: name, Version: v})
		if !o.skip {
			if _, err := validate.Binary(data, validate.Options{Features: binary.AllFeatures}); err != nil {
				return errorsAbout(err, diag.NewSource("the package in binary form", ""))
			}
		}
		return o.out.wasm(env, "the package in binary form", data, o.text)
	case o.outDir != "":
		return o.writeFolder(env, w)
	}
	text, err := w.AppendWIT(nil, w.main, wit.PrintOptions{NoDocs: o.noDocs})
	if err != nil {
		return err
	}
	return o.out.write(env, text)
}

// writeFolder writes a file for each package and names it.
func (o *witOptions) writeFolder(env *environment, w *witInput) error {
	folder := env.path(o.outDir)
	if len(w.Packages) > 1 {
		folder = path.Join(folder, "deps")
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	for i := range w.Packages {
		id := wit.PackageID(i)
		name := path.Join(o.outDir, "deps", w.FileName(id))
		if id == w.main {
			name = path.Join(o.outDir, w.FileName(id))
		}
		text, err := w.AppendPackage(nil, id, wit.PrintOptions{NoDocs: o.noDocs})
		if err != nil {
			return err
		}
		if err := file.Write(env.path(name), text); err != nil {
			return err
		}
		if _, err := fmt.Fprintf(env.out, "Writing: %s\n", name); err != nil {
			return err
		}
	}
	return nil
}
