//go:build dependencies

// Package dependencies keeps the modules that wcomp has settled on (see
// RATIONALE.md) required by go.mod before the package that needs each has
// been written. It is never built. A line goes as soon as real code imports
// the module.
package dependencies

import (
	_ "github.com/tetratelabs/wazero"
)
