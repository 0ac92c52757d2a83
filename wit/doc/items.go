package doc

import (
	"strconv"

	"wcomp/wit"
)

// open begins the section of something that can be found: its kind, name and gate, under its id.
func (p *page) open(level int, class, id, kind, name string, s wit.Stability) {
	p.raw("<section")
	p.attr("class", class)
	p.attr("id", id)
	p.attr("data-name", name)
	p.attr("data-kind", kind)
	p.raw("><h", strconv.Itoa(level), `><span class="kind">`, kind, "</span> ")
	p.link(id, name)
	p.raw("</h", strconv.Itoa(level), ">\n")
	p.gate(s)
}

func (p *page) close() { p.raw("</section>\n") }

func (p *page) gate(s wit.Stability) {
	if s.IsUnknown() && s.Deprecated == "" {
		return
	}
	p.raw(`<p class="gates">`)
	switch {
	case s.IsStable():
		p.raw(`<span class="gate">since `)
		p.text(string(s.Since))
		p.raw("</span>")
	case s.IsUnstable():
		p.raw(`<span class="gate unstable">unstable: `)
		p.text(s.Feature)
		p.raw("</span>")
	}
	if s.Deprecated != "" {
		p.raw(` <span class="gate deprecated">deprecated since `)
		p.text(string(s.Deprecated))
		p.raw("</span>")
	}
	p.raw("</p>\n")
}

// docs renders docs in a scope, the beginning of the ids of what they most likely talk about. Headings in them come
// below level.
func (p *page) docs(d wit.Docs, scope string, level int) {
	if d.Contents == "" {
		return
	}
	p.raw(`<div class="docs">`, p.markdown.render(d.Contents, scope, level), "</div>\n")
}

func (p *page) externalID(e wit.ExternalID) {
	if e.Present {
		p.raw(`<p class="external">external id <code>`)
		p.text(e.Value)
		p.raw("</code></p>\n")
	}
}

func (p *page) pkg(id wit.PackageID) {
	pkg := p.r.Packages[id]
	name := pkg.Name.String()
	p.open(2, "package", name, "package", name, wit.Stability{})
	p.docs(pkg.Docs, name, 2)
	for _, w := range pkg.Worlds.All() {
		p.world(w)
	}
	for _, i := range pkg.Interfaces.All() {
		p.iface(i)
	}
	if pkg.Worlds.Len()+pkg.Interfaces.Len() == 0 {
		p.raw("<p>The package is empty.</p>\n")
	}
	p.close()
}

func (p *page) iface(id wit.InterfaceID) {
	i := p.r.Interfaces[id]
	full, _ := p.r.InterfaceName(id)
	p.open(3, "interface", full, "interface", i.Name, i.Stability)
	p.docs(i.Docs, full, 3)
	p.interfaceItems(id, 4)
	p.close()
}

// interfaceItems writes what an interface has: the list of it, `use`s, types, functions.
func (p *page) interfaceItems(id wit.InterfaceID, level int) {
	i := p.r.Interfaces[id]
	prefix := p.prefix[id]
	functions := resourceFunctions{}
	var used, types []wit.TypeID
	for _, t := range i.Types.All() {
		if _, ok := p.r.Used(t); ok {
			used = append(used, t)
		} else {
			types = append(types, t)
		}
	}
	var free []*wit.Function
	for _, f := range i.Functions.All() {
		if f.Kind.OfResource() {
			functions[f.Resource] = append(functions[f.Resource], f)
		} else {
			free = append(free, f)
		}
	}
	p.uses(used)
	if len(types)+len(free) > 1 {
		p.raw(`<p class="index">`)
		separate := separator(" · ")
		for _, t := range types {
			p.raw(separate())
			p.link(prefix+"."+p.r.Types[t].Name, p.r.Types[t].Name)
		}
		for _, f := range free {
			p.raw(separate())
			p.link(p.functionID(prefix, f), f.Name)
		}
		p.raw("</p>\n")
	}
	for _, t := range types {
		p.definition(t, prefix, functions[t], level)
	}
	for _, f := range free {
		p.function(f, p.functionID(prefix, f), prefix, level)
	}
}

type resourceFunctions map[wit.TypeID][]*wit.Function

// separator answers with nothing the first time.
func separator(s string) func() string {
	first := true
	return func() string {
		if first {
			first = false
			return ""
		}
		return s
	}
}

// uses lists the types that are taken from other interfaces.
func (p *page) uses(types []wit.TypeID) {
	if len(types) == 0 {
		return
	}
	p.raw(`<p class="uses">Uses `)
	separate := separator(", ")
	for _, t := range types {
		p.raw(separate(), "<code>")
		of, _ := p.r.Used(t)
		name := p.r.Types[t].Name
		p.link(p.typeID(t), p.r.TypeName(of))
		if p.r.Types[of].Name != name {
			p.raw(" as ")
			p.text(name)
		}
		p.raw("</code>")
	}
	p.raw(".</p>\n")
}

func (p *page) world(id wit.WorldID) {
	w := p.r.Worlds[id]
	full := p.r.WorldName(id)
	p.open(3, "world", full, "world", w.Name, w.Stability)
	p.docs(w.Docs, full, 3)
	functions := resourceFunctions{}
	var used, types []wit.TypeID
	for _, item := range w.Imports.All() {
		switch item := item.(type) {
		case wit.TypeItem:
			if _, ok := p.r.Used(item.ID); ok {
				used = append(used, item.ID)
			} else {
				types = append(types, item.ID)
			}
		case *wit.Function:
			if item.Kind.OfResource() {
				functions[item.Resource] = append(functions[item.Resource], item)
			}
		}
	}
	p.uses(used)
	for _, t := range types {
		p.definition(t, full, functions[t], 4)
	}
	p.worldSide(full, "import", "Imports", &w.Imports)
	p.worldSide(full, "export", "Exports", &w.Exports)
	p.close()
}

// worldSide writes the imports or exports of a world: first a list of the interfaces that have their own place, then
// what is defined here.
func (p *page) worldSide(world, word, title string, items *wit.OrderedMap[wit.WorldKey, wit.WorldItem]) {
	var listed, here []int
	for i := range items.Len() {
		_, item := items.At(i)
		switch item := item.(type) {
		case *wit.InterfaceItem:
			if p.r.Interfaces[item.ID].Name != "" {
				listed = append(listed, i)
			} else {
				here = append(here, i)
			}
		case *wit.Function:
			if !item.Kind.OfResource() {
				here = append(here, i)
			}
		}
	}
	if len(listed)+len(here) == 0 {
		return
	}
	p.raw("<h4>", title, "</h4>\n")
	if len(listed) > 0 {
		p.raw(`<ul class="items">`, "\n")
		for _, i := range listed {
			p.listedInterface(items.At(i))
		}
		p.raw("</ul>\n")
	}
	for _, i := range here {
		key, item := items.At(i)
		switch item := item.(type) {
		case *wit.Function:
			p.function(item, p.worldFunctionID(world, word, item), world, 5)
		case *wit.InterfaceItem:
			in := p.r.Interfaces[item.ID]
			p.open(5, "inline", p.prefix[item.ID], "interface", key.Name, item.Stability)
			p.externalID(item.ExternalID)
			p.docs(in.Docs, p.prefix[item.ID], 5)
			p.interfaceItems(item.ID, 6)
			p.close()
		}
	}
}

func (p *page) listedInterface(key wit.WorldKey, item wit.WorldItem) {
	it := item.(*wit.InterfaceItem)
	i := p.r.Interfaces[it.ID]
	full, _ := p.r.InterfaceName(it.ID)
	p.raw("<li>")
	if key.IsName() {
		p.raw("<code>")
		p.text(key.Name)
		p.raw("</code>: ")
	}
	p.link(full, full)
	docs := it.Docs
	if docs.Contents == "" {
		docs = i.Docs
	}
	if sentence := firstSentence(docs); sentence != "" {
		p.raw(` <span class="brief">`, p.markdown.inline(sentence), "</span>")
	}
	p.gate(it.Stability)
	p.externalID(it.ExternalID)
	p.raw("</li>\n")
}

func (p *page) function(f *wit.Function, id, scope string, level int) {
	kind, name := "function", f.ItemName()
	switch f.Kind {
	case wit.Method, wit.AsyncMethod:
		kind = "method"
	case wit.Static, wit.AsyncStatic:
		kind = "static"
	case wit.Constructor:
		kind = "constructor"
		name = p.r.Types[f.Resource].Name
	}
	p.open(min(level, 6), "item", id, kind, name, f.Stability)
	p.raw("<pre><code>")
	p.signature(f)
	p.raw("</code></pre>\n")
	p.externalID(f.ExternalID)
	p.docs(f.Docs, scope, level)
	p.close()
}
