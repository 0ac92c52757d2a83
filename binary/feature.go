package binary

import (
	"fmt"
	"sort"
	"strings"
)

// Features is a set of switchable proposals.
type Features uint64

// One bit a feature. Names and defaults are the reference's (FeatureNames).
const (
	FeatureMutableGlobal Features = 1 << iota
	FeatureSaturatingFloatToInt
	FeatureSignExtension
	FeatureReferenceTypes
	FeatureMultiValue
	FeatureBulkMemory
	FeatureSIMD
	FeatureRelaxedSIMD
	FeatureThreads
	FeatureSharedEverythingThreads
	FeatureTailCall
	FeatureFloats
	FeatureMultiMemory
	FeatureExceptions
	FeatureMemory64
	FeatureExtendedConst
	FeatureComponentModel
	FeatureFunctionReferences
	FeatureMemoryControl
	FeatureGC
	FeatureCustomPageSizes
	FeatureLegacyExceptions
	FeatureGCTypes
	FeatureStackSwitching
	FeatureWideArithmetic
	FeatureCMValues
	FeatureCMNestedNames
	FeatureCMAsync
	FeatureCMAsyncStackful
	FeatureCMMoreAsyncBuiltins
	FeatureCMThreading
	FeatureCMErrorContext
	FeatureCMFixedLengthLists
	FeatureCMGC
	FeatureCallIndirectOverlong
	FeatureBulkMemoryOpt
	FeatureCustomDescriptors
	FeatureCompactImports
	FeatureCMMap
	FeatureCM64
	FeatureCMImplements
	FeatureCMCanonNames
	featureEnd
)

// AllFeatures is every feature.
const AllFeatures = featureEnd - 1

// NoFeatures is the empty set for options in which zero stands for
// DefaultFeatures. It holds a bit that is no feature.
const NoFeatures Features = 1 << 63

// Groups of features (validate.md section 2).
const (
	FeaturesMVP   = FeatureFloats | FeatureGCTypes
	FeaturesWasm1 = FeaturesMVP | FeatureMutableGlobal
	FeaturesWasm2 = FeaturesWasm1 | FeatureBulkMemory | FeatureBulkMemoryOpt | FeatureReferenceTypes |
		FeatureCallIndirectOverlong | FeatureSignExtension | FeatureSaturatingFloatToInt | FeatureMultiValue | FeatureSIMD
	FeaturesWasm3 = FeaturesWasm2 | FeatureGC | FeatureTailCall | FeatureExtendedConst | FeatureFunctionReferences |
		FeatureMultiMemory | FeatureRelaxedSIMD | FeatureThreads | FeatureExceptions | FeatureMemory64
	FeaturesLime1 = FeaturesWasm1 | FeatureMultiValue | FeatureSignExtension | FeatureSaturatingFloatToInt |
		FeatureBulkMemoryOpt | FeatureExtendedConst | FeatureCallIndirectOverlong

	// DefaultFeatures is the set that applies when nothing is asked for.
	DefaultFeatures = FeaturesWasm3 | FeatureComponentModel | FeatureWideArithmetic | FeatureCompactImports | FeatureCMAsync
)

// featureNames, bit by bit.
var featureNames = [...]string{
	"mutable-global", "saturating-float-to-int", "sign-extension", "reference-types", "multi-value",
	"bulk-memory", "simd", "relaxed-simd", "threads", "shared-everything-threads", "tail-call", "floats",
	"multi-memory", "exceptions", "memory64", "extended-const", "component-model", "function-references",
	"memory-control", "gc", "custom-page-sizes", "legacy-exceptions", "gc-types", "stack-switching",
	"wide-arithmetic", "cm-values", "cm-nested-names", "cm-async", "cm-async-stackful",
	"cm-more-async-builtins", "cm-threading", "cm-error-context", "cm-fixed-length-lists", "cm-gc",
	"call-indirect-overlong", "bulk-memory-opt", "custom-descriptors", "compact-imports", "cm-map", "cm64",
	"cm-implements", "cm-canon-names",
}

var featureGroups = map[string]Features{
	"mvp": FeaturesMVP, "wasm1": FeaturesWasm1, "wasm2": FeaturesWasm2,
	"wasm3": FeaturesWasm3, "lime1": FeaturesLime1,
}

// Has says whether every feature of g is in f.
func (f Features) Has(g Features) bool { return f&g == g }

// Names lists the features of f in the order of their bits.
func (f Features) Names() []string {
	var names []string
	for i, n := range featureNames {
		if f&(1<<i) != 0 {
			names = append(names, n)
		}
	}
	return names
}

// String is the comma-separated list of names.
func (f Features) String() string { return strings.Join(f.Names(), ",") }

// FeatureNames lists every name that ParseFeatures understands: features,
// then groups, then "all".
func FeatureNames() []string {
	names := append([]string(nil), featureNames[:]...)
	var groups []string
	for n := range featureGroups {
		groups = append(groups, n)
	}
	sort.Strings(groups)
	return append(append(names, groups...), "all")
}

// implied is what adding or removing a feature adds or removes with it.
func implied(f Features) Features {
	switch f {
	case FeatureReferenceTypes:
		return f | FeatureCallIndirectOverlong
	case FeatureBulkMemory:
		return f | FeatureBulkMemoryOpt
	}
	return f
}

// ParseFeatures applies a comma-separated list to set: NAME adds, -NAME
// removes, "all" and "-all" add and remove everything, a group name replaces
// the set.
func ParseFeatures(set Features, list string) (Features, error) {
	for _, item := range strings.Split(list, ",") {
		item = strings.TrimSpace(item)
		name, remove := strings.CutPrefix(item, "-")
		switch {
		case item == "":
			continue
		case name == "all" && remove:
			set = 0
			continue
		case name == "all":
			set = AllFeatures
			continue
		}
		if g, ok := featureGroups[name]; ok {
			if remove {
				return 0, fmt.Errorf("the feature group %q cannot be removed; name its features instead", name)
			}
			set = g
			continue
		}
		f := Features(0)
		for i, n := range featureNames {
			if n == name {
				f = 1 << i
			}
		}
		switch {
		case f == 0:
			return 0, fmt.Errorf("unknown feature %q; known are %s", name, strings.Join(FeatureNames(), ", "))
		case remove:
			set &^= implied(f)
		default:
			set |= implied(f)
		}
	}
	// A feature that contains another is off while the other is.
	if set&FeatureCallIndirectOverlong == 0 {
		set &^= FeatureReferenceTypes
	}
	if set&FeatureBulkMemoryOpt == 0 {
		set &^= FeatureBulkMemory
	}
	return set, nil
}
