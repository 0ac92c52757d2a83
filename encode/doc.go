// Package encode appends the binary format to byte slices: one Append function
// for each grammar rule that package decode has a reading method for, and two
// builders, Module and Component, that frame sections.
//
// It has no policy: what it is given is written in the shortest form, checked
// by nobody. Lengths and counts are derived, never passed.
package encode
