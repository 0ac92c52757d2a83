package wit

import (
	"fmt"
	"strings"

	"wcomp/internal/nearest"
)

// SelectWorld finds the world that a user means by name: "" for the only world of the package main, a plain name for a
// world of main, or a full name, ns:pkg/world[@version], for one of any package. If a full name has no version and no
// package is without one, the only versioned package of the name is meant. `%` before a word is allowed, as in WIT.
//
// It is an [*Error] with the code [CodeUnknownWorld] if there is no such world or more than one; the help lists those
// that there are.
func (r *Resolve) SelectWorld(main PackageID, name string) (WorldID, error) {
	if name == "" {
		return r.onlyWorld(main)
	}
	name = strings.ReplaceAll(name, "%", "")
	if !strings.Contains(name, ":") {
		return r.worldOf(main, name)
	}
	pkg, world, err := ParseItemName(name)
	if err != nil {
		return 0, err
	}
	var found []PackageID
	for i, p := range r.Packages {
		if p.Name == pkg {
			return r.worldOf(PackageID(i), world)
		}
		if pkg.Version == "" && p.Name.Namespace == pkg.Namespace && p.Name.Name == pkg.Name {
			found = append(found, PackageID(i))
		}
	}
	switch len(found) {
	case 1:
		return r.worldOf(found[0], world)
	case 0:
		e := unknownWorld("package "+pkg.String(), "there is no such package")
		var names []string
		for _, p := range r.Packages {
			names = append(names, p.Name.String())
		}
		if near := nearest.Of(pkg.String(), names); near != "" {
			e.Help = append(e.Help, fmt.Sprintf("did you mean `%s`?", near))
		} else if len(names) > 0 {
			e.Help = append(e.Help, "the packages are: "+strings.Join(names, ", "))
		}
		return 0, e
	}
	e := unknownWorld("package "+pkg.String(), "there are several versions of it; name one")
	for _, id := range found {
		e.Help = append(e.Help, r.Packages[id].Name.ItemName(world))
	}
	return 0, e
}

// onlyWorld is the world of a package that has no other.
func (r *Resolve) onlyWorld(main PackageID) (WorldID, error) {
	p := r.Packages[main]
	switch p.Worlds.Len() {
	case 1:
		_, id := p.Worlds.At(0)
		return id, nil
	case 0:
		return 0, unknownWorld("package "+p.Name.String(), "it has no world")
	}
	e := unknownWorld("package "+p.Name.String(), fmt.Sprintf("it has %d worlds; one must be chosen", p.Worlds.Len()))
	for name := range p.Worlds.All() {
		e.Help = append(e.Help, p.Name.ItemName(name))
	}
	return 0, e
}

func (r *Resolve) worldOf(id PackageID, name string) (WorldID, error) {
	p := r.Packages[id]
	if world, ok := p.Worlds.Get(name); ok {
		return world, nil
	}
	e := unknownWorld("package "+p.Name.String(), fmt.Sprintf("it has no world `%s`", name))
	var names []string
	for n := range p.Worlds.All() {
		names = append(names, n)
	}
	if _, ok := p.Interfaces.Get(name); ok {
		e.Notes = append(e.Notes, fmt.Sprintf("`%s` is an interface", name))
	}
	if near := nearest.Of(name, names); near != "" {
		e.Help = append(e.Help, fmt.Sprintf("did you mean `%s`?", near))
	} else if len(names) > 0 {
		e.Help = append(e.Help, "its worlds are: "+strings.Join(names, ", "))
	}
	return 0, e
}

func unknownWorld(item, message string) *Error {
	return &Error{Code: CodeUnknownWorld, Item: item, Message: message}
}
