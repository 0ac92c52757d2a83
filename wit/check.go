package wit

import (
	"strings"
)

// Change says how something differs between two worlds.
type Change uint8

const (
	Removed Change = iota // only the first has it
	Added                 // only the second has it
	Changed               // both have it, and not the same
)

// String returns the word for the change.
func (c Change) String() string { return [...]string{"removed", "added", "changed"}[c] }

// Difference is one thing in which two worlds differ.
type Difference struct {
	// Breaking says that a component cannot serve because of it. Other differences are for information.
	Breaking bool
	Change   Change
	Export   bool   // it is in an export; otherwise it is in an import
	Item     string // the import or export: a name or an interface's full name
	NewItem  string // its name in the second world, where that differs
	Member   string // "function f" or "type t" of an interface, empty for the item itself
	// Old and New are the WIT text of both sides, empty on the side that lacks it. Of interfaces it is their name.
	Old, New string
	Why      []string // what changed, in words, one for each part that did
	Span     Span     // in the sources of the graph that has it, of the second where both do
	source   Source
	code     string
}

// Differences are what [CheckTarget] or [CheckSemver] found, imports first, in the order of the worlds.
type Differences []Difference

// Breaking returns the differences that break.
func (d Differences) Breaking() Differences {
	var out Differences
	for _, difference := range d {
		if difference.Breaking {
			out = append(out, difference)
		}
	}
	return out
}

// Errors returns the breaking differences as errors, one each.
func (d Differences) Errors() []error {
	var errs []error
	for _, difference := range d {
		if difference.Breaking {
			errs = append(errs, difference.err())
		}
	}
	return errs
}

// String returns the difference in one line.
func (d Difference) String() string { return d.err().Error() }

func (d Difference) err() *Error {
	e := &Error{Code: d.code, Item: d.Item, Span: d.Span, Source: d.source}
	words := targetWords
	if d.code == CodeSemver {
		words = semverWords
	}
	direction := "import"
	if d.Export {
		direction = "export"
	}
	e.Item = direction + " " + d.Item
	what := d.Member
	if what == "" {
		what = "it"
	}
	switch {
	case d.Change == Removed && d.Member == "" && d.Export:
		e.Message = words.exportRemoved
	case d.Change == Removed && d.Member == "" && !d.Breaking && d.code == CodeSemver:
		e.Message = "it is gone, and nothing was in it"
	case d.Change == Removed && d.Member == "":
		e.Message = words.importRemoved
	case d.Change == Added && d.Member == "" && d.Export:
		e.Message = words.exportAdded
	case d.Change == Added && d.Member == "":
		e.Message = words.importAdded
	case d.Change == Removed:
		e.Message = what + " " + words.memberRemoved
	case d.Change == Added:
		e.Message = what + " " + words.memberAdded
	default:
		e.Message = what + " differs: " + strings.Join(d.Why, "; ")
	}
	if d.Old != "" && d.Member != "" {
		e.Notes = append(e.Notes, words.old+": "+oneLine(d.Old))
	}
	if d.New != "" && d.Member != "" {
		e.Notes = append(e.Notes, words.new+": "+oneLine(d.New))
	}
	if d.NewItem != "" {
		e.Notes = append(e.Notes, words.new+" has "+d.NewItem+" in its place")
	}
	return e
}

// Source returns the text that Span points into.
func (d Difference) Source() Source { return d.source }

// oneLine joins the lines of a definition.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// differenceWords are the sentences for a kind of check.
type differenceWords struct {
	old, new                   string
	importRemoved, importAdded string
	exportRemoved, exportAdded string
	memberRemoved, memberAdded string
}

var (
	targetWords = differenceWords{
		old: "the world", new: "the component",
		importRemoved: "the component does not use it",
		importAdded:   "the component imports it, but the world does not",
		exportRemoved: "the world exports it, but the component does not",
		exportAdded:   "the component exports it beside what the world asks for",
		memberRemoved: "is in the world, but not in the component",
		memberAdded:   "is in the component, but not in the world",
	}
	semverWords = differenceWords{
		old: "the old world", new: "the new world",
		importRemoved: "it is gone, but components made for the old world import it",
		importAdded:   "it is new",
		exportRemoved: "it is gone",
		exportAdded:   "it is new, but components made for the old world do not export it",
		memberRemoved: "is gone",
		memberAdded:   "is new",
	}
)

// CheckTarget compares a component, decoded to its root world, with a world that it is meant for (Subtyping.md). It
// conforms if no difference is breaking: whatever it imports the world imports too, whatever the world exports it
// exports too, and all that is equal in structure. An interface serves for one of a lower compatible version, see
// [Version.Track]: 0.2.6 where 0.2.3 is wanted.
func CheckTarget(component *Resolve, root WorldID, target *Resolve, world WorldID) Differences {
	c := &checker{
		old: target, new: component, oldWorld: target.Worlds[world], newWorld: component.Worlds[root],
		componentIsNew: true, code: CodeTarget,
	}
	return c.check(compareWords{"%s in the world, %s in the component", "only in the world", "only in the component"})
}

// CheckSemver compares two versions of a world. The second is a compatible evolution of the first if no difference is
// breaking: a component made for the first may be used where the second is asked for. Interfaces of different versions
// are matched by name, those of equal and then of compatible versions first. An import with anything in it counts as
// needed, even types that nothing of the world uses.
func CheckSemver(old *Resolve, oldWorld WorldID, new *Resolve, newWorld WorldID) Differences {
	c := &checker{
		old: old, new: new, oldWorld: old.Worlds[oldWorld], newWorld: new.Worlds[newWorld],
		anyVersion: true, code: CodeSemver,
	}
	return c.check(oldAndNew)
}

// checker finds the differences of two worlds. One of them is the component's: what it imports the other must have,
// what the other exports it must have.
type checker struct {
	old, new           *Resolve
	oldWorld, newWorld *World
	componentIsNew     bool
	anyVersion         bool // versions need not be compatible
	code               string
	words              compareWords
	types              *comparer
	places             places
	out                Differences
}

// itemPair is an import or export that both worlds have.
type itemPair struct{ old, new int }

func (c *checker) check(words compareWords) Differences {
	c.words = words
	imports := c.match(&c.oldWorld.Imports, &c.newWorld.Imports, false)
	exports := c.match(&c.oldWorld.Exports, &c.newWorld.Exports, true)
	c.places = newPlaces(c, imports, exports)
	for _, export := range [...]bool{false, true} {
		c.places.export = export
		c.types = newComparer(c.old, c.new, words, c.places.same)
		c.declare(&c.oldWorld.Imports, &c.newWorld.Imports, imports, export)
		if export {
			c.declare(&c.oldWorld.Exports, &c.newWorld.Exports, exports, false)
			c.side(&c.oldWorld.Exports, &c.newWorld.Exports, exports, true)
		} else {
			c.side(&c.oldWorld.Imports, &c.newWorld.Imports, imports, false)
		}
	}
	return c.out
}

// match finds for each item that is needed the one that serves.
func (c *checker) match(old, new *OrderedMap[WorldKey, WorldItem], export bool) []itemPair {
	needR, need, haveR, have := c.old, old, c.new, new
	oldNeeds := export == c.componentIsNew
	if !oldNeeds {
		needR, need, haveR, have = c.new, new, c.old, old
	}
	byName := map[string]int{}               // index in have by the full name
	byUnversioned := map[PackageName][]int{} // Name is that of package and interface
	unversioned := func(r *Resolve, id InterfaceID) PackageName {
		i := r.Interfaces[id]
		p := r.Packages[i.Package].Name
		return PackageName{Namespace: p.Namespace, Name: p.Name + "/" + i.Name}
	}
	for i := range have.Len() {
		key, _ := have.At(i)
		byName[haveR.KeyName(key)] = i
		if !key.IsName() {
			name := unversioned(haveR, key.Interface)
			byUnversioned[name] = append(byUnversioned[name], i)
		}
	}
	version := func(r *Resolve, id InterfaceID) Version { return r.Packages[r.Interfaces[id].Package].Name.Version }
	var pairs []itemPair
	for i := range need.Len() {
		key, _ := need.At(i)
		j, ok := byName[needR.KeyName(key)]
		if !ok && !key.IsName() {
			wanted := version(needR, key.Interface)
			var best Version
			compatible := false
			for _, candidate := range byUnversioned[unversioned(needR, key.Interface)] {
				candidateKey, _ := have.At(candidate)
				v := version(haveR, candidateKey.Interface)
				serves := wanted != "" && v != "" && v.Track() == wanted.Track() && v.Compare(wanted) >= 0
				if !serves && (compatible || !c.anyVersion) {
					continue
				}
				if !ok || serves && !compatible || v.Compare(best) > 0 {
					j, ok, best, compatible = candidate, true, v, serves
				}
			}
		}
		switch {
		case !ok:
		case oldNeeds:
			pairs = append(pairs, itemPair{i, j})
		default:
			pairs = append(pairs, itemPair{j, i})
		}
	}
	return pairs
}

// declare notes the pairs of interfaces and of named types that are going to be compared, so that what mentions one
// does not count as different because of it. Exports see the types of imports too, but not those of interfaces that are
// exported themselves.
func (c *checker) declare(old, new *OrderedMap[WorldKey, WorldItem], pairs []itemPair, seenByExports bool) {
	for _, pair := range pairs {
		_, a := old.At(pair.old)
		_, b := new.At(pair.new)
		switch a := a.(type) {
		case TypeItem:
			if b, ok := b.(TypeItem); ok {
				c.types.equal[typePair{a.ID.Ref(), b.ID.Ref()}] = struct{}{}
			}
		case *InterfaceItem:
			b, ok := b.(*InterfaceItem)
			if !ok || seenByExports &&
				(c.oldWorld.Exports.Has(InterfaceKey(a.ID)) || c.newWorld.Exports.Has(InterfaceKey(b.ID))) {
				continue
			}
			newTypes := &c.new.Interfaces[b.ID].Types
			for name, t := range c.old.Interfaces[a.ID].Types.All() {
				if same, ok := newTypes.Get(name); ok {
					c.types.equal[typePair{t.Ref(), same.Ref()}] = struct{}{}
				}
			}
		}
	}
}

// breaks says whether something breaks that only one world has.
func (c *checker) breaks(change Change, export bool) bool {
	return (change == Removed) == (c.componentIsNew == export)
}

// idle reports whether an import of an old world is an interface without anything in it. No component has such an
// import: what is not used is not imported.
func (c *checker) idle(item WorldItem) bool {
	it, ok := item.(*InterfaceItem)
	if !ok || c.componentIsNew {
		return false
	}
	i := c.old.Interfaces[it.ID]
	return i.Types.Len() == 0 && i.Functions.Len() == 0
}

func (c *checker) add(d Difference, r *Resolve) {
	d.code = c.code
	if i := int(d.Span.Source) - 1; i >= 0 && i < len(r.Sources) {
		d.source = r.Sources[i]
	} else {
		d.Span = Span{}
	}
	c.out = append(c.out, d)
}

func (c *checker) side(old, new *OrderedMap[WorldKey, WorldItem], pairs []itemPair, export bool) {
	partners := make([][]int, old.Len())
	taken := make([]bool, new.Len())
	for _, pair := range pairs {
		partners[pair.old] = append(partners[pair.old], pair.new)
		taken[pair.new] = true
	}
	for i, others := range partners {
		key, a := old.At(i)
		if len(others) == 0 {
			c.add(Difference{
				Breaking: c.breaks(Removed, export) && !c.idle(a), Change: Removed, Export: export, Item: c.old.KeyName(key),
				Old: c.old.itemText(key, a), Span: c.old.ItemSpan(a),
			}, c.old)
		}
		for _, j := range others {
			newKey, b := new.At(j)
			d := Difference{Export: export, Item: c.old.KeyName(key)}
			if name := c.new.KeyName(newKey); name != d.Item {
				d.NewItem = name
			}
			c.item(d, key, a, newKey, b)
		}
	}
	for j := range new.Len() {
		if taken[j] {
			continue
		}
		key, b := new.At(j)
		c.add(Difference{
			Breaking: c.breaks(Added, export), Change: Added, Export: export, Item: c.new.KeyName(key),
			New: c.new.itemText(key, b), Span: c.new.ItemSpan(b),
		}, c.new)
	}
}

// item compares an import or export that both have; d says which.
func (c *checker) item(d Difference, oldKey WorldKey, a WorldItem, newKey WorldKey, b WorldItem) {
	d.Change, d.Breaking, d.Span = Changed, true, c.new.ItemSpan(b)
	if itemWord(a) != itemWord(b) {
		d.Old, d.New = c.old.itemText(oldKey, a), c.new.itemText(newKey, b)
		d.Why = []string{strings.NewReplacer("$a", itemWord(a), "$b", itemWord(b)).Replace(
			strings.Replace(strings.Replace(c.types.words.changed, "%s", "$a", 1), "%s", "$b", 1))}
		c.add(d, c.new)
		return
	}
	switch a := a.(type) {
	case *Function:
		b := b.(*Function)
		d.Member = "function " + b.Name
		c.function(d, a, b)
	case TypeItem:
		d.Member = "type " + newKey.Name
		c.typ(d, a.ID, b.(TypeItem).ID)
	case *InterfaceItem:
		c.iface(d, a.ID, b.(*InterfaceItem).ID)
	}
}

func (c *checker) function(d Difference, a, b *Function) {
	if d.Why = c.types.compareFunctions(a, b); len(d.Why) > 0 {
		d.Old, d.New, d.Span = c.old.FunctionText(a), c.new.FunctionText(b), b.Span
		c.add(d, c.new)
	}
}

func (c *checker) typ(d Difference, a, b TypeID) {
	if m := c.types.compareDefinition(a.Ref(), b.Ref()); m != nil {
		d.Why = []string{m.String()}
		d.Old, d.New, d.Span = c.old.definitionText(a), c.new.definitionText(b), c.new.Types[b].Span
		c.add(d, c.new)
	}
}

// iface compares two interfaces member by member: those of the first in order, then what only the second has.
func (c *checker) iface(d Difference, old, new InterfaceID) {
	c.places.oldSelf, c.places.newSelf, c.places.inside = old, new, true
	defer func() { c.places.inside = false }()
	a, b := c.old.Interfaces[old], c.new.Interfaces[new]
	for name, t := range a.Types.All() {
		d.Member = "type " + name
		if other, ok := b.Types.Get(name); ok {
			c.typ(d, t, other)
			continue
		}
		c.addMember(d, Removed, c.old.definitionText(t), c.old.Types[t].Span)
	}
	for name, f := range a.Functions.All() {
		d.Member = "function " + name
		if other, ok := b.Functions.Get(name); ok {
			c.function(d, f, other)
			continue
		}
		c.addMember(d, Removed, c.old.FunctionText(f), f.Span)
	}
	for name, t := range b.Types.All() {
		if !a.Types.Has(name) {
			d.Member = "type " + name
			c.addMember(d, Added, c.new.definitionText(t), c.new.Types[t].Span)
		}
	}
	for name, f := range b.Functions.All() {
		if !a.Functions.Has(name) {
			d.Member = "function " + name
			c.addMember(d, Added, c.new.FunctionText(f), f.Span)
		}
	}
}

func (c *checker) addMember(d Difference, change Change, text string, span Span) {
	d.Change, d.Breaking, d.Span = change, c.breaks(change, d.Export), span
	if change == Removed {
		d.Old = text
		c.add(d, c.old)
	} else {
		d.New = text
		c.add(d, c.new)
	}
}

// itemText is an import or export in WIT text, an interface by its name.
func (r *Resolve) itemText(key WorldKey, item WorldItem) string {
	switch item := item.(type) {
	case *Function:
		return key.Name + ": " + r.FunctionText(item)
	case TypeItem:
		return r.definitionText(item.ID)
	case *InterfaceItem:
		name, ok := r.InterfaceName(item.ID)
		switch {
		case !ok:
			return key.Name + ": interface"
		case key.IsName():
			return key.Name + ": " + name
		}
		return name
	}
	return ""
}

// definitionText is the definition of a type in WIT text, without docs and gates.
func (r *Resolve) definitionText(id TypeID) string {
	p := r.newPrinter(nil, PrintOptions{NoDocs: true})
	p.brief = true
	p.bare = true
	p.definition(id, nil)
	return strings.TrimRight(string(p.b), "\n")
}
