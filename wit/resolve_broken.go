package wit

import "wcomp/wit/ast"

// Names are resolved in texts with errors of syntax as well: what is wrong with them is reported together. What could follow from an
// error of syntax is not: the parts of a text that the parser skips may define any name that stands in them, and where a bracket is
// missing the rest of an item may mean something else.

// mayDefine reports whether a name that the package does not have may be there, in what was skipped.
func (p *unresolved) mayDefine(r *resolver, name string) bool {
	if !r.broken {
		return false
	}
	for _, f := range p.files {
		if words := r.wordsOf(f.file); words[name] || words[anyWord] {
			return true
		}
	}
	return false
}

// isBroken reports whether parts of the package's text were skipped.
func (p *unresolved) isBroken() bool {
	for _, f := range p.files {
		if len(f.file.Skipped) > 0 {
			return true
		}
	}
	return false
}

// mayDefinePackage is the same for a package.
func (r *resolver) mayDefinePackage(name PackageName) bool {
	if !r.broken {
		return false
	}
	if r.nameless {
		return true
	}
	for _, p := range r.pool {
		if p.anyVersion && p.name.Namespace == name.Namespace && p.name.Name == name.Name {
			return true
		}
	}
	for _, f := range r.files {
		if words := r.wordsOf(f); words[name.Namespace] && words[name.Name] {
			return true
		}
	}
	return false
}

// anyWord stands for the name that is missing where something is defined.
const anyWord = "any word"

// wordsOf are the words in the skipped parts of a file, and the names that are defined in its broken items: these may have ended up in
// the wrong scope.
func (r *resolver) wordsOf(f *ast.File) map[string]bool {
	if len(f.Skipped) == 0 {
		return nil
	}
	if words, ok := r.maybe[f]; ok {
		return words
	}
	words := make(map[string]bool)
	if r.maybe == nil {
		r.maybe = make(map[*ast.File]map[string]bool)
	}
	r.maybe[f] = words
	for _, s := range f.Skipped {
		text := f.Text(s)
		defines := false // the token before is a keyword that a name must follow
		for lex := ast.NewLexer(text); ; {
			tok := lex.Next()
			if defines && tok != ast.Identifier && tok != ast.ExplicitIdentifier {
				words[anyWord] = true
			}
			if tok == ast.EOF {
				break
			}
			switch tok {
			case ast.KeywordInterface, ast.KeywordWorld, ast.KeywordType, ast.KeywordRecord, ast.KeywordFlags, ast.KeywordVariant, ast.KeywordEnum, ast.KeywordResource:
				defines = true
			case ast.LineComment, ast.BlockComment:
				continue
			default:
				defines = false
			}
			word := text[lex.Span().Start:lex.Span().End]
			if tok == ast.ExplicitIdentifier {
				word = word[1:]
			}
			words[word] = true
		}
	}
	for _, item := range flatten(f.Items) {
		if firstSkipped(f, itemSpan(item)) < 0 {
			continue
		}
		switch item := item.(type) {
		case *ast.Interface:
			definedIn(item.Items, words)
		case *ast.World:
			for _, i := range item.Items {
				switch i := i.(type) {
				case *ast.TypeDef:
					words[i.Name.Name] = true
				case *ast.Use:
					usedIn(i, words)
				case *ast.Extern:
					if i.Interface != nil {
						definedIn(i.Interface.Items, words)
					}
				}
			}
		}
	}
	return words
}

func definedIn(items []ast.InterfaceItem, words map[string]bool) {
	for _, item := range items {
		switch item := item.(type) {
		case *ast.TypeDef:
			words[item.Name.Name] = true
		case *ast.Use:
			usedIn(item, words)
		}
	}
}

func usedIn(u *ast.Use, words map[string]bool) {
	for i := range u.Names {
		words[u.Names[i].LocalName().Name] = true
	}
}

// flatten is all items of a file and of the packages in it, but for these packages.
func flatten(items []ast.Item) (all []ast.Item) {
	for _, item := range items {
		if p, ok := item.(*ast.Package); ok {
			all = append(all, flatten(p.Items)...)
		} else {
			all = append(all, item)
		}
	}
	return all
}

func itemSpan(item ast.Item) ast.Span {
	switch item := item.(type) {
	case *ast.Interface:
		return item.Span
	case *ast.World:
		return item.Span
	case *ast.TopUse:
		return item.Span
	}
	return item.(*ast.Package).Span
}

// firstSkipped is where the first skipped part begins that touches a span; -1 if none does.
func firstSkipped(f *ast.File, s ast.Span) int {
	for _, skipped := range f.Skipped {
		if skipped.Start <= s.End && skipped.End >= s.Start {
			return int(skipped.Start)
		}
	}
	return -1
}

// independent are the errors in names that do not follow from errors of syntax: in an item that is broken, behind its first skipped part,
// only unknown names count.
func (r *resolver) independent() (errs ast.ErrorList) {
	if !r.broken {
		return r.errs
	}
	for _, e := range r.errs {
		if e.Code == codeUnknown || e.File == nil || len(e.File.Skipped) == 0 || !follows(e) {
			errs = append(errs, e)
		}
	}
	return errs
}

func follows(e *ast.Error) bool {
	for _, item := range flatten(e.File.Items) {
		if s := itemSpan(item); s.Start <= e.Span.Start && e.Span.Start <= s.End {
			at := firstSkipped(e.File, s)
			return at >= 0 && at <= int(e.Span.Start)
		}
	}
	return false
}
