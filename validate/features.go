package validate

import (
	"math/bits"

	"wcomp/binary"
)

// firstUse collects, feature by feature, the lowest offset that needs it.
type firstUse map[binary.Features]int64

func (u firstUse) add(f binary.Features, at int64) {
	for ; f != 0; f &= f - 1 {
		one := f & -f
		if old, ok := u[one]; !ok || at < old {
			u[one] = at
		}
	}
}

// gate is the set of features that are on, and a record of those that were
// needed if somebody asked for it. Workers have a gate each.
type gate struct {
	features binary.Features
	used     firstUse // nil: not asked for
}

// has says whether a feature is on, without needing it.
func (g *gate) has(f binary.Features) bool { return g.features&f == f }

// need says that what stands at offset at is only allowed with f.
func (g *gate) need(f binary.Features, at int64, what string) *binary.Error {
	if g.used != nil {
		g.used.add(f, at)
	}
	if missing := f &^ g.features; missing != 0 {
		return disabled(missing, at, what)
	}
	return nil
}

// uses notes a need that is not checked: without the feature the input is
// invalid for another reason, or read differently.
func (g *gate) uses(f binary.Features, at int64) {
	if g.used != nil {
		g.used.add(f, at)
	}
}

// eitherReference stands, in a record of uses, for "function-references or gc":
// what a reference to a defined type needs.
const eitherReference binary.Features = 1 << 62

// eitherNames stands for "cm-implements or cm-canon-names": what the long form
// of a name needs.
const eitherNames binary.Features = 1 << 61

// needEither is need for a reference to a defined type, which either of two
// features allows.
func (g *gate) needEither(at int64, what string) *binary.Error {
	if g.used != nil {
		g.used.add(eitherReference, at)
	}
	if g.features&(binary.FeatureFunctionReferences|binary.FeatureGC) == 0 {
		return disabled(binary.FeatureFunctionReferences, at, what)
	}
	return nil
}

// settle replaces eitherReference and eitherNames by the feature that the rest
// suggests.
func (u firstUse) settle() {
	names, ok := u[eitherNames]
	delete(u, eitherNames)
	if _, canon := u[binary.FeatureCMCanonNames]; ok && !canon {
		u.add(binary.FeatureCMImplements, names)
	}
	at, ok := u[eitherReference]
	delete(u, eitherReference)
	_, gc := u[binary.FeatureGC]
	if _, refs := u[binary.FeatureFunctionReferences]; ok && (refs || !gc) {
		u.add(binary.FeatureFunctionReferences, at)
	}
}

func disabled(missing binary.Features, at int64, what string) *binary.Error {
	one := missing & -missing
	name := one.String()
	if bits.OnesCount64(uint64(missing)) > 1 {
		name = missing.String()
	}
	return &binary.Error{Offset: at, Code: codeFeature, Feature: name,
		Message: what + " needs the feature " + name + ", which is off"}
}
