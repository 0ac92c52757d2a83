package wit

import "strings"

// PackageName names a package: ns:name or ns:name@version. It is comparable.
type PackageName struct {
	Namespace string
	Name      string
	Version   Version // empty when the package has none
}

// String returns the name as it is written: ns:name@version.
func (n PackageName) String() string {
	var b strings.Builder
	b.WriteString(n.Namespace)
	b.WriteByte(':')
	b.WriteString(n.Name)
	if n.Version != "" {
		b.WriteByte('@')
		b.WriteString(string(n.Version))
	}
	return b.String()
}

// ItemName returns the full name of an interface or world of the package, as component imports and exports spell
// it: ns:name/item@version.
func (n PackageName) ItemName(item string) string {
	s := n.Namespace + ":" + n.Name + "/" + item
	if n.Version != "" {
		s += "@" + string(n.Version)
	}
	return s
}

// Package is a WIT package: a name and the interfaces and worlds it defines, in index order.
type Package struct {
	Name       PackageName
	Docs       Docs
	Interfaces OrderedMap[string, InterfaceID]
	Worlds     OrderedMap[string, WorldID]
	Span       Span // of the name in the header
}
