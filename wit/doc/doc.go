// Package doc writes the documentation of WIT packages as one HTML page: worlds, interfaces and types of a package and
// of all that it depends on, linked to each other, with their docs rendered from Markdown.
//
// In goes a resolved graph, out comes one file that needs nothing else: style and script are in it, and its content
// security policy forbids all network. It is readable whole without JavaScript, which only adds the search, on screens
// of any width, in light and dark. Docs are text from anywhere: raw HTML in them is left out, images become links, and
// links that lead nowhere become text.
//
//	resolve, pkg, err := wit.ParseDir("wit", nil)
//	…
//	err = doc.Write(file, resolve, pkg, doc.Options{})
package doc

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html"
	"io"
	"strconv"
	"strings"

	"wcomp/wit"
)

//go:embed page.css
var style string

//go:embed search.js
var script string

// Options say how a page is written.
type Options struct {
	// Title is the page's. Empty, it is the name of the main package.
	Title string
}

// Write writes the page for the package main and, after it, all other packages of the graph.
func Write(w io.Writer, r *wit.Resolve, main wit.PackageID, o Options) error {
	p := &page{r: r, prefix: map[wit.InterfaceID]string{}, origins: map[wit.TypeID]wit.TypeID{}, ids: map[string]string{}, w: w}
	p.order = append(p.order, main)
	for id := range r.Packages {
		if wit.PackageID(id) != main {
			p.order = append(p.order, wit.PackageID(id))
		}
	}
	p.collect()
	p.markdown = newMarkdown(p)
	title := o.Title
	if title == "" {
		title = r.Packages[main].Name.String()
	}
	p.page(title)
	p.flush()
	return p.err
}

// page is a page being written. Text collects in b and goes out in pieces.
type page struct {
	r        *wit.Resolve
	order    []wit.PackageID
	prefix   map[wit.InterfaceID]string // of the ids of an interface's items
	origins  map[wit.TypeID]wit.TypeID  // of used types
	ids      map[string]string          // what a scope and a name in it lead to: types, functions, used types
	markdown *docsRenderer
	w        io.Writer
	b        []byte
	err      error
	depth    int // of the type being written
}

func (p *page) flush() {
	if p.err == nil {
		_, p.err = p.w.Write(p.b)
	}
	p.b = p.b[:0]
}

// raw appends HTML, text appends text, and attr appends ` name="value"`.
func (p *page) raw(parts ...string) {
	for _, s := range parts {
		p.b = append(p.b, s...)
	}
	if len(p.b) > 1<<16 {
		p.flush()
	}
}

func (p *page) text(s string) { p.b = append(p.b, html.EscapeString(s)...) }

func (p *page) attr(name, value string) { p.raw(" ", name, `="`, html.EscapeString(value), `"`) }

// link appends a link to a part of the page.
func (p *page) link(id, text string) {
	p.raw("<a")
	p.attr("href", "#"+id)
	p.raw(">")
	p.text(text)
	p.raw("</a>")
}

// collect gives every interface the beginning of its items' ids, and notes the ids.
func (p *page) collect() {
	for _, id := range p.order {
		pkg := p.r.Packages[id]
		for _, i := range pkg.Interfaces.All() {
			name, _ := p.r.InterfaceName(i)
			p.collectInterface(i, name)
		}
		for _, w := range pkg.Worlds.All() {
			world := p.r.Worlds[w]
			name := p.r.WorldName(w)
			for key, item := range world.Imports.All() {
				p.collectItem(name, "import", key, item)
			}
			for key, item := range world.Exports.All() {
				p.collectItem(name, "export", key, item)
			}
		}
	}
}

func (p *page) collectInterface(id wit.InterfaceID, prefix string) {
	p.prefix[id] = prefix
	i := p.r.Interfaces[id]
	for name, t := range i.Types.All() {
		p.ids[prefix+"."+name] = p.typeID(t)
	}
	for _, f := range i.Functions.All() {
		id := p.functionID(prefix, f)
		p.ids[id] = id
	}
}

func (p *page) collectItem(world, word string, key wit.WorldKey, item wit.WorldItem) {
	switch item := item.(type) {
	case *wit.InterfaceItem:
		if p.r.Interfaces[item.ID].Name == "" {
			p.collectInterface(item.ID, world+"/"+word+"/"+key.Name)
		}
	case *wit.Function:
		id := p.worldFunctionID(world, word, item)
		p.ids[id] = id
		if _, taken := p.ids[world+"."+item.Name]; !taken {
			p.ids[world+"."+item.Name] = id
		}
	case wit.TypeItem:
		p.ids[world+"."+key.Name] = p.typeID(item.ID)
	}
}

// functionID is the id of a function of an interface, or of a resource of a world.
func (p *page) functionID(prefix string, f *wit.Function) string {
	switch {
	case f.Kind == wit.Constructor:
		return prefix + "." + p.r.Types[f.Resource].Name + ".constructor()"
	case f.Kind.OfResource():
		return prefix + "." + p.r.Types[f.Resource].Name + "." + f.ItemName()
	}
	return prefix + "." + f.Name
}

func (p *page) worldFunctionID(world, word string, f *wit.Function) string {
	if f.Kind.OfResource() {
		return p.functionID(world, f)
	}
	return world + "/" + word + "/" + f.Name
}

// typeID returns the id of where a named type is defined.
func (p *page) typeID(id wit.TypeID) string {
	t := p.r.Types[p.origin(id)]
	if i, ok := t.Owner.Interface(); ok {
		prefix, ok := p.prefix[i]
		if !ok {
			prefix, _ = p.r.InterfaceName(i) // not collected yet, or a copy whose original is on the page
		}
		return prefix + "." + t.Name
	}
	return p.r.TypeName(p.origin(id))
}

// origin is where a chain of uses ends. It is remembered for all types on the
// way: chains may be as long as the package.
func (p *page) origin(id wit.TypeID) wit.TypeID {
	var way []wit.TypeID
	for range len(p.r.Types) {
		if known, ok := p.origins[id]; ok {
			id = known
			break
		}
		of, used := p.r.Used(id)
		if !used {
			break
		}
		way = append(way, id)
		id = of
	}
	for _, on := range way {
		p.origins[on] = id
	}
	return id
}

// hash is what a content security policy calls an inline style or script.
func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func (p *page) page(title string) {
	p.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n",
		`<meta name="viewport" content="width=device-width, initial-scale=1"/>`, "\n",
		`<meta name="color-scheme" content="light dark"/>`, "\n",
		`<meta http-equiv="Content-Security-Policy"`)
	p.attr("content", "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src "+hash(style)+"; script-src "+hash(script))
	p.raw("/>\n<link rel=\"icon\" href=\"data:,\"/>\n<title>")
	p.text(title)
	p.raw("</title>\n<style>", style, "</style>\n</head>\n<body>\n",
		`<a class="skip" href="#content">Skip to the content</a>`, "\n<header class=\"top\">\n<h1>")
	p.text(title)
	p.raw("</h1>\n", `<div id="search" role="search" hidden="hidden"><label for="query">Search</label>`+
		`<input id="query" type="search" autocomplete="off" spellcheck="false" aria-controls="results" aria-describedby="count"/>`+
		`<p id="count" role="status"></p><ul id="results"></ul></div>`, "\n</header>\n")
	p.navigation()
	p.raw(`<main id="content">`, "\n")
	for _, id := range p.order {
		p.pkg(id)
	}
	p.raw("</main>\n<footer><p>", strconv.Itoa(len(p.order)), plural(len(p.order), " package", " packages"),
		", documented by wcomp.</p></footer>\n<script>", script, "</script>\n</body>\n</html>\n")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func (p *page) navigation() {
	p.raw(`<nav aria-label="Packages">`, "\n")
	for n, id := range p.order {
		pkg := p.r.Packages[id]
		p.raw("<details")
		if n == 0 {
			p.raw(` open="open"`)
		}
		p.raw("><summary>")
		p.text(pkg.Name.String())
		p.raw("</summary>\n<ul>\n<li>")
		p.link(pkg.Name.String(), "Package")
		p.raw("</li>\n")
		for name, w := range pkg.Worlds.All() {
			p.raw(`<li><span class="kind">world</span> `)
			p.link(p.r.WorldName(w), name)
			p.raw("</li>\n")
		}
		for name, i := range pkg.Interfaces.All() {
			full, _ := p.r.InterfaceName(i)
			p.raw(`<li><span class="kind">interface</span> `)
			p.link(full, name)
			p.raw("</li>\n")
		}
		p.raw("</ul>\n</details>\n")
	}
	p.raw("</nav>\n")
}

// firstSentence cuts docs for a list.
func firstSentence(d wit.Docs) string {
	paragraph, _, _ := strings.Cut(strings.TrimSpace(d.Contents), "\n\n")
	text := strings.Join(strings.Fields(paragraph), " ")
	if i := strings.Index(text, ". "); i >= 0 {
		text = text[:i+1]
	}
	return text
}
