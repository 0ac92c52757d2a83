package wit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// ReadJSON reads a graph in the form that [Resolve.WriteJSON] writes. Indices and kinds are checked, names are not:
// the graph is as valid as the one it was written from. Keys that the form does not have are ignored.
func ReadJSON(in io.Reader) (*Resolve, error) {
	var top struct {
		Worlds []struct {
			Name             string
			Imports, Exports jsonMap[jsonItem]
			Package          *int
			Docs             *jsonDocs
			Stability        *jsonStability
		}
		Interfaces []struct {
			Name      string
			Types     jsonMap[int]
			Functions jsonMap[jsonFunction]
			Docs      *jsonDocs
			Stability *jsonStability
			Package   *int
			CloneOf   *int `json:"clone_of"`
		}
		Types []struct {
			Name  string
			Kind  jsonKind
			Owner *struct {
				Interface, World *int
			}
			Docs       *jsonDocs
			Stability  *jsonStability
			ExternalID *string `json:"external_id"`
		}
		Packages []struct {
			Name               string
			Docs               *jsonDocs
			Interfaces, Worlds jsonMap[int]
		}
	}
	if err := json.NewDecoder(in).Decode(&top); err != nil {
		return nil, fmt.Errorf("WIT as JSON: %w", err)
	}
	c := &jsonChecker{
		worlds: len(top.Worlds), interfaces: len(top.Interfaces), types: len(top.Types), packages: len(top.Packages),
	}
	r := new(Resolve)
	for i, in := range top.Packages {
		c.at = fmt.Sprintf("packages[%d]", i)
		name, err := ParsePackageName(in.Name)
		if err != nil {
			c.fail("%v", err)
		}
		if _, double := r.Package(name); double {
			c.fail("there are two packages %s", name)
		}
		p := &Package{Name: name, Docs: in.Docs.docs()}
		for _, e := range in.Interfaces {
			p.Interfaces.Set(e.key, InterfaceID(c.index(e.value, c.interfaces)))
		}
		for _, e := range in.Worlds {
			p.Worlds.Set(e.key, WorldID(c.index(e.value, c.worlds)))
		}
		r.AddPackage(p)
	}
	for i, in := range top.Types {
		c.at = fmt.Sprintf("types[%d]", i)
		t := &TypeDef{
			Name: in.Name, Docs: in.Docs.docs(), Stability: c.stability(in.Stability), ExternalID: jsonExternalID(in.ExternalID),
			Kind: c.kind(in.Kind),
		}
		if in.Owner != nil && in.Owner.Interface != nil {
			t.Owner = InterfaceOwner(InterfaceID(c.index(*in.Owner.Interface, c.interfaces)))
		} else if in.Owner != nil && in.Owner.World != nil {
			t.Owner = WorldOwner(WorldID(c.index(*in.Owner.World, c.worlds)))
		}
		r.AddType(t)
	}
	for i, in := range top.Interfaces {
		c.at = fmt.Sprintf("interfaces[%d]", i)
		x := &Interface{
			Name: in.Name, Docs: in.Docs.docs(), Stability: c.stability(in.Stability),
			Package: PackageID(c.pointer(in.Package, c.packages)),
		}
		for _, e := range in.Types {
			x.Types.Set(e.key, TypeID(c.index(e.value, c.types)))
		}
		for _, e := range in.Functions {
			x.Functions.Set(e.key, c.function(&e.value))
		}
		if in.CloneOf != nil {
			of := InterfaceID(c.index(*in.CloneOf, c.interfaces))
			x.CloneOf = &of
		}
		r.AddInterface(x)
	}
	for i, in := range top.Worlds {
		c.at = fmt.Sprintf("worlds[%d]", i)
		w := &World{
			Name: in.Name, Docs: in.Docs.docs(), Stability: c.stability(in.Stability),
			Package: PackageID(c.pointer(in.Package, c.packages)),
		}
		c.items(&w.Imports, in.Imports)
		c.items(&w.Exports, in.Exports)
		r.AddWorld(w)
	}
	if c.err != nil {
		return nil, c.err
	}
	return r, nil
}

// ParsePackageName reads a package's name as [PackageName.String] writes it.
func ParsePackageName(text string) (PackageName, error) {
	var n PackageName
	var ok bool
	rest, version, versioned := strings.Cut(text, "@")
	if n.Namespace, n.Name, ok = strings.Cut(rest, ":"); !ok || n.Namespace == "" || n.Name == "" {
		return PackageName{}, fmt.Errorf("package name %q does not have the form namespace:name", text)
	}
	if versioned {
		var err error
		if n.Version, err = ParseVersion(version); err != nil {
			return PackageName{}, err
		}
	}
	return n, nil
}

// jsonMap is an object whose entries keep their order, which encoding/json's own maps do not.
type jsonMap[V any] []jsonEntry[V]

type jsonEntry[V any] struct {
	key   string
	value V
}

func (m *jsonMap[V]) UnmarshalJSON(b []byte) error {
	d := json.NewDecoder(bytes.NewReader(b))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return fmt.Errorf("expected an object, found %v", t)
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		e := jsonEntry[V]{key: key.(string)}
		if err := d.Decode(&e.value); err != nil {
			return err
		}
		*m = append(*m, e)
	}
	return nil
}

type jsonDocs struct{ Contents string }

func (d *jsonDocs) docs() Docs {
	if d == nil {
		return Docs{}
	}
	return NewDocs(d.Contents)
}

func jsonExternalID(s *string) ExternalID {
	if s == nil {
		return ExternalID{}
	}
	return NewExternalID(*s)
}

type jsonStability struct {
	Stable, Unstable *struct{ Since, Feature, Deprecated string }
}

type jsonItem struct {
	Interface *struct {
		ID         int
		Stability  *jsonStability
		Docs       *jsonDocs
		ExternalID *string `json:"external_id"`
	}
	Function *jsonFunction
	Type     *int
}

type jsonFunction struct {
	Name   string
	Kind   json.RawMessage
	Params []struct {
		Name string
		Type json.RawMessage
	}
	Result     json.RawMessage
	Docs       *jsonDocs
	Stability  *jsonStability
	ExternalID *string `json:"external_id"`
}

// jsonMember is a field, flag or case.
type jsonMember struct {
	Name string
	Type json.RawMessage
	Docs *jsonDocs
}

// jsonKind is a word or an object with one key.
type jsonKind struct {
	word  string
	value json.RawMessage
}

func (k *jsonKind) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &k.word)
	}
	var m jsonMap[json.RawMessage]
	if err := json.Unmarshal(b, &m); err != nil {
		return err
	}
	if len(m) != 1 {
		return fmt.Errorf("a kind of type has one key, found %d", len(m))
	}
	k.word, k.value = m[0].key, m[0].value
	return nil
}

// jsonChecker turns parts into the graph's and remembers the first thing that is wrong.
type jsonChecker struct {
	worlds, interfaces, types, packages int
	at                                  string
	err                                 error
}

func (c *jsonChecker) fail(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf("WIT as JSON: %s: %s", c.at, fmt.Sprintf(format, args...))
	}
}

func (c *jsonChecker) index(i, n int) int {
	if i < 0 || i >= n {
		c.fail("index %d is out of range, there are %d", i, n)
		return 0
	}
	return i
}

func (c *jsonChecker) pointer(i *int, n int) int {
	if i == nil {
		c.fail("package is missing")
		return 0
	}
	return c.index(*i, n)
}

func (c *jsonChecker) decode(b json.RawMessage, v any) {
	if err := json.Unmarshal(b, v); err != nil {
		c.fail("%v", err)
	}
}

func (c *jsonChecker) version(s string) Version {
	if s == "" {
		return ""
	}
	v, err := ParseVersion(s)
	if err != nil {
		c.fail("%v", err)
	}
	return v
}

func (c *jsonChecker) stability(s *jsonStability) Stability {
	switch {
	case s == nil:
	case s.Stable != nil:
		return Stability{Since: c.version(s.Stable.Since), Deprecated: c.version(s.Stable.Deprecated)}
	case s.Unstable != nil:
		return Stability{Feature: s.Unstable.Feature, Deprecated: c.version(s.Unstable.Deprecated)}
	}
	return Stability{}
}

func (c *jsonChecker) typ(b json.RawMessage) Type {
	switch {
	case len(b) == 0 || string(b) == "null":
		return NoType
	case b[0] == '"':
		var word string
		c.decode(b, &word)
		t, ok := PrimitiveType(word)
		if !ok {
			c.fail("%q is no primitive type", word)
		}
		return t
	}
	return c.typeID(b).Ref()
}

// mustType is for the places where a type cannot be absent.
func (c *jsonChecker) mustType(b json.RawMessage) Type {
	t := c.typ(b)
	if t == NoType {
		c.fail("a type is missing")
	}
	return t
}

func (c *jsonChecker) typeID(b json.RawMessage) TypeID {
	var i int
	c.decode(b, &i)
	return TypeID(c.index(i, c.types))
}

func (c *jsonChecker) items(to *OrderedMap[WorldKey, WorldItem], from jsonMap[jsonItem]) {
	for _, e := range from {
		var item WorldItem
		key := NameKey(e.key)
		switch in := e.value; {
		case in.Interface != nil:
			id := InterfaceID(c.index(in.Interface.ID, c.interfaces))
			item = &InterfaceItem{
				ID: id, Stability: c.stability(in.Interface.Stability), Docs: in.Interface.Docs.docs(),
				ExternalID: jsonExternalID(in.Interface.ExternalID),
			}
			// A label may look like an index, but then it stands for another interface.
			if e.key == fmt.Sprintf("interface-%d", id) {
				key = InterfaceKey(id)
			}
		case in.Function != nil:
			item = c.function(in.Function)
		case in.Type != nil:
			item = TypeItem{TypeID(c.index(*in.Type, c.types))}
		default:
			c.fail("%s is neither interface nor function nor type", e.key)
		}
		to.Set(key, item)
	}
}

func (c *jsonChecker) function(in *jsonFunction) *Function {
	f := &Function{
		Name: in.Name, Result: c.typ(in.Result), Docs: in.Docs.docs(), Stability: c.stability(in.Stability),
		ExternalID: jsonExternalID(in.ExternalID),
	}
	for _, p := range in.Params {
		f.Params = append(f.Params, Param{Name: p.Name, Type: c.mustType(p.Type)})
	}
	var kind jsonKind
	c.decode(in.Kind, &kind)
	for k := Freestanding; k <= Constructor; k++ {
		if k.String() == kind.word && k.OfResource() == (kind.value != nil) {
			f.Kind = k
			if kind.value != nil {
				f.Resource = c.typeID(kind.value)
			}
			return f
		}
	}
	c.fail("%q is no kind of function", kind.word)
	return f
}

func (c *jsonChecker) members(b json.RawMessage, key string) []jsonMember {
	var m map[string][]jsonMember
	c.decode(b, &m)
	return m[key]
}

func (c *jsonChecker) kind(k jsonKind) Kind {
	switch k.word {
	case "record":
		var fields []Field
		for _, m := range c.members(k.value, "fields") {
			fields = append(fields, Field{Name: m.Name, Type: c.mustType(m.Type), Docs: m.Docs.docs()})
		}
		return Record{fields}
	case "resource":
		return Resource{}
	case "handle":
		var h struct{ Own, Borrow json.RawMessage }
		c.decode(k.value, &h)
		if h.Own != nil {
			return Own{c.typeID(h.Own)}
		}
		return Borrow{c.typeID(h.Borrow)}
	case "flags":
		var flags []Flag
		for _, m := range c.members(k.value, "flags") {
			flags = append(flags, Flag{Name: m.Name, Docs: m.Docs.docs()})
		}
		return Flags{flags}
	case "tuple":
		var t struct{ Types []json.RawMessage }
		c.decode(k.value, &t)
		var types []Type
		for _, t := range t.Types {
			types = append(types, c.mustType(t))
		}
		return Tuple{types}
	case "variant":
		var cases []Case
		for _, m := range c.members(k.value, "cases") {
			cases = append(cases, Case{Name: m.Name, Type: c.typ(m.Type), Docs: m.Docs.docs()})
		}
		return Variant{cases}
	case "enum":
		var cases []EnumCase
		for _, m := range c.members(k.value, "cases") {
			cases = append(cases, EnumCase{Name: m.Name, Docs: m.Docs.docs()})
		}
		return Enum{cases}
	case "option":
		return Option{c.mustType(k.value)}
	case "result":
		var t struct{ OK, Err json.RawMessage }
		c.decode(k.value, &t)
		return Result{c.typ(t.OK), c.typ(t.Err)}
	case "list":
		return List{c.mustType(k.value)}
	case "map":
		var t [2]json.RawMessage
		c.decode(k.value, &t)
		return Map{c.mustType(t[0]), c.mustType(t[1])}
	case "fixed-length-list":
		var t [2]json.RawMessage
		var n uint32
		c.decode(k.value, &t)
		c.decode(t[1], &n)
		return FixedLengthList{c.mustType(t[0]), n}
	case "future":
		return Future{c.typ(k.value)}
	case "stream":
		return Stream{c.typ(k.value)}
	case "type":
		return Alias{c.mustType(k.value)}
	case "unknown":
		return Unknown{}
	}
	c.fail("%q is no kind of type", k.word)
	return Unknown{}
}
