package wit

// docsWriter writes package-docs as compact JSON: keys in a fixed order, each
// left out when there is nothing to say.
type docsWriter struct {
	b []byte
}

// appendPackageDocs appends the contents of the package-docs section.
func (r *Resolve) appendPackageDocs(b []byte, id PackageID) []byte {
	w := docsWriter{append(b, 1)}
	p := r.Packages[id]
	w.object(func() {
		w.docs(p.Docs)
		w.member("worlds", func() {
			for name, id := range p.Worlds.All() {
				w.member(name, func() { w.world(r, r.Worlds[id]) })
			}
		})
		w.member("interfaces", func() {
			for name, id := range p.Interfaces.All() {
				w.member(name, func() { w.iface(r, r.Interfaces[id]) })
			}
		})
	})
	return w.b
}

func (w *docsWriter) object(fill func()) {
	w.b = append(w.b, '{')
	fill()
	w.b = append(w.b, '}')
}

func (w *docsWriter) key(name string) {
	if w.b[len(w.b)-1] != '{' {
		w.b = append(w.b, ',')
	}
	w.b = append(appendJSONString(w.b, name), ':')
}

// member writes an object under a key; neither if fill writes nothing.
func (w *docsWriter) member(name string, fill func()) {
	start := len(w.b)
	w.key(name)
	w.b = append(w.b, '{')
	body := len(w.b)
	fill()
	if len(w.b) == body {
		w.b = w.b[:start]
		return
	}
	w.b = append(w.b, '}')
}

func (w *docsWriter) text(name, value string) {
	w.key(name)
	w.b = appendJSONString(w.b, value)
}

func (w *docsWriter) docs(d Docs) {
	if d.Present {
		w.text("docs", d.Contents)
	}
}

func (w *docsWriter) stability(key string, s Stability) {
	if s.IsUnknown() {
		return
	}
	w.member(key, func() {
		if s.IsStable() {
			w.member("stable", func() {
				w.text("since", string(s.Since))
				w.deprecated(s)
			})
			return
		}
		w.member("unstable", func() {
			w.text("feature", s.Feature)
			w.deprecated(s)
		})
	})
}

func (w *docsWriter) deprecated(s Stability) {
	if s.Deprecated != "" {
		w.text("deprecated", string(s.Deprecated))
	}
}

func (w *docsWriter) world(r *Resolve, x *World) {
	w.docs(x.Docs)
	w.stability("stability", x.Stability)
	w.inlineInterfaces(r, "interfaces", &x.Imports)
	w.member("types", func() {
		for key, item := range x.Imports.All() {
			if t, ok := item.(TypeItem); ok {
				w.member(key.Name, func() { w.typeDef(r.Types[t.ID]) })
			}
		}
	})
	w.worldFuncs("funcs", &x.Imports)
	w.inlineInterfaces(r, "interface_exports", &x.Exports)
	w.worldFuncs("func_exports", &x.Exports)
	w.byName(r, "interface_import_stability", &x.Imports, func(name string, i *InterfaceItem) { w.stability(name, i.Stability) })
	w.byName(r, "interface_export_stability", &x.Exports, func(name string, i *InterfaceItem) { w.stability(name, i.Stability) })
	docs := func(name string, i *InterfaceItem) {
		if i.Docs.Present {
			w.text(name, i.Docs.Contents)
		}
	}
	w.byName(r, "interface_import_docs", &x.Imports, docs)
	w.byName(r, "interface_export_docs", &x.Exports, docs)
}

// inlineInterfaces writes the interfaces that have no name of their own.
func (w *docsWriter) inlineInterfaces(r *Resolve, name string, items *OrderedMap[WorldKey, WorldItem]) {
	w.member(name, func() {
		for key, item := range items.All() {
			if i, ok := item.(*InterfaceItem); ok && r.Interfaces[i.ID].Name == "" {
				w.member(key.Name, func() { w.iface(r, r.Interfaces[i.ID]) })
			}
		}
	})
}

// byName writes what belongs to the mention of an interface in a world.
func (w *docsWriter) byName(r *Resolve, name string, items *OrderedMap[WorldKey, WorldItem], one func(string, *InterfaceItem)) {
	w.member(name, func() {
		for key, item := range items.All() {
			if i, ok := item.(*InterfaceItem); ok && r.Interfaces[i.ID].Name != "" {
				one(r.KeyName(key), i)
			}
		}
	})
}

func (w *docsWriter) worldFuncs(name string, items *OrderedMap[WorldKey, WorldItem]) {
	w.member(name, func() {
		for key, item := range items.All() {
			if f, ok := item.(*Function); ok {
				w.function(key.Name, f)
			}
		}
	})
}

func (w *docsWriter) iface(r *Resolve, i *Interface) {
	w.docs(i.Docs)
	w.stability("stability", i.Stability)
	w.member("funcs", func() {
		for name, f := range i.Functions.All() {
			w.function(name, f)
		}
	})
	w.member("types", func() {
		for name, id := range i.Types.All() {
			w.member(name, func() { w.typeDef(r.Types[id]) })
		}
	})
}

func (w *docsWriter) function(name string, f *Function) {
	w.member(name, func() {
		w.docs(f.Docs)
		w.stability("stability", f.Stability)
	})
}

func (w *docsWriter) typeDef(t *TypeDef) {
	w.docs(t.Docs)
	w.stability("stability", t.Stability)
	w.member("items", func() {
		one := func(name string, d Docs) {
			if d.Present {
				w.text(name, d.Contents)
			}
		}
		switch k := t.Kind.(type) {
		case Record:
			for _, f := range k.Fields {
				one(f.Name, f.Docs)
			}
		case Flags:
			for _, f := range k.Flags {
				one(f.Name, f.Docs)
			}
		case Variant:
			for _, c := range k.Cases {
				one(c.Name, c.Docs)
			}
		case Enum:
			for _, c := range k.Cases {
				one(c.Name, c.Docs)
			}
		}
	})
}
