// Package binary is the vocabulary of the WebAssembly binary format, for core
// modules and for components: section ids, value, heap and reference types,
// composite types, limits, sorts, canonical options, component types, the
// operator table, LEB128 and name reading and appending, and the Error that
// every lower layer returns.
//
// It holds data and layouts, no policy: what is read is described here, how a
// file is walked belongs to decode, how one is written to encode, what is
// allowed to validate. It imports nothing but the standard library.
package binary
