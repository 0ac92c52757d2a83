package main

import (
	"errors"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"wcomp/binary"
	"wcomp/decode"
	"wcomp/diag"
	"wcomp/internal/file"
	"wcomp/internal/filekind"
	"wcomp/validate"
	"wcomp/wat"
	"wcomp/wit"
)

// witFlags are the flags of every verb that reads WIT.
type witFlags struct {
	features []string
	all      bool
}

func (f *witFlags) register(command *cobra.Command) {
	command.Flags().StringArrayVar(&f.features, "features", nil, "show what is gated by these `FEATURES` (@unstable), separated by commas (may be repeated)")
	command.Flags().BoolVar(&f.all, "all-features", false, "show what is gated by any feature")
}

// witInput is WIT with the package that the input itself is about.
type witInput struct {
	*wit.Resolve
	main wit.PackageID
	// world is the component's or module's own, where it was one.
	world    wit.WorldID
	hasWorld bool
}

// readWIT reads WIT text, a folder of it, or WIT in binary form. Components
// and modules with a world in them are WIT too where own is set.
func (e *environment) readWIT(name string, flags *witFlags, own bool) (*witInput, error) {
	defer e.timed("read the WIT of " + name)()
	if e.isFolder(name) {
		r, main, err := wit.ParseDir(e.path(name), flags.options())
		if err != nil {
			return nil, e.located(diag.FromError(err, nil))
		}
		return &witInput{Resolve: r, main: main}, nil
	}
	in, err := e.read(name)
	if err != nil {
		return nil, err
	}
	switch in.kind {
	case filekind.Component, filekind.Module:
		return in.decodeWIT(own)
	case filekind.WasmText:
		data, err := wat.Parse(in.data, e.parseOptions(in.name, wat.DwarfNone))
		if err != nil {
			return nil, in.errors(err)
		}
		return (&input{name: in.name, data: data, kind: filekind.Of(data), text: in.data}).decodeWIT(own)
	case filekind.Text, filekind.Empty:
	default:
		if err := in.refuse("wit"); err != nil {
			return nil, err
		}
	}
	r, main, err := wit.Parse(in.name, in.data, flags.options())
	if err != nil {
		return nil, in.errors(err)
	}
	return &witInput{Resolve: r, main: main}, nil
}

func (e *environment) isFolder(name string) bool {
	if file.IsStandard(name) {
		return false
	}
	info, err := os.Stat(e.path(name))
	return err == nil && info.IsDir()
}

func (f *witFlags) options() *wit.ParseOptions {
	return &wit.ParseOptions{Features: f.features, AllFeatures: f.all, Decode: decodePackage}
}

// decodePackage reads a WIT package in binary form, or in that form printed as
// text.
func decodePackage(name string, data []byte) (*wit.Resolve, wit.PackageID, error) {
	if filekind.Of(data) == filekind.WasmText {
		var err error
		if data, err = wat.Parse(data, wat.ParseOptions{File: name}); err != nil {
			return nil, 0, err
		}
	}
	in := &input{name: name, data: data, kind: filekind.Of(data)}
	w, err := in.decodeWIT(false)
	if err != nil {
		return nil, 0, err
	}
	return w.Resolve, w.main, nil
}

// decodeWIT reads the WIT of a component or, where own is set, the world of a
// component or module.
func (in *input) decodeWIT(own bool) (*witInput, error) {
	if err := in.validateWIT(); err != nil {
		return nil, in.errors(err)
	}
	if in.kind == filekind.Module {
		d, found, err := wit.DecodeModule(in.data, 0)
		switch {
		case err != nil:
			return nil, in.errors(err)
		case !own:
			return nil, &diag.Diagnostic{Code: "module-given", File: in.name, Message: "this is a core module; WIT is wanted, as text or in binary form"}
		case !found:
			return nil, &diag.Diagnostic{
				Code: "no-world", File: in.name, Message: "the core module has no world in it (no component-type section)",
				Help: []string{"put one in: `wcomp embed WIT " + in.name + " -o embedded.wasm`"},
			}
		}
		return &witInput{Resolve: d.Resolve, main: d.Package, world: d.World, hasWorld: true}, nil
	}
	d, err := wit.DecodeBinary(in.data, 0)
	if err != nil {
		return nil, in.errors(err)
	}
	if d.IsComponent && !own {
		return nil, &diag.Diagnostic{
			Code: "component-given", File: in.name, Message: "this is a component; WIT is wanted, as text or in binary form",
			Help: []string{"write its world as WIT: `wcomp component wit " + in.name + " -o world.wit`"},
		}
	}
	return &witInput{Resolve: d.Resolve, main: d.Package, world: d.World, hasWorld: d.IsComponent}, nil
}

// validateWIT checks all of a component but function bodies, and of a module
// the worlds in it.
func (in *input) validateWIT() error {
	o := validate.Options{Features: binary.AllFeatures, SkipBodies: true}
	if in.kind != filekind.Module {
		_, err := validate.Binary(in.data, o)
		return err
	}
	p := decode.NewParser(in.data, 0)
	var ev decode.Event
	for p.Next(&ev) {
		if ev.Kind != decode.EventCustom || !strings.HasPrefix(ev.Name, wit.MetadataSectionPrefix) || len(ev.Data) == 0 || ev.Data[0] == 0x03 {
			continue // 03 begins the older form, which decoding looks into
		}
		if _, err := validate.Component(ev.Data, o); err != nil {
			var low *binary.Error
			if errors.As(err, &low) {
				low.Offset += ev.Offset
				return low
			}
			return err
		}
	}
	return nil // what is wrong with the module itself is found by decoding
}

// located puts the user's names of files into diagnostics.
func (e *environment) located(list diag.List) diag.List {
	for i := range list {
		list[i].File = e.shown(list[i].File)
		for j := range list[i].Notes {
			list[i].Notes[j].File = e.shown(list[i].Notes[j].File)
		}
	}
	return list
}
