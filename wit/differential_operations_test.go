package wit_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"wcomp/embed"
	"wcomp/internal/peers"
	"wcomp/validate"
	"wcomp/wit"
	"wcomp/wit/ast"
)

// pair writes packages for operations on two worlds: one package in two versions, of which the second is changed, and the worlds old, new
// and both, which import and export the interfaces of one or both.
func pair(seed uint64) *witCase {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 0x9a19)), docs: 50}
	p := &genPackage{name: "d:d"}
	g.packages = []*genPackage{p}
	for range 1 + g.IntN(4) {
		i := &genInterface{name: g.fresh("i")}
		for range g.IntN(5) {
			i.types = append(i.types, &genType{name: g.fresh("t"), resource: g.IntN(4) == 0})
		}
		p.interfaces = append(p.interfaces, i)
	}
	g.fill(0)
	before := "package d:d;\n" + strings.Join(g.items(p), "")
	m := &mutator{Rand: g.Rand, words: []string{"u8", "u16", "string", "type k = u8;", "async", "own"}}
	if tree, err := ast.Parse("", before); err == nil {
		eachItem(tree.Items, func(scope int, s ast.Span) { m.items[scope] = append(m.items[scope], before[s.Start:s.End]) })
	}
	m.items[worldScope] = []string{""}
	after := before
	for range g.IntN(4) {
		if g.IntN(3) == 0 {
			after = m.mutate(after)
		} else {
			after = m.structural(after)
		}
	}
	versions := [][2]string{{"1.0.0", "1.1.0"}, {"0.1.0", "0.1.1"}, {"0.1.0", "0.2.0"}, {"1.0.0", "2.0.0"}, {"1.0.0-rc.1", "1.0.0"}, {"1.2.0+a", "1.2.0+b"}, {"0.0.1", "0.0.2"}, {"1.1.0", "1.0.0"}}[g.IntN(8)]
	body := func(n int) string {
		var items []string
		for _, i := range p.interfaces {
			word := []string{"import ", "export ", "import l" + i.name + ": ", "export l" + i.name + ": "}
			for k := range word {
				if g.IntN(3+2*(k/2)) == 0 {
					items = append(items, word[k]+"d:d/"+i.name+"@"+versions[n]+";\n")
				}
			}
			if len(i.types) > 0 && g.IntN(3) == 0 {
				t := i.types[g.IntN(len(i.types))].name
				items = append(items, "use d:d/"+i.name+"@"+versions[n]+".{"+t+" as v"+t+"};\nexport f"+t+": func() -> v"+t+";\n")
			}
		}
		return strings.Join(items, "")
	}
	g.Rand = rand.New(rand.NewPCG(seed, 77))
	old := body(0)
	if g.IntN(4) > 0 { // the same items of the other version
		g.Rand = rand.New(rand.NewPCG(seed, 77))
	}
	new := body(1)
	extra := func() string {
		return []string{"", "", "import x: func();\n", "export y: func(a: u8);\n", "export y: func(a: u16);\n", "type z = u8;\n", "import k: interface { f: func(); }\n", "export k: interface { f: func(a: string); }\n"}[g.IntN(8)]
	}
	text := "package m:m@1.0.0;\nworld old {\n" + old + extra() + "}\nworld new {\n" + new + extra() + "}\nworld both {\n" + old + new + "}\n" +
		"package d:d@" + versions[0] + " {\n" + strings.TrimPrefix(before, "package d:d;") + "}\npackage d:d@" + versions[1] + " {\n" + strings.TrimPrefix(after, "package d:d;") + "}\n"
	return &witCase{name: fmt.Sprintf("seed %d", seed), features: "*", files: []witFile{{"in.wit", text}}}
}

// load resolves a case anew: operations change the graph.
func (d *differential) load(path string) (*wit.Resolve, wit.PackageID, error) {
	return wit.ParsePath(path, &wit.ParseOptions{AllFeatures: true})
}

// operation compares what an operation of `component wit` makes of a world.
func (d *differential) operation(path string, change func(r *wit.Resolve, id wit.WorldID) error, world string, args ...string) error {
	r, main, err := d.load(path)
	if err != nil {
		return err
	}
	id, err := r.SelectWorld(main, world)
	if err != nil {
		return err
	}
	err = change(r, id)
	if err == nil {
		main = r.Worlds[id].Package
	}
	args = append([]string{"component", "wit", path, "--all-features"}, args...)
	want, complaint, code := peers.WasmTools(d.t, nil, append(args, "-j")...)
	switch {
	case code > 2 || code < 0:
		d.crashes++
		return nil
	case code != 0 && err != nil:
		d.refused++
		return nil
	case code != 0:
		if labelledExport.Match(complaint) {
			d.known["labelled exports stand beside an import"]++
			return nil
		}
		return fmt.Errorf("%v: done, the reference says %s", args[3:], complaint)
	case err != nil:
		if rule := known(stricterMerges, err.Error()); rule != "" {
			d.known[rule]++
			return nil
		}
		return fmt.Errorf("%v: refused, unlike the reference: %w", args[3:], err)
	}
	if got := r.AppendJSON(nil); !bytes.Equal(got, want) {
		if bareItems(got, true) == bareItems(want, true) {
			d.known["an import or export keeps what was written on it"]++
			return nil
		}
		if strings.HasPrefix(args[4], "--merge") && dropLabels(r, id) {
			d.known["imports under a label are not replaced"]++
			return nil
		}
		return fmt.Errorf("%v: the graph differs: %s", args[3:], firstDifference(got, want))
	}
	text, err := r.AppendWIT(nil, main, wit.PrintOptions{})
	want, complaint, code = peers.WasmTools(d.t, nil, args...)
	if (err != nil) != (code != 0) {
		return fmt.Errorf("%v: printing: %v, the reference says %s", args[3:], err, complaint)
	}
	if code == 0 && !bytes.Equal(text, want) {
		return fmt.Errorf("%v: the text differs: %s", args[3:], firstDifference(text, want))
	}
	d.accepted++
	return nil
}

// dropLabels takes imports under a label out of a world whose interface is no import by itself: the reference loses them where another
// version took its place.
func dropLabels(r *wit.Resolve, id wit.WorldID) (dropped bool) {
	imports := &r.Worlds[id].Imports
	imports.DeleteFunc(func(key wit.WorldKey, item wit.WorldItem) bool {
		i, ok := item.(*wit.InterfaceItem)
		gone := ok && key.IsName() && r.Interfaces[i.ID].Name != "" && !imports.Has(wit.InterfaceKey(i.ID))
		dropped = dropped || gone
		return gone
	})
	return dropped
}

// operations compares all operations on the worlds of a case.
func (d *differential) operations(c *witCase, r *rand.Rand) error {
	path := d.place(c)
	graph, main, err := d.load(path)
	if err != nil {
		return nil
	}
	if _, _, code := peers.WasmTools(d.t, nil, "component", "wit", path, "--all-features"); code != 0 {
		return nil // a difference that other tests know
	}
	var worlds []string
	for name := range graph.Packages[main].Worlds.Keys() {
		worlds = append(worlds, "%"+name)
	}
	for _, world := range worlds {
		imports := []string{}
		if r.IntN(2) == 0 {
			id, _ := graph.SelectWorld(main, world)
			for key := range graph.Worlds[id].Imports.Keys() {
				if r.IntN(3) == 0 && !strings.HasPrefix(key.Name, "[") {
					name := key.Name
					if !key.IsName() {
						name = graph.Interfaces[key.Interface].Name
					}
					imports = append(imports, name)
				}
			}
		}
		flags := []string{"--exportize-world", world}
		for _, i := range imports {
			flags = append(flags, "--exportize-import", i)
		}
		for _, err := range []error{
			d.operation(path, func(r *wit.Resolve, id wit.WorldID) error { return r.Importize(id, "") }, world, "--importize-world", world),
			d.operation(path, func(r *wit.Resolve, id wit.WorldID) error { return r.Exportize(id, "", imports...) }, world, flags...),
			d.operation(path, func(r *wit.Resolve, id wit.WorldID) error { return r.Exportize(id, "other") }, world, "--exportize-world", world, "--exportize-out-world-name", "other"),
			d.operation(path, func(r *wit.Resolve, id wit.WorldID) error { return r.MergeImportsBySemver(id) }, world, "--merge-world-imports-based-on-semver", world),
			d.operation(path, func(r *wit.Resolve, id wit.WorldID) error { r.MakeNominal(id); return nil }, world, "--generate-nominal-type-ids", world),
		} {
			if err != nil {
				return err
			}
		}
	}
	if len(worlds) > 0 {
		a, b := worlds[r.IntN(len(worlds))], worlds[r.IntN(len(worlds))]
		for _, err := range []error{d.semver(path, a, b), d.embedded(path, a, b, r), d.targets(path, a, b), d.encoded(path)} {
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// worlds loads a file and two of its worlds.
func (d *differential) worlds(path, a, b string) (r *wit.Resolve, first, second wit.WorldID, err error) {
	r, main, err := d.load(path)
	if err != nil {
		return r, first, second, err
	}
	if first, err = r.SelectWorld(main, a); err != nil {
		return r, first, second, err
	}
	second, err = r.SelectWorld(main, b)
	return r, first, second, err
}

// semver compares the verdicts of `semver-check`.
func (d *differential) semver(path, a, b string) error {
	r, before, after, err := d.worlds(path, a, b)
	if err != nil {
		return err
	}
	differences := wit.CheckSemver(r, before, r, after).Breaking()
	_, complaint, code := peers.WasmTools(d.t, nil, "component", "semver-check", path, "--all-features", "--prev", a, "--new", b)
	return d.verdict("semver-check "+a+" "+b, code, string(complaint), differences, hasInterfaceTwice(r))
}

func (d *differential) verdict(what string, code int, complaint string, differences wit.Differences, twice bool) error {
	switch {
	case code > 2 || code < 0:
		d.crashes++
	case code == 0 && len(differences) > 0:
		return fmt.Errorf("%s: %s; the reference finds none", what, differences[0])
	case code != 0 && len(differences) == 0:
		if strings.Contains(complaint, "resource types are not the same") && twice {
			d.known["the instance that a type is taken from"]++
			return nil
		}
		if rule := known(looserChecks, complaint); rule != "" {
			d.known[rule]++
			return nil
		}
		return fmt.Errorf("%s: no difference; the reference says %s", what, complaint)
	case code == 0:
		d.accepted++
	default:
		d.refused++
	}
	return nil
}

// dummy is a module for a world, with the world in it.
func dummy(r *wit.Resolve, id wit.WorldID, naming embed.Naming, lift embed.Lifting, e wit.StringEncoding) ([]byte, error) {
	module, err := embed.Dummy(r, id, naming, lift)
	if err != nil {
		return nil, err
	}
	return embed.Module(module, r, id, e, referenceProducer)
}

// embedded compares dummies, worlds in several encodings, and what comes of two worlds in one module.
func (d *differential) embedded(path, a, b string, rng *rand.Rand) error {
	r, first, second, err := d.worlds(path, a, b)
	if err != nil {
		return err
	}
	k := rng.IntN(4)
	flags := [][]string{{"--dummy"}, {"--dummy-names", "legacy"}, {"--dummy-names", "legacy", "--async-callback"}, {"--dummy-names", "legacy", "--async-stackful"}}[k]
	naming, lift := []embed.Naming{embed.Standard32, embed.Legacy, embed.Legacy, embed.Legacy}[k], []embed.Lifting{embed.Sync, embed.Sync, embed.AsyncCallback, embed.AsyncStackful}[k]
	names := []string{"utf8", "utf16", "compact-utf16"}
	e := rng.IntN(3)
	encoding, _ := wit.ParseStringEncoding(names[e])
	got, err := dummy(r, first, naming, lift, encoding)
	args := append([]string{"component", "embed", path, "--all-features", "-w", a, "--encoding", names[e]}, flags...)
	want, complaint, code := peers.WasmTools(d.t, nil, args...)
	switch {
	case code > 2 || code < 0:
		d.crashes++
		return nil
	case (code != 0) != (err != nil):
		return fmt.Errorf("%v: %v, the reference says %s", args[3:], err, complaint)
	case err != nil:
		d.refused++
		return nil
	case !bytes.Equal(got, want):
		if hasInterfaceTwice(r) && len(got) > 0 {
			d.known["the instance that a type is taken from"]++
			return nil
		}
		return fmt.Errorf("%v: %d bytes, the reference's has %d, first difference at %d", args[3:], len(got), len(want), difference(got, want))
	}
	// The second world beside the first, and the union of both.
	if got, err = embed.Module(got, r, second, wit.UTF8, referenceProducer); err != nil {
		return err
	}
	args = []string{"component", "embed", path, "-", "--all-features", "-w", b}
	if want, complaint, code = peers.WasmTools(d.t, want, args...); code != 0 {
		return fmt.Errorf("%v: the reference says %s", args, complaint)
	}
	if !bytes.Equal(got, want) {
		if hasInterfaceTwice(r) {
			d.known["the instance that a type is taken from"]++
			return nil
		}
		return fmt.Errorf("%v: %d bytes, the reference's has %d", args, len(got), len(want))
	}
	return d.decoded("module of "+a+" and "+b, got)
}

// decoded compares the WIT of a binary.
func (d *differential) decoded(what string, data []byte) error {
	var graph *wit.Decoded
	_, err := validate.Binary(data, validate.Options{Features: allFeatures, SkipBodies: true})
	if err != nil {
		if _, _, code := peers.WasmTools(d.t, data, "component", "wit", "-j"); code == 0 {
			return fmt.Errorf("%s: %w, but the reference reads it", what, err)
		}
		d.refused++
		return nil
	}
	if bytes.HasPrefix(data, []byte("\x00asm\x01\x00\x00\x00")) {
		graph, _, err = wit.DecodeModule(data, 0)
	} else {
		graph, err = wit.DecodeBinary(data, 0)
	}
	want, complaint, code := peers.WasmTools(d.t, data, "component", "wit", "-j")
	switch {
	case code > 2 || code < 0:
		d.crashes++
		return nil
	case (code != 0) != (err != nil):
		if err == nil {
			if rule := known(looserMerges, string(complaint)); rule != "" {
				d.known[rule]++
				return nil
			}
		} else if rule := known(stricterMerges, err.Error()); rule != "" {
			d.known[rule]++
			return nil
		}
		return fmt.Errorf("%s: %v, the reference says %s", what, err, complaint)
	case err != nil:
		d.refused++
		return nil
	}
	if got := graph.Resolve.AppendJSON(nil); !bytes.Equal(got, want) {
		return fmt.Errorf("%s: the graph differs: %s", what, firstDifference(got, want))
	}
	text, err := graph.Resolve.AppendWIT(nil, graph.Package, wit.PrintOptions{})
	want, complaint, code = peers.WasmTools(d.t, data, "component", "wit")
	if (err != nil) != (code != 0) {
		return fmt.Errorf("%s: printing: %v, the reference says %s", what, err, complaint)
	}
	if code == 0 && !bytes.Equal(text, want) {
		return fmt.Errorf("%s: the text differs: %s", what, firstDifference(text, want))
	}
	d.accepted++
	return nil
}

// encoded compares what comes of a package that was encoded.
func (d *differential) encoded(path string) error {
	r, main, err := d.load(path)
	if err != nil {
		return err
	}
	return d.decoded("encoded package", r.EncodePackage(main, referenceProducer))
}

// targets compares the verdicts on a component of one world and another world, and the WIT of the component.
func (d *differential) targets(path, a, b string) error {
	r, first, second, err := d.worlds(path, a, b)
	if err != nil {
		return err
	}
	module, err := dummy(r, first, embed.Legacy, embed.Sync, wit.UTF8)
	if err != nil {
		return nil
	}
	component, _, code := peers.WasmTools(d.t, module, "component", "new")
	if code != 0 {
		return nil
	}
	decoded, err := wit.DecodeBinary(component, 0)
	if err != nil {
		return fmt.Errorf("component of %s: %w", a, err)
	}
	differences := wit.CheckTarget(decoded.Resolve, decoded.World, r, second).Breaking()
	_, complaint, code := peers.WasmTools(d.t, component, "component", "targets", path, "--all-features", "-w", b, "-")
	if err := d.verdict("targets "+a+" "+b, code, string(complaint), differences, hasInterfaceTwice(r)); err != nil {
		return err
	}
	if err := d.decoded("component of "+a, component); err != nil {
		return err
	}
	file := filepath.Join(d.dir, "component.wasm")
	if err := os.WriteFile(file, component, 0o666); err != nil {
		return err
	}
	for _, op := range []struct {
		flag   string
		change func(*wit.Decoded) error
	}{
		{"--importize", func(c *wit.Decoded) error { return c.Resolve.Importize(c.World, "") }},
		{"--exportize", func(c *wit.Decoded) error { return c.Resolve.Exportize(c.World, "") }},
	} {
		c, err := wit.DecodeBinary(component, 0)
		if err != nil {
			return err
		}
		err = op.change(c)
		want, complaint, code := peers.WasmTools(d.t, nil, "component", "wit", file, op.flag, "-j")
		switch {
		case code > 2 || code < 0:
			d.crashes++
		case (code != 0) != (err != nil):
			return fmt.Errorf("%s: %v, the reference says %s", op.flag, err, complaint)
		case err != nil:
			d.refused++
		default:
			if got := c.Resolve.AppendJSON(nil); !bytes.Equal(got, want) {
				return fmt.Errorf("%s: the graph differs: %s", op.flag, firstDifference(got, want))
			}
			d.accepted++
		}
	}
	return nil
}

// looserChecks is what the reference refuses in checks of one world against another, and is right here.
var looserChecks = []rule{
	{"worlds with newer features in semver-check", regexp.MustCompile("require.* the component model .* feature|feature is not active")},
	{"capital letters in a package's name", regexp.MustCompile("is not lowercase in package name/namespace")},
	{"a compatible version serves for another one in targets", regexp.MustCompile("missing (import|export) named `.*@")},
	{"what no validator accepts, in semver-check", regexp.MustCompile("is not valid at this time|must have at least one")},
	{"several versions of one interface in semver-check", regexp.MustCompile("conflicts with previous name")},
}

// looserMerges and stricterMerges are the same for merging two graphs, by the reference's and by our messages.
var looserMerges = []rule{
	{"what no validator accepts, in a module's section: the command's to find", regexp.MustCompile("is not valid at this time|must have at least one")},
}

var stricterMerges = []rule{
	{"types of one name that differ are not merged", regexp.MustCompile(`: type \S+ differs (in|from)|(parameter|the result) .*: (record|variant|enum|flags|field|flag|case)`)},
}

// TestOperationsOnGeneratedWIT: operations on the worlds of generated packages give what they give in the reference. 60 sets of packages,
// more with WCOMP_DIFFERENTIAL=5000.
func TestOperationsOnGeneratedWIT(t *testing.T) {
	d := newDifferential(t)
	failures := 0
	for n := range scaled(t, 60) {
		c := pair(uint64(n))
		if n%3 == 0 {
			g := generatePackages(uint64(n), false)
			c = g.single()
			c.name, c.features = fmt.Sprintf("seed %d", n), "*"
		}
		if err := d.operations(c, rand.New(rand.NewPCG(uint64(n), 5))); err != nil {
			t.Errorf("case %d: %v\n%s", n, err, c)
			if failures++; failures > 20 {
				break
			}
		}
	}
	d.log()
}
