package componentize

import (
	"wcomp/diag"
	"wcomp/wit"
)

// New makes a component of a core module. What is wrong with the input is returned all at once as a [diag.List].
func New(main []byte, o Options) (*Result, error) {
	p, err := NewPlan(main, o)
	if err != nil {
		return nil, err
	}
	result := &Result{Component: emit(p), Plan: p}
	if o.Validate {
		if err := validateResult(result.Component, p); err != nil {
			return nil, err
		}
	}
	return result, nil
}

// NewPlan decides how a component is made of a core module, and finds everything that is wrong with the input.
func NewPlan(main []byte, o Options) (*Plan, error) {
	in, problems := readInputs(main, o)
	if err := problems.err(nil); err != nil {
		return nil, err
	}
	w, err := in.unite(o)
	if err != nil {
		return nil, err
	}
	p := &Plan{options: o, world: w, abi: wit.NewABI(w.resolve, false), lowered: map[funcRef]bool{}}
	p.classify(in, problems)
	if err := problems.err(w); err != nil {
		return nil, err
	}
	p.finish(problems)
	if err := problems.err(w); err != nil {
		return nil, err
	}
	return p, nil
}

// inputs are the modules and the worlds that they bring along.
type inputs struct {
	main     *input
	adapters []*input
}

type input struct {
	module   *module
	metadata *metadata
}

func readInputs(main []byte, o Options) (*inputs, *problems) {
	problems := &problems{metadataless: map[*module]bool{}}
	in := &inputs{}
	names := map[string]bool{}
	for _, a := range o.Adapters {
		i := readInput(a.Name, a.File, a.Data, problems)
		if i == nil {
			continue
		}
		if names[a.Name] {
			problems.add(i.module, 0, diag.Diagnostic{Code: "adapter", Message: "a second adapter is called " + a.Name,
				Help: []string{"give it the name of the core import module that it serves: --adapt NAME=" + a.File}})
			continue
		}
		if a.Name == "" || a.Name == mainModuleName || a.Name == "env" && importsMemory(main) {
			problems.add(i.module, 0, diag.Diagnostic{Code: "adapter", Message: "an adapter cannot be called " + `"` + a.Name + `"`,
				Help: []string{"give it the name of the core import module that it serves: --adapt NAME=" + a.File}})
			continue
		}
		names[a.Name] = true
		in.adapters = append(in.adapters, i)
	}
	in.main = readInput("", o.Main, main, problems)
	return in, problems
}

func readInput(name, file string, data []byte, problems *problems) *input {
	m := &module{name: name, file: file}
	scanned, err := scanModule(data)
	if err != nil {
		problems.fail(m, "", err)
		return nil
	}
	scanned.name, scanned.file = name, file
	md, err := readMetadata(scanned)
	if err != nil {
		problems.fail(m, "while reading the world that is embedded in "+scanned.title(), err)
		return nil
	}
	if !md.found {
		problems.metadataless[scanned] = true
	}
	return &input{module: scanned, metadata: md}
}

// importsMemory says whether a module imports env.memory; a broken one, which is reported elsewhere, does not.
func importsMemory(main []byte) bool {
	m, err := scanModule(main)
	return err == nil && m.importedMemory() != nil
}

// unite makes one world of all.
func (in *inputs) unite(o Options) (*world, error) {
	w := newWorld()
	order := append(append([]*input(nil), in.adapters...), in.main)
	if o.MainFirst {
		order = append([]*input{in.main}, in.adapters...)
	}
	for _, i := range order {
		if err := w.add(i.module.name, i.metadata); err != nil {
			p := &problems{}
			p.fail(i.module, "while adding the world of "+i.module.title()+" to the others", err)
			return nil, p.list
		}
	}
	if err := w.finish(o.MergeImports); err != nil {
		p := &problems{}
		p.fail(in.main.module, "while merging imports of compatible versions; --merge-imports-based-on-semver=false leaves them apart", err)
		return nil, p.list
	}
	return w, nil
}
