package wit

import (
	"bytes"
	"encoding/json"
	"fmt"

	"wcomp/binary"
)

// The package-docs custom section keeps what component types have no place
// for: docs and gates. One version byte, then JSON.

type docsPackage struct {
	Docs       *string                   `json:"docs"`
	Worlds     map[string]*docsWorld     `json:"worlds"`
	Interfaces map[string]*docsInterface `json:"interfaces"`
}

type docsWorld struct {
	Docs            *string                   `json:"docs"`
	Stability       *docsStability            `json:"stability"`
	Interfaces      map[string]*docsInterface `json:"interfaces"`
	Types           map[string]*docsType      `json:"types"`
	Funcs           map[string]*docsFunction  `json:"funcs"`
	InterfaceExport map[string]*docsInterface `json:"interface_exports"`
	FuncExports     map[string]*docsFunction  `json:"func_exports"`
	ImportStability map[string]*docsStability `json:"interface_import_stability"`
	ExportStability map[string]*docsStability `json:"interface_export_stability"`
	ImportDocs      map[string]string         `json:"interface_import_docs"`
	ExportDocs      map[string]string         `json:"interface_export_docs"`
}

type docsInterface struct {
	Docs      *string                  `json:"docs"`
	Stability *docsStability           `json:"stability"`
	Funcs     map[string]*docsFunction `json:"funcs"`
	Types     map[string]*docsType     `json:"types"`
}

type docsFunction struct {
	Docs      *string        `json:"docs"`
	Stability *docsStability `json:"stability"`
}

// UnmarshalJSON reads the object, or in version 0 of the section the bare
// string.
func (f *docsFunction) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &f.Docs)
	}
	type plain docsFunction
	return strictJSON(b, (*plain)(f))
}

type docsType struct {
	Docs      *string           `json:"docs"`
	Stability *docsStability    `json:"stability"`
	Items     map[string]string `json:"items"`
}

type docsStability struct{ Stability }

// UnmarshalJSON reads {"stable":…}, {"unstable":…} or "unknown".
func (s *docsStability) UnmarshalJSON(b []byte) error {
	if string(b) == `"unknown"` {
		return nil
	}
	var v struct {
		Stable *struct {
			Since      string `json:"since"`
			Deprecated string `json:"deprecated"`
		} `json:"stable"`
		Unstable *struct {
			Feature    string `json:"feature"`
			Deprecated string `json:"deprecated"`
		} `json:"unstable"`
	}
	if err := strictJSON(b, &v); err != nil {
		return err
	}
	deprecated := ""
	switch {
	case v.Stable != nil && v.Unstable == nil:
		since, err := ParseVersion(v.Stable.Since)
		if err != nil {
			return err
		}
		s.Since, deprecated = since, v.Stable.Deprecated
	case v.Unstable != nil && v.Stable == nil:
		s.Feature, deprecated = v.Unstable.Feature, v.Unstable.Deprecated
	default:
		return fmt.Errorf("a stability is neither stable nor unstable")
	}
	if deprecated == "" {
		return nil
	}
	var err error
	s.Deprecated, err = ParseVersion(deprecated)
	return err
}

func (s *docsStability) value() Stability {
	if s == nil {
		return Stability{}
	}
	return s.Stability
}

func docsOf(s *string) Docs {
	if s == nil {
		return Docs{}
	}
	return NewDocs(*s)
}

func strictJSON(b []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	return d.Decode(v)
}

// applyPackageDocs gives the items of a package the docs and gates of a
// package-docs section.
func (r *Resolve) applyPackageDocs(id PackageID, section []byte, offset int64) error {
	fail := func(format string, args ...any) error {
		return &binary.Error{Offset: offset, Item: `custom section "package-docs"`, Code: "invalid", Message: fmt.Sprintf(format, args...)}
	}
	if len(section) == 0 || section[0] > 1 {
		return fail("expected version 0 or 1")
	}
	var docs docsPackage
	if err := strictJSON(section[1:], &docs); err != nil {
		return fail("%v", err)
	}
	p := r.Packages[id]
	p.Docs = docsOf(docs.Docs)
	for name, d := range docs.Worlds {
		w, ok := p.Worlds.Get(name)
		if !ok {
			return fail("the package has no world %q", name)
		}
		if err := r.applyWorldDocs(r.Worlds[w], d); err != nil {
			return fail("world %q: %v", name, err)
		}
	}
	for name, d := range docs.Interfaces {
		i, ok := p.Interfaces.Get(name)
		if !ok {
			return fail("the package has no interface %q", name)
		}
		if err := r.applyInterfaceDocs(r.Interfaces[i], d); err != nil {
			return fail("interface %q: %v", name, err)
		}
	}
	return nil
}

func (r *Resolve) applyWorldDocs(w *World, d *docsWorld) error {
	w.Docs, w.Stability = docsOf(d.Docs), d.Stability.value()
	for _, side := range []struct {
		items      *OrderedMap[WorldKey, WorldItem]
		interfaces map[string]*docsInterface
		funcs      map[string]*docsFunction
		stability  map[string]*docsStability
		docs       map[string]string
	}{
		{&w.Imports, d.Interfaces, d.Funcs, d.ImportStability, d.ImportDocs},
		{&w.Exports, d.InterfaceExport, d.FuncExports, d.ExportStability, d.ExportDocs},
	} {
		byName := map[string]WorldItem{}
		for key, item := range side.items.All() {
			byName[r.KeyName(key)] = item
		}
		for name, i := range side.interfaces {
			item, ok := byName[name].(*InterfaceItem)
			if !ok {
				return fmt.Errorf("no interface %q", name)
			}
			if err := r.applyInterfaceDocs(r.Interfaces[item.ID], i); err != nil {
				return fmt.Errorf("interface %q: %w", name, err)
			}
			// An inline interface's gate is written once, and is that of the
			// world's item too.
			item.Stability = r.Interfaces[item.ID].Stability
		}
		for name, f := range side.funcs {
			item, ok := byName[name].(*Function)
			if !ok {
				return fmt.Errorf("no function %q", name)
			}
			item.Docs, item.Stability = docsOf(f.Docs), f.Stability.value()
		}
		for name, s := range side.stability {
			item, ok := byName[name].(*InterfaceItem)
			if !ok {
				return fmt.Errorf("no interface %q", name)
			}
			item.Stability = s.value()
		}
		for name, text := range side.docs {
			item, ok := byName[name].(*InterfaceItem)
			if !ok {
				return fmt.Errorf("no interface %q", name)
			}
			item.Docs = NewDocs(text)
		}
	}
	for name, t := range d.Types {
		item, _ := w.Imports.Get(NameKey(name))
		ti, ok := item.(TypeItem)
		if !ok {
			return fmt.Errorf("no type %q", name)
		}
		if err := r.applyTypeDocs(r.Types[ti.ID], t); err != nil {
			return fmt.Errorf("type %q: %w", name, err)
		}
	}
	return nil
}

func (r *Resolve) applyInterfaceDocs(i *Interface, d *docsInterface) error {
	i.Docs, i.Stability = docsOf(d.Docs), d.Stability.value()
	for name, f := range d.Funcs {
		fn, ok := i.Functions.Get(name)
		if !ok {
			return fmt.Errorf("no function %q", name)
		}
		fn.Docs, fn.Stability = docsOf(f.Docs), f.Stability.value()
	}
	for name, t := range d.Types {
		id, ok := i.Types.Get(name)
		if !ok {
			return fmt.Errorf("no type %q", name)
		}
		if err := r.applyTypeDocs(r.Types[id], t); err != nil {
			return fmt.Errorf("type %q: %w", name, err)
		}
	}
	return nil
}

func (r *Resolve) applyTypeDocs(t *TypeDef, d *docsType) error {
	t.Docs, t.Stability = docsOf(d.Docs), d.Stability.value()
	for name, text := range d.Items {
		if !memberDocs(t.Kind, name, NewDocs(text)) {
			return fmt.Errorf("no member %q", name)
		}
	}
	return nil
}

// memberDocs sets the docs of a field, flag or case.
func memberDocs(k Kind, name string, docs Docs) bool {
	switch k := k.(type) {
	case Record:
		for i := range k.Fields {
			if k.Fields[i].Name == name {
				k.Fields[i].Docs = docs
				return true
			}
		}
	case Flags:
		for i := range k.Flags {
			if k.Flags[i].Name == name {
				k.Flags[i].Docs = docs
				return true
			}
		}
	case Variant:
		for i := range k.Cases {
			if k.Cases[i].Name == name {
				k.Cases[i].Docs = docs
				return true
			}
		}
	case Enum:
		for i := range k.Cases {
			if k.Cases[i].Name == name {
				k.Cases[i].Docs = docs
				return true
			}
		}
	}
	return false
}
