package wit

import (
	"io"
	"strconv"
)

// WriteJSON writes the whole graph as JSON: the lists worlds, interfaces, types and packages, in which everything is
// referred to by index. The keys of maps are in the graph's order. There is no newline at the end.
func (r *Resolve) WriteJSON(w io.Writer) error {
	j := jsonWriter{w: w}
	j.graph(r)
	j.flush()
	return j.err
}

// MarshalJSON makes encoding/json write a Resolve as [Resolve.WriteJSON] does.
func (r *Resolve) MarshalJSON() ([]byte, error) { return r.AppendJSON(nil), nil }

// AppendJSON appends what [Resolve.WriteJSON] writes.
func (r *Resolve) AppendJSON(b []byte) []byte {
	j := jsonWriter{b: b}
	j.graph(r)
	return j.b
}

func (j *jsonWriter) graph(r *Resolve) {
	j.open('{')
	j.key("worlds")
	j.open('[')
	for _, w := range r.Worlds {
		j.element()
		j.world(w)
	}
	j.close(']')
	j.key("interfaces")
	j.open('[')
	for _, i := range r.Interfaces {
		j.element()
		j.iface(i)
	}
	j.close(']')
	j.key("types")
	j.open('[')
	for _, t := range r.Types {
		j.element()
		j.typeDef(t)
	}
	j.close(']')
	j.key("packages")
	j.open('[')
	for _, p := range r.Packages {
		j.element()
		j.pkg(p)
	}
	j.close(']')
	j.close('}')
}

func (j *jsonWriter) pkg(p *Package) {
	j.open('{')
	j.key("name")
	j.string(p.Name.String())
	j.docs(p.Docs)
	j.key("interfaces")
	j.open('{')
	for name, id := range p.Interfaces.All() {
		j.key(name)
		j.int(int(id))
	}
	j.close('}')
	j.key("worlds")
	j.open('{')
	for name, id := range p.Worlds.All() {
		j.key(name)
		j.int(int(id))
	}
	j.close('}')
	j.close('}')
}

func (j *jsonWriter) world(w *World) {
	j.open('{')
	j.key("name")
	j.string(w.Name)
	j.key("imports")
	j.worldItems(&w.Imports)
	j.key("exports")
	j.worldItems(&w.Exports)
	j.key("package")
	j.int(int(w.Package))
	j.docs(w.Docs)
	j.stability(w.Stability)
	j.close('}')
}

func (j *jsonWriter) worldItems(items *OrderedMap[WorldKey, WorldItem]) {
	j.open('{')
	for key, item := range items.All() {
		if key.IsName() {
			j.key(key.Name)
		} else {
			j.key("interface-" + strconv.Itoa(int(key.Interface)))
		}
		j.open('{')
		switch item := item.(type) {
		case *InterfaceItem:
			j.key("interface")
			j.open('{')
			j.key("id")
			j.int(int(item.ID))
			j.stability(item.Stability)
			j.externalID(item.ExternalID)
			j.docs(item.Docs)
			j.close('}')
		case *Function:
			j.key("function")
			j.function(item)
		case TypeItem:
			j.key("type")
			j.int(int(item.ID))
		}
		j.close('}')
	}
	j.close('}')
}

func (j *jsonWriter) iface(i *Interface) {
	j.open('{')
	j.key("name")
	j.optionalString(i.Name)
	j.key("types")
	j.open('{')
	for name, id := range i.Types.All() {
		j.key(name)
		j.int(int(id))
	}
	j.close('}')
	j.key("functions")
	j.open('{')
	for name, f := range i.Functions.All() {
		j.key(name)
		j.function(f)
	}
	j.close('}')
	j.docs(i.Docs)
	j.stability(i.Stability)
	j.key("package")
	j.int(int(i.Package))
	if i.CloneOf != nil {
		j.key("clone_of")
		j.int(int(*i.CloneOf))
	}
	j.close('}')
}

func (j *jsonWriter) function(f *Function) {
	j.open('{')
	j.key("name")
	j.string(f.Name)
	j.key("kind")
	if f.Kind.OfResource() {
		j.open('{')
		j.key(f.Kind.String())
		j.int(int(f.Resource))
		j.close('}')
	} else {
		j.string(f.Kind.String())
	}
	j.key("params")
	j.open('[')
	for i := range f.Params {
		j.element()
		j.open('{')
		j.key("name")
		j.string(f.Params[i].Name)
		j.key("type")
		j.typ(f.Params[i].Type)
		j.close('}')
	}
	j.close(']')
	if f.Result != NoType {
		j.key("result")
		j.typ(f.Result)
	}
	j.docs(f.Docs)
	j.stability(f.Stability)
	j.externalID(f.ExternalID)
	j.close('}')
}

func (j *jsonWriter) typeDef(t *TypeDef) {
	j.open('{')
	j.key("name")
	j.optionalString(t.Name)
	j.key("kind")
	j.kind(t.Kind)
	j.key("owner")
	if id, ok := t.Owner.Interface(); ok {
		j.open('{')
		j.key("interface")
		j.int(int(id))
		j.close('}')
	} else if id, ok := t.Owner.World(); ok {
		j.open('{')
		j.key("world")
		j.int(int(id))
		j.close('}')
	} else {
		j.raw("null")
	}
	j.docs(t.Docs)
	j.stability(t.Stability)
	j.externalID(t.ExternalID)
	j.close('}')
}

func (j *jsonWriter) kind(k Kind) {
	switch k.(type) {
	case Resource:
		j.string("resource")
		return
	case Unknown, nil:
		j.string("unknown")
		return
	}
	j.open('{')
	switch k := k.(type) {
	case Record:
		j.key("record")
		j.members("fields", len(k.Fields), func(i int) {
			j.key("name")
			j.string(k.Fields[i].Name)
			j.key("type")
			j.typ(k.Fields[i].Type)
			j.docs(k.Fields[i].Docs)
		})
	case Own:
		j.handle("own", k.Type)
	case Borrow:
		j.handle("borrow", k.Type)
	case Flags:
		j.key("flags")
		j.members("flags", len(k.Flags), func(i int) {
			j.key("name")
			j.string(k.Flags[i].Name)
			j.docs(k.Flags[i].Docs)
		})
	case Tuple:
		j.key("tuple")
		j.open('{')
		j.key("types")
		j.types(k.Types...)
		j.close('}')
	case Variant:
		j.key("variant")
		j.members("cases", len(k.Cases), func(i int) {
			j.key("name")
			j.string(k.Cases[i].Name)
			j.key("type")
			j.typ(k.Cases[i].Type)
			j.docs(k.Cases[i].Docs)
		})
	case Enum:
		j.key("enum")
		j.members("cases", len(k.Cases), func(i int) {
			j.key("name")
			j.string(k.Cases[i].Name)
			j.docs(k.Cases[i].Docs)
		})
	case Option:
		j.key("option")
		j.typ(k.Type)
	case Result:
		j.key("result")
		j.open('{')
		j.key("ok")
		j.typ(k.OK)
		j.key("err")
		j.typ(k.Err)
		j.close('}')
	case List:
		j.key("list")
		j.typ(k.Elem)
	case Map:
		j.key("map")
		j.types(k.Key, k.Value)
	case FixedLengthList:
		j.key("fixed-length-list")
		j.open('[')
		j.element()
		j.typ(k.Elem)
		j.element()
		j.int(int(k.Len))
		j.close(']')
	case Future:
		j.key("future")
		j.typ(k.Type)
	case Stream:
		j.key("stream")
		j.typ(k.Type)
	case Alias:
		j.key("type")
		j.typ(k.Type)
	}
	j.close('}')
}

func (j *jsonWriter) handle(word string, id TypeID) {
	j.key("handle")
	j.open('{')
	j.key(word)
	j.int(int(id))
	j.close('}')
}

// members writes {"word": [{…}, …]}, the inside of each of n objects by one.
func (j *jsonWriter) members(word string, n int, one func(int)) {
	j.open('{')
	j.key(word)
	j.open('[')
	for i := range n {
		j.element()
		j.open('{')
		one(i)
		j.close('}')
	}
	j.close(']')
	j.close('}')
}

func (j *jsonWriter) types(types ...Type) {
	j.open('[')
	for _, t := range types {
		j.element()
		j.typ(t)
	}
	j.close(']')
}

func (j *jsonWriter) typ(t Type) {
	if id, ok := t.Def(); ok {
		j.int(int(id))
	} else if t == NoType {
		j.raw("null")
	} else {
		j.string(t.String())
	}
}

func (j *jsonWriter) docs(d Docs) {
	if !d.Present {
		return
	}
	j.key("docs")
	j.open('{')
	j.key("contents")
	j.string(d.Contents)
	j.close('}')
}

func (j *jsonWriter) stability(s Stability) {
	if s.IsUnknown() {
		return
	}
	j.key("stability")
	j.open('{')
	if s.IsStable() {
		j.key("stable")
		j.open('{')
		j.key("since")
		j.string(string(s.Since))
	} else {
		j.key("unstable")
		j.open('{')
		j.key("feature")
		j.string(s.Feature)
	}
	if s.Deprecated != "" {
		j.key("deprecated")
		j.string(string(s.Deprecated))
	}
	j.close('}')
	j.close('}')
}

func (j *jsonWriter) externalID(e ExternalID) {
	if e.Present {
		j.key("external_id")
		j.string(e.Value)
	}
}

// jsonWriter appends JSON with an indentation of two spaces.
type jsonWriter struct {
	b      []byte
	w      io.Writer // where b goes when it has grown, if anywhere
	err    error     // of the first write that failed
	depth  int
	filled bool // the innermost container has an entry
}

func (j *jsonWriter) raw(s string) { j.b = append(j.b, s...) }

func (j *jsonWriter) int(n int) { j.b = strconv.AppendInt(j.b, int64(n), 10) }

func (j *jsonWriter) open(bracket byte) {
	j.b = append(j.b, bracket)
	j.depth++
	j.filled = false
}

func (j *jsonWriter) close(bracket byte) {
	j.depth--
	if j.filled {
		j.newline()
	}
	j.b = append(j.b, bracket)
	j.filled = true // the container around has this one
}

// flush hands what there is to the writer.
func (j *jsonWriter) flush() {
	if j.err == nil {
		_, j.err = j.w.Write(j.b)
	}
	j.b = j.b[:0]
}

// element begins an entry of a list.
func (j *jsonWriter) element() {
	if j.w != nil && len(j.b) >= 1<<16 {
		j.flush()
	}
	if j.filled {
		j.b = append(j.b, ',')
	}
	j.newline()
	j.filled = true
}

// key begins an entry of an object.
func (j *jsonWriter) key(name string) {
	j.element()
	j.string(name)
	j.b = append(j.b, ':', ' ')
}

func (j *jsonWriter) newline() {
	const spaces = "                                "
	j.b = append(j.b, '\n')
	for n := 2 * j.depth; n > 0; n -= len(spaces) {
		j.b = append(j.b, spaces[:min(n, len(spaces))]...)
	}
}

func (j *jsonWriter) optionalString(s string) {
	if s == "" {
		j.raw("null")
	} else {
		j.string(s)
	}
}

func (j *jsonWriter) string(s string) { j.b = appendJSONString(j.b, s) }

// appendJSONString appends s quoted. Only what JSON demands is escaped.
func appendJSONString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	done := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[done:i]...)
		done = i + 1
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		case '\t':
			b = append(b, '\\', 't')
		case '\b':
			b = append(b, '\\', 'b')
		case '\f':
			b = append(b, '\\', 'f')
		default:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
	}
	b = append(b, s[done:]...)
	return append(b, '"')
}
