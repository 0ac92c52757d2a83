package wit

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"wcomp/wit/ast"
)

// Names of one scope must differ in more than the case of their letters (WIT.md, WIT Worlds; Explainer.md, strongly-unique).

// caseScope finds names that differ only in case. The zero value is an empty scope.
type caseScope struct {
	names []caseName
	upper bool // a name has a capital letter; without one there is nothing to find
}

type caseName struct {
	name string
	file *fileScope
	at   ast.Span
}

func (c *caseScope) add(f *fileScope, id ast.Ident) {
	c.upper = c.upper || hasUpper(id.Name)
	c.names = append(c.names, caseName{id.Name, f, id.Span})
}

func hasUpper(name string) bool {
	for i := range len(name) {
		if name[i] >= 'A' && name[i] <= 'Z' {
			return true
		}
	}
	return false
}

// check reports every name that an earlier one equals but for case.
func (c *caseScope) check(r *resolver) {
	if !c.upper {
		return
	}
	seen := make(map[string]caseName, len(c.names))
	for _, n := range c.names {
		folded := strings.ToLower(n.name)
		first, ok := seen[folded]
		if !ok {
			seen[folded] = n
			continue
		}
		if first.name != n.name { // the same name twice is an error of its own
			e := r.errorAt(n.file, n.at, codeDuplicate, "the names `%s` and `%s` differ only in case", first.name, n.name)
			e.Related = []ast.Related{{File: first.file.file, Span: first.at, Message: "first defined here"}}
		}
	}
}

// checkCase holds the names of a package's interfaces and worlds apart.
func (r *resolver) checkCase(p *unresolved) {
	var c caseScope
	for _, d := range p.decls {
		c.add(d.file, d.name)
	}
	c.check(r)
}

// checkCase holds the names of a body apart.
func (b *body) checkCase() {
	if !b.upper {
		return
	}
	entries := slices.SortedFunc(maps.Values(b.names), func(x, y *entry) int { return cmp.Compare(x.id.Span.Start, y.id.Span.Start) })
	var c caseScope
	for _, e := range entries {
		c.add(b.f, e.id)
	}
	c.check(b.r)
}
