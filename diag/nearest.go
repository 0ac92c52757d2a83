package diag

import "wcomp/internal/nearest"

// Nearest is the candidate that was probably meant by name, or "" if none is
// close.
func Nearest(name string, candidates []string) string { return nearest.Of(name, candidates) }
