package binary

// Implementation limits that engines agree on and that reading enforces before
// a vector's elements are touched (validate.md section 3). Limits that need
// more than the vector itself belong to validate.
const (
	MaxNameBytes          = 100_000
	MaxGroupImports       = 1_000_000 // of a compact import: no index space holds more
	MaxFuncParams         = 1_000
	MaxFuncResults        = 1_000
	MaxStructFields       = 10_000
	MaxRecGroupTypes      = 1_000_000
	MaxBrTableTargets     = 7_654_321
	MaxCatches            = 10_000
	MaxHandlers           = 10_000
	MaxSelectTypes        = 10
	MaxModuleTypeDecls    = 100_000
	MaxComponentTypeDecls = 1_000_000
	MaxInstanceTypeDecls  = 1_000_000
	MaxRecordFields       = 10_000
	MaxVariantCases       = 10_000
	MaxEnumCases          = 10_000
	MaxTupleTypes         = 10_000
	MaxFlags              = 1_000
	MaxInstantiateArgs    = 100_000
	MaxInlineExports      = 100_000
	MaxCanonOpts          = 10
	MaxStartArgs          = 1_000
	MaxStartResults       = 1_000

	// MaxDeclDepth bounds component and instance types written inside one
	// another within one definition, so that reading them cannot exhaust the
	// stack.
	MaxDeclDepth = 1_000

	// MaxNestedSection is the largest nested module or component, in bytes.
	MaxNestedSection = 1 << 30
)
