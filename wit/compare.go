package wit

import (
	"fmt"
	"strconv"
	"strings"
)

// comparer says whether types of two graphs, or of one, mean the same: equal in structure with all names of members,
// aliases seen through, resources equal where the caller says so. It remembers what it found equal. There is no
// recursion: types may be chained as long as the input.
type comparer struct {
	a, b  *Resolve
	words compareWords
	// sameResource says whether two resources are the same.
	sameResource func(a, b TypeID) bool

	equal        map[typePair]struct{}
	nodes        []compareNode
	baseA, baseB dealiaser
}

// compareWords say in messages what the two sides are to one another.
type compareWords struct {
	changed string // with both sides: "%s became %s"
	missing string // of what only the first side has: "gone"
	extra   string // of what only the second side has: "new"
}

var (
	oldAndNew   = compareWords{"%s became %s", "gone", "new"}
	oneAndOther = compareWords{"%s in one, %s in the other", "only in one", "only in the other"}
)

type typePair struct{ a, b Type }

// compareNode is a pair of types still to be compared and how it was reached.
type compareNode struct {
	typePair
	parent int    // index of the node that mentions this one, -1 for the first
	step   string // from the parent to this one, in words
}

// mismatch is the first difference found between two types.
type mismatch struct {
	path string // from the type compared to the part that differs: "field a, list element"; empty for the type itself
	why  string // what differs, in the comparer's words: "u8 became u16"
}

func (m *mismatch) String() string {
	if m.path == "" {
		return m.why
	}
	return m.path + ": " + m.why
}

func newComparer(a, b *Resolve, words compareWords, sameResource func(a, b TypeID) bool) *comparer {
	return &comparer{
		a: a, b: b, words: words, sameResource: sameResource, equal: map[typePair]struct{}{},
		baseA: dealiaser{r: a}, baseB: dealiaser{r: b},
	}
}

// compare returns nil if two types are equal, or the first difference. Either may be NoType.
func (c *comparer) compare(a, b Type) *mismatch {
	c.nodes = c.nodes[:0]
	c.push(a, b, -1, "")
	return c.finish(false)
}

// compareDefinition is compare for two types that have been taken for equal wherever they are mentioned.
func (c *comparer) compareDefinition(a, b Type) *mismatch {
	c.nodes = append(c.nodes[:0], compareNode{typePair{a, b}, -1, ""})
	return c.finish(true)
}

// finish compares the nodes. Whether the first pair stays known as equal whatever comes out is for keepFirst to say.
func (c *comparer) finish(keepFirst bool) *mismatch {
	for i := 0; i < len(c.nodes); i++ {
		if why := c.step(i); why != "" {
			path := c.path(i)
			// What was reached on the way is not known to be equal.
			for _, n := range c.nodes {
				if n.parent >= 0 || !keepFirst {
					delete(c.equal, n.typePair)
				}
			}
			return &mismatch{path: path, why: why}
		}
	}
	return nil
}

func (c *comparer) push(a, b Type, parent int, step string) {
	pair := typePair{a, b}
	if _, ok := c.equal[pair]; ok {
		return
	}
	c.equal[pair] = struct{}{}
	c.nodes = append(c.nodes, compareNode{pair, parent, step})
}

func (c *comparer) path(i int) string {
	var steps []string
	for ; i >= 0; i = c.nodes[i].parent {
		if s := c.nodes[i].step; s != "" {
			steps = append(steps, s)
		}
	}
	const longest = 8
	var b strings.Builder
	for i := len(steps) - 1; i >= 0; i-- {
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		if i >= longest/2 && i < len(steps)-longest/2 && len(steps) > longest+1 {
			b.WriteString("…")
			i = longest / 2
			continue
		}
		b.WriteString(steps[i])
	}
	return b.String()
}

// step compares the pair of a node without what it mentions, which it pushes. It says what differs, or nothing.
func (c *comparer) step(i int) string {
	a, b := c.nodes[i].a, c.nodes[i].b
	if c.sameAlias(a, b) {
		return ""
	}
	if base := (typePair{c.baseA.base(a), c.baseB.base(b)}); base != c.nodes[i].typePair {
		if _, ok := c.equal[base]; ok {
			return ""
		}
		a, b = base.a, base.b
	}
	ida, defa := a.Def()
	idb, defb := b.Def()
	if !defa || !defb {
		if a == b {
			return ""
		}
		return c.became(a, b)
	}
	switch ka := c.a.Types[ida].Kind.(type) {
	case Record:
		if kb, ok := c.b.Types[idb].Kind.(Record); ok {
			if why := c.names("field", len(ka.Fields), len(kb.Fields),
				func(i int) string { return ka.Fields[i].Name }, func(i int) string { return kb.Fields[i].Name }); why != "" {
				return why
			}
			for j, f := range ka.Fields {
				c.push(f.Type, kb.Fields[j].Type, i, "field "+f.Name)
			}
			return ""
		}
	case Variant:
		if kb, ok := c.b.Types[idb].Kind.(Variant); ok {
			if why := c.names("case", len(ka.Cases), len(kb.Cases),
				func(i int) string { return ka.Cases[i].Name }, func(i int) string { return kb.Cases[i].Name }); why != "" {
				return why
			}
			for j, k := range ka.Cases {
				c.push(k.Type, kb.Cases[j].Type, i, "case "+k.Name)
			}
			return ""
		}
	case Enum:
		if kb, ok := c.b.Types[idb].Kind.(Enum); ok {
			return c.names("case", len(ka.Cases), len(kb.Cases),
				func(i int) string { return ka.Cases[i].Name }, func(i int) string { return kb.Cases[i].Name })
		}
	case Flags:
		if kb, ok := c.b.Types[idb].Kind.(Flags); ok {
			return c.names("flag", len(ka.Flags), len(kb.Flags),
				func(i int) string { return ka.Flags[i].Name }, func(i int) string { return kb.Flags[i].Name })
		}
	case Tuple:
		if kb, ok := c.b.Types[idb].Kind.(Tuple); ok {
			if len(ka.Types) != len(kb.Types) {
				return fmt.Sprintf(c.words.changed, fmt.Sprintf("a tuple of %d", len(ka.Types)), fmt.Sprintf("one of %d", len(kb.Types)))
			}
			for j, t := range ka.Types {
				c.push(t, kb.Types[j], i, "tuple member "+strconv.Itoa(j))
			}
			return ""
		}
	case Option:
		if kb, ok := c.b.Types[idb].Kind.(Option); ok {
			c.push(ka.Type, kb.Type, i, "in the option")
			return ""
		}
	case Result:
		if kb, ok := c.b.Types[idb].Kind.(Result); ok {
			c.push(ka.OK, kb.OK, i, "ok")
			c.push(ka.Err, kb.Err, i, "error")
			return ""
		}
	case List:
		if kb, ok := c.b.Types[idb].Kind.(List); ok {
			c.push(ka.Elem, kb.Elem, i, "list element")
			return ""
		}
	case FixedLengthList:
		if kb, ok := c.b.Types[idb].Kind.(FixedLengthList); ok {
			if ka.Len != kb.Len {
				return fmt.Sprintf(c.words.changed, fmt.Sprintf("length %d", ka.Len), fmt.Sprintf("length %d", kb.Len))
			}
			c.push(ka.Elem, kb.Elem, i, "list element")
			return ""
		}
	case Map:
		if kb, ok := c.b.Types[idb].Kind.(Map); ok {
			c.push(ka.Key, kb.Key, i, "map key")
			c.push(ka.Value, kb.Value, i, "map value")
			return ""
		}
	case Future:
		if kb, ok := c.b.Types[idb].Kind.(Future); ok {
			c.push(ka.Type, kb.Type, i, "in the future")
			return ""
		}
	case Stream:
		if kb, ok := c.b.Types[idb].Kind.(Stream); ok {
			c.push(ka.Type, kb.Type, i, "stream element")
			return ""
		}
	case Own:
		if kb, ok := c.b.Types[idb].Kind.(Own); ok {
			c.push(ka.Type.Ref(), kb.Type.Ref(), i, "")
			return ""
		}
	case Borrow:
		if kb, ok := c.b.Types[idb].Kind.(Borrow); ok {
			c.push(ka.Type.Ref(), kb.Type.Ref(), i, "")
			return ""
		}
	case Resource:
		if _, ok := c.b.Types[idb].Kind.(Resource); ok {
			if c.sameResource(ida, idb) {
				return ""
			}
			one, other := c.a.qualifiedType(ida), c.b.qualifiedType(idb)
			if one == other {
				return "resource " + one + " is exported on one side and imported on the other"
			}
			return fmt.Sprintf(c.words.changed, "resource "+one, "resource "+other)
		}
	case Unknown:
		if _, ok := c.b.Types[idb].Kind.(Unknown); ok {
			return ""
		}
	}
	return c.became(a, b)
}

// sameAlias says whether both are aliases, and of types that are equal. It looks one step ahead, so that what has been
// taken for equal by name stays so.
func (c *comparer) sameAlias(a, b Type) bool {
	ida, defa := a.Def()
	idb, defb := b.Def()
	if !defa || !defb {
		return false
	}
	ka, oka := c.a.Types[ida].Kind.(Alias)
	kb, okb := c.b.Types[idb].Kind.(Alias)
	if !oka || !okb {
		return false
	}
	_, equal := c.equal[typePair{ka.Type, kb.Type}]
	return equal
}

func (c *comparer) became(a, b Type) string {
	return fmt.Sprintf(c.words.changed, c.a.briefType(a), c.b.briefType(b))
}

// names compares two lists of members: what is gone, what is new, what changed its place.
func (c *comparer) names(what string, na, nb int, a, b func(int) string) string {
	for i := range min(na, nb) {
		if a(i) != b(i) {
			return c.order(what, na, nb, a, b)
		}
	}
	if na != nb {
		return c.order(what, na, nb, a, b)
	}
	return ""
}

func (c *comparer) order(what string, na, nb int, a, b func(int) string) string {
	inA, inB := make(map[string]bool, na), make(map[string]bool, nb)
	for i := range na {
		inA[a(i)] = true
	}
	for i := range nb {
		inB[b(i)] = true
	}
	var parts []string
	list := func(n int, name func(int) string, other map[string]bool, verb string) {
		var names []string
		for i := range n {
			if !other[name(i)] {
				names = append(names, name(i))
			}
		}
		const shown = 3
		switch {
		case len(names) == 0:
		case len(names) > shown+1:
			parts = append(parts, fmt.Sprintf("%s %s and %d more are %s", what+"s", strings.Join(names[:shown], ", "), len(names)-shown, verb))
		case len(names) == 1:
			parts = append(parts, fmt.Sprintf("%s %s is %s", what, names[0], verb))
		default:
			parts = append(parts, fmt.Sprintf("%s %s are %s", what+"s", strings.Join(names, ", "), verb))
		}
	}
	list(na, a, inB, c.words.missing)
	list(nb, b, inA, c.words.extra)
	if len(parts) > 0 {
		return strings.Join(parts, ", ")
	}
	for i := range min(na, nb) {
		if a(i) != b(i) {
			return fmt.Sprintf(c.words.changed, what+" "+a(i), what+" "+b(i)) + " at its place"
		}
	}
	return fmt.Sprintf("a %s stands twice", what)
}

// briefType is a type in a message: its text, cut where it gets long, or for a named type its kind and name.
func (r *Resolve) briefType(t Type) string {
	if t == NoType {
		return "nothing"
	}
	if id, ok := t.Def(); ok && r.Types[id].Name != "" {
		return kindWord(r.Types[id].Kind) + " " + r.Types[id].Name
	}
	p := r.newPrinter(nil, PrintOptions{})
	p.brief = true
	p.typ(t)
	return string(p.b)
}

// qualifiedType is a named type with the interface or world it is defined in: a:b/c.t.
func (r *Resolve) qualifiedType(id TypeID) string {
	t := r.Types[id]
	if i, ok := t.Owner.Interface(); ok {
		if name, ok := r.InterfaceName(i); ok {
			return name + "." + t.Name
		}
	}
	if w, ok := t.Owner.World(); ok {
		return r.WorldName(w) + "." + t.Name
	}
	return t.Name
}

// compareFunctions returns the differences between two functions: kind, parameters, result.
func (c *comparer) compareFunctions(a, b *Function) []string {
	var out []string
	if a.Kind != b.Kind {
		out = append(out, fmt.Sprintf(c.words.changed, functionWord(a.Kind), functionWord(b.Kind)))
	}
	if why := c.names("parameter", len(a.Params), len(b.Params),
		func(i int) string { return a.Params[i].Name }, func(i int) string { return b.Params[i].Name }); why != "" {
		out = append(out, why)
	} else {
		for i, p := range a.Params {
			if m := c.compare(p.Type, b.Params[i].Type); m != nil {
				out = append(out, "parameter "+p.Name+": "+m.String())
			}
		}
	}
	if m := c.compare(a.Result, b.Result); m != nil {
		out = append(out, "result: "+m.String())
	}
	return out
}

func functionWord(k FunctionKind) string {
	switch k {
	case Freestanding:
		return "a function"
	case AsyncFreestanding:
		return "an async function"
	case Method:
		return "a method"
	case AsyncMethod:
		return "an async method"
	case Static:
		return "a static function"
	case AsyncStatic:
		return "an async static function"
	}
	return "a constructor"
}
