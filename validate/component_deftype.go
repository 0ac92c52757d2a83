package validate

import (
	"strings"

	"wcomp/binary"
)

// Type definitions (Binary.md, Type Definitions; validate.md 5.1, 5.2).

// maxFixedList is the largest length of a fixed-length list.
const maxFixedList = 1 << 30

// maxFlagLabels is the largest number of flags: they travel as one i32.
const maxFlagLabels = 32

// defineType checks a definition and appends it to the type index space.
func (s *compScope) defineType(t *binary.Type) *binary.Error {
	if err := s.room(binary.SortType, 1, t.Offset); err != nil {
		return err
	}
	id, err := s.newType(t)
	if err != nil {
		return err
	}
	s.types = append(s.types, id)
	return nil
}

func (s *compScope) newType(t *binary.Type) (cid, *binary.Error) {
	switch t.Kind {
	case binary.TypeComponent:
		return s.declare(scopeComponentType, t)
	case binary.TypeInstance:
		return s.declare(scopeInstanceType, t)
	case binary.TypeResource:
		return s.newResource(t)
	}
	b := &typeBody{kind: t.Kind, prim: t.Prim, length: t.Length}
	if err := s.structure(t, b); err != nil {
		return 0, err
	}
	if err := s.arena.seal(b); err != nil {
		err.Offset = t.Offset
		return 0, err
	}
	if err := s.checkContents(t, b); err != nil {
		return 0, err
	}
	return s.arena.add(b), nil
}

// valType resolves a value type.
func (s *compScope) valType(t binary.ComponentValType, at int64) (valRef, *binary.Error) {
	if t.Prim != 0 {
		if t.Prim == binary.PrimErrorContext {
			if err := s.v.need(binary.FeatureCMErrorContext, at, "the type error-context"); err != nil {
				return 0, err
			}
		}
		return primRef(t.Prim), nil
	}
	id, b, err := s.typeAt(t.Index, at)
	if err != nil {
		return 0, err
	}
	if !b.isValue() {
		return 0, mismatch(at, "type "+decimal(t.Index)+" is not a value type", "a value type", s.arena.kindName(b))
	}
	return valRef(id), nil
}

func (s *compScope) optValType(t binary.OptValType, at int64) (valRef, *binary.Error) {
	if !t.Present {
		return noVal, nil
	}
	return s.valType(t.Type, at)
}

// structure fills in the members and labels of a value or function type.
func (s *compScope) structure(t *binary.Type, b *typeBody) *binary.Error {
	at := t.Offset
	add := func(ts ...binary.ComponentValType) *binary.Error {
		for _, x := range ts {
			r, err := s.valType(x, at)
			if err != nil {
				return err
			}
			b.members = append(b.members, r)
		}
		return nil
	}
	opt := func(ts ...binary.OptValType) *binary.Error {
		for _, x := range ts {
			r, err := s.optValType(x, at)
			if err != nil {
				return err
			}
			b.members = append(b.members, r)
		}
		return nil
	}
	if what := emptyType(t); what != "" {
		return invalidf(at, "%s must not be empty", what)
	}
	switch t.Kind {
	case binary.TypePrim:
		if t.Prim == binary.PrimErrorContext {
			return s.v.need(binary.FeatureCMErrorContext, at, "the type error-context")
		}
	case binary.TypeRecord:
		return s.labeled(t.Fields, b, "record field", at)
	case binary.TypeFunc, binary.TypeAsyncFunc:
		if t.Kind == binary.TypeAsyncFunc {
			if err := s.v.need(binary.FeatureCMAsync, at, "an async function type"); err != nil {
				return err
			}
		}
		if err := s.labeled(t.Fields, b, "function parameter", at); err != nil {
			return err
		}
		return opt(t.Ok)
	case binary.TypeVariant:
		labels := labelSet{what: "variant case", at: at}
		b.labels = make([]string, 0, len(t.Cases))
		b.members = make([]valRef, 0, len(t.Cases))
		for i := range t.Cases {
			if err := labels.add(t.Cases[i].Name); err != nil {
				return err
			}
			b.labels = append(b.labels, t.Cases[i].Name)
			if err := opt(t.Cases[i].Type); err != nil {
				return err
			}
		}
	case binary.TypeFlags, binary.TypeEnum:
		labels := labelSet{what: "enum case", at: at}
		if t.Kind == binary.TypeFlags {
			labels.what = "flag"
			if len(t.Labels) > maxFlagLabels {
				return limitf(at, "%d flags are more than the limit of %d", len(t.Labels), maxFlagLabels)
			}
		}
		for _, l := range t.Labels {
			if err := labels.add(l); err != nil {
				return err
			}
		}
		b.labels = t.Labels
	case binary.TypeTuple:
		b.members = make([]valRef, 0, len(t.Types))
		return add(t.Types...)
	case binary.TypeList, binary.TypeOption:
		return add(t.Elem)
	case binary.TypeFixedList:
		if err := s.v.need(binary.FeatureCMFixedLengthLists, at, "a fixed-length list"); err != nil {
			return err
		}
		if t.Length == 0 {
			return invalidf(at, "a fixed-length list must have at least one element")
		}
		if t.Length > maxFixedList {
			return limitf(at, "a fixed-length list of %d elements is longer than the limit of %d", t.Length, maxFixedList)
		}
		return add(t.Elem)
	case binary.TypeResult:
		return opt(t.Ok, t.Err)
	case binary.TypeMap:
		if err := s.v.need(binary.FeatureCMMap, at, "a map"); err != nil {
			return err
		}
		return add(t.Elem, t.Value)
	case binary.TypeStream, binary.TypeFuture:
		if err := s.v.need(binary.FeatureCMAsync, at, "a "+kindWords[t.Kind]); err != nil {
			return err
		}
		return opt(t.Ok)
	case binary.TypeOwn, binary.TypeBorrow:
		id, r, err := s.resourceAt(t.Index, at)
		if err != nil {
			return err
		}
		b.handle, b.resource = id, r.resource
	}
	return nil
}

// labeled fills in fields or parameters.
func (s *compScope) labeled(fields []binary.Labeled, b *typeBody, what string, at int64) *binary.Error {
	labels := labelSet{what: what, at: at}
	b.labels = make([]string, 0, len(fields))
	b.members = make([]valRef, 0, len(fields)+1)
	for i := range fields {
		if err := labels.add(fields[i].Name); err != nil {
			return err
		}
		r, err := s.valType(fields[i].Type, at)
		if err != nil {
			return err
		}
		b.labels = append(b.labels, fields[i].Name)
		b.members = append(b.members, r)
	}
	return nil
}

// labelSet holds labels to kebab case and uniqueness.
type labelSet struct {
	what  string
	at    int64
	first string
	seen  map[string]string // made with the second label
}

func (l *labelSet) add(name string) *binary.Error {
	if err := checkLabel(name); err != nil {
		return invalidf(l.at, "%s name: %v", l.what, err)
	}
	if l.first == "" {
		l.first = name
		return nil
	}
	if l.seen == nil {
		l.seen = map[string]string{strings.ToLower(l.first): l.first}
	}
	key := strings.ToLower(name)
	if old, ok := l.seen[key]; ok {
		return invalidf(l.at, "%s name %s conflicts with the earlier name %s", l.what, quote(name), quote(old))
	}
	l.seen[key] = name
	return nil
}

// checkContents holds the rules about what may be in a type.
func (s *compScope) checkContents(t *binary.Type, b *typeBody) *binary.Error {
	switch t.Kind {
	case binary.TypeFunc, binary.TypeAsyncFunc:
		if s.arena.refTraits(b.result())&hasBorrow != 0 {
			return invalidf(t.Offset, "function result cannot contain a borrow type")
		}
	case binary.TypeStream, binary.TypeFuture:
		if s.arena.refTraits(b.members[0])&hasBorrow != 0 {
			return invalidf(t.Offset, "the element of a %s cannot contain a borrow type", kindWords[t.Kind])
		}
		if e := b.members[0]; t.Kind == binary.TypeStream && e != noVal && s.arena.resolve(e) == primRef(binary.PrimChar) {
			return invalidf(t.Offset, "stream of char is not allowed at this time")
		}
	case binary.TypeMap:
		switch k := s.arena.resolve(b.members[0]); {
		case k.isID(), k.prim() == binary.PrimF32, k.prim() == binary.PrimF64, k.prim() == binary.PrimErrorContext:
			return mismatch(t.Offset, "invalid key type of a map", "bool, an integer, char or string", s.arena.refName(k))
		}
	}
	return nil
}

// newResource checks a resource definition.
func (s *compScope) newResource(t *binary.Type) (cid, *binary.Error) {
	if s.kind != scopeComponent {
		return 0, invalidf(t.Offset, "resources can only be defined within a concrete component, not in a type")
	}
	switch t.Rep {
	case binary.I32:
	case binary.I64:
		if err := s.v.need(binary.FeatureCM64, t.Offset, "a resource represented by an i64"); err != nil {
			return 0, err
		}
	default:
		return 0, mismatch(t.Offset, "invalid representation of a resource", "i32", t.Rep.String())
	}
	if t.HasDtor {
		f, err := s.coreFuncAt(t.Dtor, t.Offset)
		if err != nil {
			return 0, err
		}
		if err := s.wantSignature(f, []binary.ValType{t.Rep}, nil, "wrong signature for a destructor", t.Offset); err != nil {
			return 0, err
		}
	}
	r := s.arena.newResources(1)
	s.resources.add(r, 1)
	if s.reps == nil {
		s.reps = map[resourceID]binary.ValType{}
	}
	s.reps[r] = t.Rep
	return s.arena.resourceType(r), nil
}

// emptyType names a type that lacks what Binary.md asks for at least one of.
func emptyType(t *binary.Type) string {
	switch {
	case t.Kind == binary.TypeRecord && len(t.Fields) == 0:
		return "a record"
	case t.Kind == binary.TypeVariant && len(t.Cases) == 0:
		return "a variant"
	case t.Kind == binary.TypeTuple && len(t.Types) == 0:
		return "a tuple"
	case t.Kind == binary.TypeFlags && len(t.Labels) == 0:
		return "flags"
	case t.Kind == binary.TypeEnum && len(t.Labels) == 0:
		return "an enum"
	}
	return ""
}
