package wit_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"wcomp/validate"
	"wcomp/wit"
)

// generator writes packages that use everything the language has, most of them right.
type generator struct {
	*rand.Rand
	packages []*genPackage // each mentions those behind it only
	names    int
	gates    int // one item in so many has a gate; 0 for none
	docs     int
}

type genPackage struct {
	name       string // ns:name
	version    string
	interfaces []*genInterface // each uses those behind it only
	worlds     []*genWorld     // each includes those behind it only
}

type genInterface struct {
	name  string
	types []*genType // each mentions those behind it only
	text  string
}

type genType struct {
	name           string
	resource, loan bool // is a resource, holds a borrow
}

type genWorld struct {
	name  string
	plain []string // names that `with` can rename
	text  string
}

// generate makes a new set of packages.
func generatePackages(seed uint64, gates bool) *generator {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 0x9e4e))}
	if gates {
		g.gates = 3 + g.IntN(30)
	}
	g.docs = 2 + g.IntN(20)
	for range 1 + g.IntN(4) {
		p := &genPackage{name: []string{"a", "foo", "bar-baz", "%type", "%list", "x1"}[g.IntN(6)] + ":" + g.fresh("p")}
		if len(g.packages) > 0 && g.IntN(4) == 0 { // another version
			p.name = g.packages[g.IntN(len(g.packages))].name
		}
		if g.IntN(2) == 0 || slices.ContainsFunc(g.packages, func(q *genPackage) bool { return q.name == p.name }) {
			p.version = fmt.Sprintf("%d.%d.%d", g.IntN(2), 1+g.IntN(3), len(g.packages))
			if g.IntN(6) == 0 {
				p.version += "-rc." + strconv.Itoa(g.IntN(3))
			}
			if g.IntN(8) == 0 {
				p.version += "+b" + strconv.Itoa(g.IntN(3))
			}
		}
		g.packages = append(g.packages, p)
		for range 1 + g.IntN(4) {
			i := &genInterface{name: g.fresh("i")}
			for range g.IntN(6) {
				i.types = append(i.types, &genType{name: g.fresh("t"), resource: g.IntN(4) == 0})
			}
			p.interfaces = append(p.interfaces, i)
		}
		for range g.IntN(4) {
			p.worlds = append(p.worlds, &genWorld{name: g.fresh("w")})
		}
	}
	for n := len(g.packages) - 1; n >= 0; n-- {
		g.fill(n)
	}
	return g
}

// fill writes the texts of a package's items.
func (g *generator) fill(n int) {
	p := g.packages[n]
	for k := len(p.interfaces) - 1; k >= 0; k-- {
		i := p.interfaces[k]
		i.text = g.attributes(p) + "interface " + i.name + " {\n" + g.body(n, k, &i.types) + "}\n"
	}
	for k := len(p.worlds) - 1; k >= 0; k-- {
		w := p.worlds[k]
		w.text = g.attributes(p) + "world " + w.name + " {\n" + g.world(n, k) + "}\n"
	}
}

var genWords = []string{"a", "foo", "bar-baz", "x1", "A", "is-XML", "%type", "%list", "%u8", "get", "blob", "a0-000", "stream-of", "%stream"}

func (g *generator) word() string { return genWords[g.IntN(len(genWords))] }

// fresh is a name that has not been given, most of the time.
func (g *generator) fresh(hint string) string {
	if g.IntN(200) == 0 {
		return g.word()
	}
	g.names++
	return hint + strconv.Itoa(g.names)
}

func (g *generator) one(of int) bool { return of > 0 && g.IntN(of) == 0 }

// attributes are the docs and attributes in front of an item.
func (g *generator) attributes(p *genPackage) string {
	var b strings.Builder
	if g.one(g.docs) {
		b.WriteString([]string{"/// docs\n", "///\n", "/** block\n   more */\n", "// plain\n", "/// one\n/// two `x`\n///\n/// é three\n", "/* a */ /// b\n"}[g.IntN(6)])
	}
	if g.one(g.gates) {
		since := p.version != "" && g.IntN(3) > 0
		if since {
			fmt.Fprintf(&b, "@since(version = %s)\n", []string{"0.0.1", p.version, "0.1.0"}[g.IntN(3)])
		} else {
			fmt.Fprintf(&b, "@unstable(feature = %s)\n", []string{"active", "x"}[g.IntN(2)])
		}
		if g.IntN(4) == 0 {
			b.WriteString("@deprecated(version = 9.9.9)\n")
		}
	}
	return b.String()
}

func (g *generator) externalID() string {
	if g.one(g.gates * 4) {
		return "@external-id(\"" + []string{"x", "a b", "\\u{e9}", "\\\\ \\\" \\n", ""}[g.IntN(5)] + "\")\n"
	}
	return ""
}

// path is how an interface or world of package q is named in package n.
func (g *generator) path(n, q int, name string) string {
	if n == q {
		return name
	}
	p := g.packages[q]
	if p.version == "" {
		return p.name + "/" + name
	}
	return p.name + "/" + name + "@" + p.version
}

// someInterface picks an interface that package n may mention; from the k-th on in its own.
func (g *generator) someInterface(n, k int) (path string, i *genInterface) {
	for range 10 {
		q := n + g.IntN(len(g.packages)-n)
		list := g.packages[q].interfaces
		if q == n {
			list = list[min(k, len(list)):]
		}
		if len(list) > 0 {
			i = list[g.IntN(len(list))]
			return g.path(n, q, i.name), i
		}
	}
	return "", nil
}

// use writes a `use` and gives the types that it brings.
func (g *generator) use(n, k int, scope []*genType) (string, []*genType) {
	path, i := g.someInterface(n, k)
	if i == nil || len(i.types) == 0 {
		return "", scope
	}
	var list []string
	for range 1 + g.IntN(2) {
		t := *i.types[g.IntN(len(i.types))]
		text := t.name
		if g.IntN(3) == 0 || slices.ContainsFunc(scope, func(s *genType) bool { return s.name == t.name }) {
			old := t.name
			t.name = g.fresh("us")
			text = old + " as " + t.name
		}
		scope = append(scope, &t)
		list = append(list, text)
	}
	return g.attributes(g.packages[n]) + g.externalID() + "use " + path + ".{" + strings.Join(list, ", ") + "};\n", scope
}

// body writes the items of the k-th interface of package n, whose own types are given and completed.
func (g *generator) body(n, k int, types *[]*genType) string {
	p := g.packages[n]
	var items []string
	var scope []*genType
	for range g.IntN(3) {
		var text string
		text, scope = g.use(n, k+1, scope)
		items = append(items, text)
	}
	for j := len(*types) - 1; j >= 0; j-- {
		t := (*types)[j]
		items = append(items, g.definition(p, t, scope))
		scope = append(scope, t)
	}
	for range g.IntN(5) {
		items = append(items, g.attributes(p)+g.externalID()+g.fresh("fn")+": "+g.function(scope)+";\n")
	}
	g.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
	for _, t := range scope {
		if !slices.Contains(*types, t) {
			*types = append(*types, t)
		}
	}
	return strings.Join(items, "")
}

func (g *generator) definition(p *genPackage, t *genType, scope []*genType) string {
	head := g.attributes(p) + g.externalID()
	if t.resource {
		if g.IntN(3) == 0 {
			return head + "resource " + t.name + ";\n"
		}
		all := append(slices.Clone(scope), t)
		var b strings.Builder
		b.WriteString(head + "resource " + t.name + " {\n")
		for m := range g.IntN(4) {
			b.WriteString(g.attributes(p) + g.externalID())
			switch {
			case m == 0 && g.IntN(2) == 0:
				b.WriteString("constructor(" + g.params(all) + ")")
				if g.IntN(3) == 0 {
					b.WriteString(" -> result<" + t.name + ">")
				}
			default:
				b.WriteString(g.fresh("m") + ": ")
				if g.IntN(3) == 0 {
					b.WriteString("static ")
				}
				b.WriteString(g.function(all))
			}
			b.WriteString(";\n")
		}
		return head[:0] + b.String() + "}\n"
	}
	loan := g.IntN(10) == 0
	note := func(text string) string {
		t.loan = t.loan || loan && strings.Contains(text, "borrow<")
		for _, s := range scope {
			t.loan = t.loan || s.loan && strings.Contains(text, s.name)
		}
		return text
	}
	var members []string
	for m := range 1 + g.IntN(4) {
		doc := ""
		if g.one(g.docs) {
			doc = "/// of a member\n"
		}
		members = append(members, doc+fmt.Sprintf("c%d", m))
	}
	switch g.IntN(7) {
	case 0:
		for m := range members {
			members[m] += ": " + note(g.typ(scope, 0, loan))
		}
		return head + "record " + t.name + " { " + strings.Join(members, ", ") + " }\n"
	case 1:
		for m := range members {
			if g.IntN(2) == 0 {
				members[m] += "(" + note(g.typ(scope, 0, loan)) + ")"
			}
		}
		return head + "variant " + t.name + " { " + strings.Join(members, ", ") + ", }\n"
	case 2:
		return head + "enum " + t.name + " { " + strings.Join(members, ", ") + " }\n"
	case 3:
		return head + "flags " + t.name + " { " + strings.Join(members, ", ") + " }\n"
	case 4:
		if len(scope) > 0 {
			s := scope[g.IntN(len(scope))]
			t.resource, t.loan = s.resource, s.loan
			return head + "type " + t.name + " = " + s.name + ";\n"
		}
	}
	return head + "type " + t.name + " = " + note(g.typ(scope, 0, loan)) + ";\n"
}

func (g *generator) function(scope []*genType) string {
	text := ""
	if g.IntN(5) == 0 {
		text = "async "
	}
	text += "func(" + g.params(scope) + ")"
	if g.IntN(2) == 0 {
		text += " -> " + g.typ(slices.DeleteFunc(slices.Clone(scope), func(t *genType) bool { return t.loan }), 0, false)
	}
	return text
}

func (g *generator) params(scope []*genType) string {
	var list []string
	for n := range g.IntN(4) {
		list = append(list, fmt.Sprintf("p%d: %s", n, g.typ(scope, 0, true)))
	}
	return strings.Join(list, ", ")
}

var genPrimitives = []string{"bool", "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "f32", "f64", "char", "string", "string", "error-context"}

func (g *generator) typ(scope []*genType, depth int, loan bool) string {
	inner := func() string { return g.typ(scope, depth+1, loan) }
	if depth < 3 {
		switch g.IntN(20) {
		case 0, 1:
			return "list<" + inner() + ">"
		case 2:
			return fmt.Sprintf("list<%s, %d>", inner(), 1+g.IntN(20))
		case 3, 4:
			return "option<" + inner() + ">"
		case 5:
			return []string{"result", "result<" + inner() + ">", "result<_, " + inner() + ">", "result<" + inner() + ", " + inner() + ">"}[g.IntN(4)]
		case 6:
			return "tuple<" + inner() + ", " + inner() + ">"
		case 7:
			return "map<" + genPrimitives[g.IntN(9)] + ", " + inner() + ">"
		case 8:
			return []string{"stream", "future"}[g.IntN(2)] + []string{"", "<" + g.typ(scope, depth+1, false) + ">"}[g.IntN(2)]
		}
	}
	if len(scope) > 0 && g.IntN(2) == 0 {
		t := scope[g.IntN(len(scope))]
		switch {
		case t.loan && !loan:
		case t.resource && loan && g.IntN(2) == 0:
			return "borrow<" + t.name + ">"
		case t.resource && g.IntN(3) == 0:
			return "own<" + t.name + ">"
		default:
			return t.name
		}
	}
	return genPrimitives[g.IntN(len(genPrimitives))]
}

// world writes the items of the k-th world of package n.
func (g *generator) world(n, k int) string {
	p, w := g.packages[n], g.packages[n].worlds[k]
	var items []string
	var scope []*genType
	for range g.IntN(3) {
		if g.IntN(3) == 0 {
			var text string
			text, scope = g.use(n, 0, scope)
			items = append(items, text)
		}
	}
	for range g.IntN(3) {
		t := &genType{name: g.fresh("t"), resource: g.IntN(4) == 0}
		items = append(items, g.definition(p, t, scope))
		scope = append(scope, t)
	}
	for _, t := range scope {
		w.plain = append(w.plain, t.name)
	}
	for range g.IntN(7) {
		head := g.attributes(p) + g.externalID() + []string{"import ", "export "}[g.IntN(2)]
		name := g.fresh("x")
		switch g.IntN(6) {
		case 0:
			items = append(items, head+name+": "+g.function(scope)+";\n")
		case 1:
			var types []*genType
			for range g.IntN(3) {
				types = append(types, &genType{name: g.fresh("t"), resource: g.IntN(4) == 0})
			}
			items = append(items, head+name+": interface {\n"+g.body(n, -1, &types)+"}\n")
		case 2:
			if path, i := g.someInterface(n, 0); i != nil {
				items = append(items, head+name+": "+path+";\n")
			}
		default:
			if path, i := g.someInterface(n, 0); i != nil {
				items = append(items, head+path+";\n")
			}
			continue
		}
		w.plain = append(w.plain, name)
	}
	for range g.IntN(4) {
		if g.IntN(2) == 0 {
			continue
		}
		q := n + g.IntN(len(g.packages)-n)
		list := g.packages[q].worlds
		if q == n {
			list = list[k+1:]
		}
		if len(list) == 0 {
			continue
		}
		from := list[g.IntN(len(list))]
		text := g.attributes(p) + "include " + g.path(n, q, from.name)
		if len(from.plain) > 0 && g.IntN(2) == 0 {
			old := from.plain[g.IntN(len(from.plain))]
			new := g.fresh("y")
			items = append(items, text+" with { "+old+" as "+new+" }\n")
			w.plain = append(w.plain, new)
		} else {
			items = append(items, text+";\n")
		}
	}
	g.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
	return strings.Join(items, "")
}

// items are the texts of a package's items in some order.
func (g *generator) items(p *genPackage) (list []string) {
	for _, i := range p.interfaces {
		list = append(list, i.text)
	}
	for _, w := range p.worlds {
		list = append(list, w.text)
	}
	g.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

func (p *genPackage) header() string {
	if p.version == "" {
		return "package " + p.name
	}
	return "package " + p.name + "@" + p.version
}

// single is everything in one file.
func (g *generator) single() *witCase {
	var b strings.Builder
	main := g.packages[0]
	b.WriteString(g.attributes(&genPackage{})[:0] + main.header() + ";\n")
	items := g.items(main)
	for _, p := range g.packages[1:] {
		items = append(items, p.header()+" {\n"+strings.Join(g.items(p), "")+"}\n")
	}
	g.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
	return &witCase{files: []witFile{{"in.wit", b.String() + strings.Join(items, "")}}}
}

// spread is everything in a folder: the main package in some files, the others in deps.
func (g *generator) spread() *witCase {
	c := &witCase{folder: true}
	put := func(dir string, p *genPackage, nested []string) {
		items := append(g.items(p), nested...)
		files := 1 + g.IntN(3)
		texts := make([]string, files)
		texts[g.IntN(files)] = p.header() + ";\n"
		for _, item := range items {
			texts[g.IntN(files)] += item
		}
		for i, text := range texts {
			c.files = append(c.files, witFile{fmt.Sprintf("%s%c.wit", dir, 'a'+i), text})
		}
	}
	var nested []string
	for i, p := range g.packages[1:] {
		switch g.IntN(4) {
		case 0:
			nested = append(nested, p.header()+" {\n"+strings.Join(g.items(p), "")+"}\n")
		case 1:
			c.files = append(c.files, witFile{fmt.Sprintf("deps/d%d.wit", i), p.header() + ";\n" + strings.Join(g.items(p), "")})
		default:
			put(fmt.Sprintf("deps/d%d/", i), p, nil)
		}
	}
	put("", g.packages[0], nested)
	return c
}

// encodedDeps is a set of packages in a folder whose last one, which mentions none, is there in binary form, with another one behind it
// that only it is for. It is nil if there is but one package.
func (g *generator) encodedDeps(d *differential) *witCase {
	last := len(g.packages) - 1
	if last == 0 {
		return nil
	}
	only := &generator{Rand: g.Rand, packages: g.packages[last:]}
	r, main, err := wit.Parse("last.wit", []byte(only.single().files[0].text), &wit.ParseOptions{AllFeatures: true})
	if err != nil {
		return nil
	}
	data := r.EncodePackage(main, referenceProducer)
	if _, err := validate.Binary(data, validate.Options{Features: allFeatures}); err != nil {
		return nil
	}
	rest := &generator{Rand: g.Rand, packages: g.packages[:last]}
	c := rest.spread()
	c.files = append(c.files, witFile{"deps/m.wasm", string(data)})
	if g.IntN(2) == 0 && len(g.packages) > 2 { // the same once more, with what it needs: its own dependency is there twice
		two := &generator{Rand: g.Rand, packages: g.packages[last-1:]}
		r, main, err := wit.Parse("two.wit", []byte(two.single().files[0].text), &wit.ParseOptions{AllFeatures: true})
		if err != nil {
			return nil
		}
		data := r.EncodePackage(main, referenceProducer)
		if _, err := validate.Binary(data, validate.Options{Features: allFeatures}); err != nil {
			return nil
		}
		rest.packages = g.packages[:last-1]
		files := c.files[len(c.files)-1:]
		c = rest.spread()
		c.files = append(c.files, files...)
		c.files = append(c.files, witFile{[]string{"deps/a.wasm", "deps/z.wasm"}[g.IntN(2)], string(data)})
	}
	return c
}

// TestEncodedDependencies: packages in binary form in deps are merged as the reference merges them. 60 folders, more with
// WCOMP_DIFFERENTIAL=5000.
func TestEncodedDependencies(t *testing.T) {
	d := newDifferential(t)
	failures := 0
	for n := range scaled(t, 60) {
		g := generatePackages(uint64(n), false)
		c := g.encodedDeps(d)
		if c == nil {
			continue
		}
		c.name, c.features = fmt.Sprintf("seed %d", n), "*"
		if err := d.compare(c); err != nil {
			for i := range c.files {
				if strings.HasSuffix(c.files[i].path, ".wasm") {
					c.files[i].text = fmt.Sprintf("%d bytes", len(c.files[i].text))
				}
			}
			t.Errorf("case %d: %v\n%s", n, err, c)
			if failures++; failures > 20 {
				break
			}
		}
	}
	d.log()
}

// TestGeneratedWIT: generated packages are accepted exactly where the reference accepts them, with the same graph, text and bytes;
// where both refuse them the reference's error is among ours. 100 sets of packages, more with WCOMP_DIFFERENTIAL=20000.
func TestGeneratedWIT(t *testing.T) {
	d := newDifferential(t)
	failures := 0
	for n := range scaled(t, 100) {
		features := []string{"*", "", "active", "*"}[n%4]
		g := generatePackages(uint64(n), n%3 > 0)
		c := g.single()
		if n%2 == 1 {
			c = g.spread()
		}
		c.name, c.features = fmt.Sprintf("seed %d", n), features
		if err := d.compare(c); err != nil {
			t.Errorf("case %d: %v\n%s", n, err, c)
			if failures++; failures > 40 {
				break
			}
		}
	}
	d.log()
}
