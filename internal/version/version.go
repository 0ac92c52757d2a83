// Package version holds the version of wcomp. It is a constant and not taken
// from the build, so that the same input gives the same bytes from every build
// of a release.
package version

// Version is the release, without a leading v.
const Version = "0.1.0"

// Name is what wcomp calls itself in the producers section.
const Name = "wcomp"
