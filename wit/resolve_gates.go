package wit

import "wcomp/wit/ast"

// gate weighs the attributes of an item (WIT.md, Feature Gates): what they say, and whether they leave the item out. at is where
// an error about the item's own version points; with the zero Span the version is not looked at.
func (r *resolver) gate(p *unresolved, f *fileScope, attrs *ast.Attributes, at ast.Span) (s Stability, off bool) {
	if len(attrs.List) == 0 {
		return s, false
	}
	var seen [ast.ExternalID + 1]bool
	var deprecated *ast.Attribute
	for i := range attrs.List {
		a := &attrs.List[i]
		if seen[a.Kind] {
			r.errorAt(f, a.Name, codeGate, "`@%s` is given twice", a.Kind)
			continue
		}
		seen[a.Kind] = true
		switch a.Kind {
		case ast.Since:
			s.Since = Version(a.Version.Text)
			if at.End != 0 {
				r.checkSince(p, f, s.Since, at)
			}
		case ast.Unstable:
			s.Feature = a.Text
		case ast.Deprecated:
			s.Deprecated = Version(a.Version.Text)
			deprecated = a
		}
	}
	if seen[ast.Since] && seen[ast.Unstable] {
		for _, a := range attrs.List {
			if a.Kind == ast.Since {
				r.errorAt(f, a.Name, codeGate, "an item is either stable, `@since`, or `@unstable`, not both")
				break
			}
		}
		s.Feature = ""
	}
	if deprecated != nil && s.IsUnknown() {
		e := r.errorAt(f, deprecated.Name, codeGate, "`@deprecated` needs `@since` or `@unstable` beside it")
		e.Help = "say since when the item was there: `@since(version = …)`"
		s.Deprecated = ""
	}
	return s, s.IsUnstable() && !r.options.AllFeatures && !r.features[s.Feature]
}

func (r *resolver) checkSince(p *unresolved, f *fileScope, since Version, at ast.Span) {
	switch {
	case p.anyVersion:
	case p.name.Version == "":
		e := r.errorAt(f, at, codeGate, "`@since` is not allowed in package `%s`: it has no version", p.name)
		e.Help = "give the package a version: `package " + p.name.String() + "@" + string(since) + ";`"
	case since.Compare(p.name.Version) > 0:
		r.errorAt(f, at, codeGate, "`@since` names version %s, and package `%s` is only at %s", since, p.name, p.name.Version)
	}
}

// externalID is the text of an `@external-id`, if there is one.
func externalID(attrs *ast.Attributes) ExternalID {
	for _, a := range attrs.List {
		if a.Kind == ast.ExternalID {
			return NewExternalID(a.Text)
		}
	}
	return ExternalID{}
}

// noExternalID refuses an `@external-id` where the grammar has none and it would say nothing.
func (r *resolver) noExternalID(f *fileScope, attrs *ast.Attributes, item string) {
	for _, a := range attrs.List {
		if a.Kind == ast.ExternalID {
			e := r.errorAt(f, a.Name, codeGate, "`@external-id` is not allowed on %s", item)
			e.Help = "it belongs on an import, an export, a function or a type"
			return
		}
	}
}

func (r *resolver) excluded(f *fileScope, at ast.Span, what, name string) *ast.Error {
	e := r.errorAt(f, at, codeGate, "this refers to the %s `%s`, which is left out because its feature is not active", what, name)
	e.Help = "gate this item alike, or activate the feature with `--features`"
	return e
}
