package wit

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// PrintOptions say how a graph is written as WIT text.
type PrintOptions struct {
	// NoDocs leaves docs out.
	NoDocs bool
}

// WriteWIT writes the package main as WIT text, and after it all others of the graph as nested packages, in index
// order: a file that resolves to the same packages. What components can say but WIT text cannot is an [*Error] with
// the code [CodeInexpressible].
func (r *Resolve) WriteWIT(w io.Writer, main PackageID, o PrintOptions) error {
	b, err := r.AppendWIT(nil, main, o)
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

// AppendWIT appends what [Resolve.WriteWIT] writes.
func (r *Resolve) AppendWIT(b []byte, main PackageID, o PrintOptions) ([]byte, error) {
	p := r.newPrinter(slices.Grow(b, r.textSize(o)), o)
	p.pkg(main)
	first := true
	for i := range r.Packages {
		id := PackageID(i)
		if id == main {
			continue
		}
		if !first {
			p.b = append(p.b, "\n\n"...)
		}
		first = false
		p.nested(id)
	}
	return p.b, p.err
}

// AppendPackage appends one package alone as WIT text, as a file of its own.
func (r *Resolve) AppendPackage(b []byte, id PackageID, o PrintOptions) ([]byte, error) {
	p := r.newPrinter(b, o)
	p.pkg(id)
	return p.b, p.err
}

// FileName returns the name, ending in .wit, of the file for a package in a folder that holds all packages of the
// graph: as short as it can be without another package having the same.
func (r *Resolve) FileName(id PackageID) string {
	name := r.Packages[id].Name
	namespaces := map[string]int{} // of packages of this name: number of versions by namespace
	for _, p := range r.Packages {
		if p.Name.Name == name.Name {
			namespaces[p.Name.Namespace]++
		}
	}
	switch versions := namespaces[name.Namespace]; {
	case len(namespaces) == 1 && versions == 1:
		return name.Name + ".wit"
	case len(namespaces) == 1 && name.Version != "":
		return name.Name + "@" + string(name.Version) + ".wit"
	case len(namespaces) == 1:
		return name.Name + ".wit"
	case versions == 1:
		return name.Namespace + ":" + name.Name + ".wit"
	}
	return name.String() + ".wit"
}

// TypeText returns a type as WIT text writes it where it is used: its name if it has one.
func (r *Resolve) TypeText(t Type) string {
	p := r.newPrinter(nil, PrintOptions{})
	p.typ(t)
	return string(p.b)
}

// FunctionText returns a function as WIT text writes it, from `static`, `async` or `func` on, without the semicolon.
func (r *Resolve) FunctionText(f *Function) string {
	p := r.newPrinter(nil, PrintOptions{})
	p.signature(f)
	return string(p.b)
}

func (r *Resolve) newPrinter(b []byte, o PrintOptions) *printer {
	return &printer{r: r, b: b, docs: !o.NoDocs, current: -1}
}

// printer appends WIT text. It goes on after an error, which makes what it wrote useless.
type printer struct {
	r       *Resolve
	b       []byte
	docs    bool
	indent  int
	current PackageID // names of it are written bare
	scope   Owner     // whose types can be named
	item    string    // for errors
	depth   int       // of the type being written
	brief   bool      // types that nest deep are cut
	bare    bool      // attributes are left out
	err     error
}

func (p *printer) fail(format string, args ...any) {
	if p.err == nil {
		p.err = &Error{Code: CodeInexpressible, Item: p.item, Message: fmt.Sprintf(format, args...)}
	}
}

// line begins a line.
func (p *printer) line() {
	for range p.indent {
		p.b = append(p.b, ' ', ' ')
	}
}

func (p *printer) text(s string) { p.b = append(p.b, s...) }

func (p *printer) id(name string) { p.b = appendID(p.b, name) }

func (p *printer) newline() { p.b = append(p.b, '\n') }

// openBrace ends a line with a brace, closeBrace is the line with its partner.
func (p *printer) openBrace() {
	p.text(" {\n")
	p.indent++
}

func (p *printer) closeBrace() {
	p.indent--
	p.line()
	p.text("}\n")
}

func (p *printer) packageName(n PackageName) {
	p.id(n.Namespace)
	p.text(":")
	p.id(n.Name)
	p.version(n.Version)
}

func (p *printer) version(v Version) {
	if v != "" {
		p.text("@")
		p.text(string(v))
	}
}

func (p *printer) pkg(id PackageID) {
	pkg := p.r.Packages[id]
	p.current = id
	p.docComment(pkg.Docs)
	p.text("package ")
	p.packageName(pkg.Name)
	p.text(";\n\n")
	for _, i := range pkg.Interfaces.All() {
		p.iface(i)
		p.newline()
	}
	for _, w := range pkg.Worlds.All() {
		p.world(w)
	}
}

func (p *printer) nested(id PackageID) {
	pkg := p.r.Packages[id]
	p.current = id
	p.docComment(pkg.Docs)
	p.text("package ")
	p.packageName(pkg.Name)
	p.openBrace()
	for _, i := range pkg.Interfaces.All() {
		p.iface(i)
	}
	for _, w := range pkg.Worlds.All() {
		p.world(w)
	}
	p.closeBrace()
}

func (p *printer) iface(id InterfaceID) {
	i := p.r.Interfaces[id]
	p.item, _ = p.r.InterfaceName(id)
	p.item = "interface " + p.item
	p.docComment(i.Docs)
	p.stability(i.Stability)
	p.line()
	p.text("interface ")
	p.id(i.Name)
	p.openBrace()
	p.interfaceBody(id)
	p.closeBrace()
}

// interfaceBody writes `use`s, then types, then functions, each but the `use`s with an empty line before unless first.
func (p *printer) interfaceBody(id InterfaceID) {
	i := p.r.Interfaces[id]
	outer := p.scope
	p.scope = InterfaceOwner(id)
	ofResource := map[TypeID][]*Function{}
	for _, f := range i.Functions.All() {
		if f.Kind.OfResource() {
			ofResource[f.Resource] = append(ofResource[f.Resource], f)
		}
	}
	types := make([]TypeID, 0, i.Types.Len())
	for _, t := range i.Types.All() {
		types = append(types, t)
	}
	first := !p.types(types, ofResource, true)
	for _, f := range i.Functions.All() {
		if f.Kind.OfResource() {
			continue
		}
		if !first {
			p.newline()
		}
		first = false
		p.attributes(f.Docs, f.Stability, f.ExternalID)
		p.line()
		p.id(f.Name)
		p.text(": ")
		p.signature(f)
		p.text(";\n")
	}
	p.scope = outer
}

func (p *printer) world(id WorldID) {
	w := p.r.Worlds[id]
	p.item = "world " + p.r.WorldName(id)
	p.docComment(w.Docs)
	p.stability(w.Stability)
	p.line()
	p.text("world ")
	p.id(w.Name)
	p.openBrace()
	p.scope = WorldOwner(id)
	start := len(p.b)
	var types []TypeID
	ofResource := map[TypeID][]*Function{}
	for key, item := range w.Imports.All() {
		switch item := item.(type) {
		case *InterfaceItem:
			p.worldItem("import ", key, item)
		case TypeItem:
			types = append(types, item.ID)
		case *Function:
			if item.Kind.OfResource() {
				ofResource[item.Resource] = append(ofResource[item.Resource], item)
			}
		}
	}
	p.types(types, ofResource, len(p.b) == start)
	for key, item := range w.Imports.All() {
		if f, ok := item.(*Function); ok && !f.Kind.OfResource() {
			p.worldItem("import ", key, f)
		}
	}
	if w.Exports.Len() > 0 && len(p.b) > start {
		p.newline()
	}
	for key, item := range w.Exports.All() {
		p.worldItem("export ", key, item)
	}
	p.scope = Owner{}
	p.closeBrace()
}

// worldItem writes an import or export of an interface or function.
func (p *printer) worldItem(word string, key WorldKey, item WorldItem) {
	switch item := item.(type) {
	case *Function:
		p.attributes(item.Docs, item.Stability, item.ExternalID)
		p.line()
		p.text(word)
		p.id(key.Name)
		p.text(": ")
		p.signature(item)
		p.text(";\n")
	case *InterfaceItem:
		i := p.r.Interfaces[item.ID]
		docs := item.Docs
		if i.Name == "" || key.IsName() && !docs.Present {
			docs = i.Docs // also behind a label, which has none of its own
		}
		p.attributes(docs, item.Stability, item.ExternalID)
		p.line()
		p.text(word)
		if key.IsName() {
			p.id(key.Name)
			p.text(": ")
		}
		if i.Name != "" {
			p.path(item.ID)
			p.text(";\n")
			return
		}
		p.text("interface")
		p.openBrace()
		p.interfaceBody(item.ID)
		p.closeBrace()
	case TypeItem:
		p.fail("type %q is exported, which WIT has no syntax for", key.Name)
	}
}

// path writes the name of an interface: bare in its own package.
func (p *printer) path(id InterfaceID) {
	i := p.r.Interfaces[id]
	if i.Name == "" {
		p.fail("types of an inline interface are used, which has no name to use them by")
		return
	}
	if i.Package == p.current {
		p.id(i.Name)
		return
	}
	n := p.r.Packages[i.Package].Name
	p.id(n.Namespace)
	p.text(":")
	p.id(n.Name)
	p.text("/")
	p.id(i.Name)
	p.version(n.Version)
}

func (p *printer) docComment(d Docs) {
	if d.Contents == "" || !p.docs {
		return
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(d.Contents, "\n"), "\n") {
		p.line()
		p.text("///")
		if line = strings.TrimSuffix(line, "\r"); line != "" {
			p.text(" ")
			p.text(line)
		}
		p.newline()
	}
}

func (p *printer) attributes(d Docs, s Stability, e ExternalID) {
	if p.bare {
		return
	}
	p.docComment(d)
	p.stability(s)
	if e.Present {
		p.line()
		p.text("@external-id(")
		p.b = appendWITString(p.b, e.Value)
		p.text(")\n")
	}
}

func (p *printer) stability(s Stability) {
	switch {
	case s.IsStable():
		p.line()
		p.text("@since(version = ")
		p.text(string(s.Since))
		p.text(")\n")
	case s.IsUnstable():
		p.line()
		p.text("@unstable(feature = ")
		p.id(s.Feature)
		p.text(")\n")
	}
	if s.Deprecated != "" {
		p.line()
		p.text("@deprecated(version = ")
		p.text(string(s.Deprecated))
		p.text(")\n")
	}
}

// appendWITString appends a string literal. What is neither a letter, a digit, a space nor one of - _ . / : is escaped.
func appendWITString(b []byte, s string) []byte {
	b = append(b, '"')
	for _, c := range s {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == ' ',
			c == '-', c == '_', c == '.', c == '/', c == ':':
			b = append(b, byte(c))
		case c == '\\', c == '"':
			b = append(b, '\\', byte(c))
		case c == '\n':
			b = append(b, '\\', 'n')
		case c == '\r':
			b = append(b, '\\', 'r')
		case c == '\t':
			b = append(b, '\\', 't')
		default:
			b = append(b, `\u{`...)
			b = strconv.AppendInt(b, int64(c), 16)
			b = append(b, '}')
		}
	}
	return append(b, '"')
}
