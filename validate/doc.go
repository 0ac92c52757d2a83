// Package validate judges modules and components: every rule of the core
// specification (appendix "Validation Algorithm") and of the component model,
// with proposals as switchable features and the limits engines agree on.
//
// Bytes go in, read through decode; out comes nil or the first thing that is
// wrong as a *binary.Error, and an Info with the types of imports, exports and
// every index space. The answer does not depend on the number of workers.
//
//	info, err := validate.Binary(data, validate.Options{})
//	if err != nil { … }
//
// Reader does the same with a file that is still being read, which it does not
// keep. With Options.AllErrors the run goes on after an error: entries that are
// wrong are poison, and what uses them is not reported.
//
// A file is checked in two steps. First its structure, front to back, nested
// modules and components in place: types, imports, index spaces, segments,
// constant expressions. Then the bodies of all functions of the file, in
// parallel: a body depends on its module's frozen description only. So an
// error in the structure wins over one in a body, and of bodies the first in
// the file wins.
//
// Core types of all modules of one input live in one Types, where equal
// recursion groups are one: two types are the same exactly when their TypeIDs
// are.
//
// Component-level types live in an arena, too. A number (ComponentTypeID) is
// what the model calls a type with a name: each import and export of a type
// makes a new one. Numbers share structures, equal structures of value and
// function types have equal shape numbers, and resources have identities of
// their own. Instances share the list of exports of their component and look
// at it through a substitution, applied when an export is asked for; so that
// instantiating costs what the arguments cost, not what the exports do.
//
// The package never changes its input, never writes, and has no opinion on
// custom sections.
package validate
