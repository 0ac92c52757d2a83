package validate

import "wcomp/binary"

// More errors than the first, in components (see poison.go). An entry that is
// wrong fills its place in the index space with poison; whoever looks it up gets
// errPoisoned and is poison as well, silently. Component types, instance types
// and module types with a wrong declarator are poison as a whole, once all their
// declarators have been checked.

// expectation is what the entry being checked will have added when it is done.
type expectation struct {
	sort  binary.Sort
	count int
}

// expect says that the entry will add n items of a sort.
func (s *compScope) expect(sort binary.Sort, n int) {
	s.expected = expectation{sort, s.count(sort) + n}
}

// settle reports the error of an entry and fills in what it did not add.
func (s *compScope) settle(err *binary.Error) {
	s.report(err)
	for !s.broken && s.v.goesOn() && s.count(s.expected.sort) < s.expected.count {
		s.addPoison(s.expected.sort)
	}
}

// stop reports an error after which nothing more can be said about the scope.
func (s *compScope) stop(err *binary.Error) {
	s.broken = true
	s.report(err)
}

// report reports an error of an entry.
func (s *compScope) report(err *binary.Error) {
	if err == errPoisoned {
		return
	}
	for in := s; in != &s.root.compScope; in = in.outer {
		in.outwards(err)
	}
	s.v.report(s.root.within(err))
}

// count is the number of items of a sort.
func (s *compScope) count(sort binary.Sort) int {
	switch sort {
	case binary.SortCoreFunc:
		return len(s.coreFuncs)
	case binary.SortCoreTable:
		return len(s.coreTables)
	case binary.SortCoreMemory:
		return len(s.coreMemories)
	case binary.SortCoreGlobal:
		return len(s.coreGlobals)
	case binary.SortCoreTag:
		return len(s.coreTags)
	case binary.SortCoreType:
		return len(s.coreTypes)
	case binary.SortCoreModule:
		return len(s.coreModules)
	case binary.SortCoreInstance:
		return len(s.coreInstances)
	case binary.SortFunc:
		return len(s.funcs)
	case binary.SortValue:
		return len(s.values)
	case binary.SortType:
		return len(s.types)
	case binary.SortInstance:
		return len(s.instances)
	case binary.SortComponent:
		return len(s.components)
	}
	return 1 << 62 // no such sort: nothing is missing
}

// addPoison adds an item that is wrong.
func (s *compScope) addPoison(sort binary.Sort) {
	if s.poison == nil {
		s.poison = map[binary.SortIndex]struct{}{}
	}
	s.poison[binary.SortIndex{Sort: sort, Index: uint32(s.count(sort))}] = struct{}{}
	switch sort {
	case binary.SortCoreFunc:
		s.coreFuncs = append(s.coreFuncs, NoType)
	case binary.SortCoreTable:
		s.coreTables = append(s.coreTables, binary.TableType{})
	case binary.SortCoreMemory:
		s.coreMemories = append(s.coreMemories, binary.MemoryType{})
	case binary.SortCoreGlobal:
		s.coreGlobals = append(s.coreGlobals, binary.GlobalType{})
	case binary.SortCoreTag:
		s.coreTags = append(s.coreTags, NoType)
	case binary.SortCoreType:
		s.coreTypes = append(s.coreTypes, s.v.types.poisoned())
	case binary.SortCoreModule:
		s.coreModules = append(s.coreModules, 0)
	case binary.SortCoreInstance:
		s.coreInstances = append(s.coreInstances, nil)
	case binary.SortFunc:
		s.funcs = append(s.funcs, 0)
	case binary.SortValue:
		s.values = append(s.values, valueItem{used: true})
	case binary.SortType:
		s.types = append(s.types, 0)
	case binary.SortInstance:
		s.instances = append(s.instances, 0)
	case binary.SortComponent:
		s.components = append(s.components, 0)
	}
}

func (s *compScope) isPoison(sort binary.Sort, i uint32) bool {
	if s.poison == nil {
		return false
	}
	_, bad := s.poison[binary.SortIndex{Sort: sort, Index: i}]
	return bad
}

// known says whether an index is in a space of have items, and nothing is
// wrong with the item.
func (s *compScope) known(sort binary.Sort, i uint32, have int, at int64) *binary.Error {
	switch {
	case s.isPoison(sort, i):
		return errPoisoned
	case uint64(i) < uint64(have):
		return nil
	case s.open && s.v.goesOn():
		return errPoisoned
	}
	return unknown(sort.String(), i, have, at)
}

// otherSort notes that an alias, import or export may be of another sort than
// it says, so that there are more items than are known.
func (s *compScope) otherSort(err *binary.Error) *binary.Error {
	s.open = true
	return err
}

// flaw notes that an import or export is wrong. A type's name may have been
// meant to be that of a resource.
func (s *compScope) flaw(sort binary.Sort) {
	s.flawed = true
	s.misnamed = s.misnamed || sort == binary.SortType
}
