// Package nearest finds, for a name that does not exist, the existing one that
// was probably meant.
package nearest

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
)

// maximum bounds the length of names compared: an edit distance costs the
// product of both lengths, and nobody mistypes a name of a thousand letters.
const maximum = 200

// Name is the candidate closest to name, or "" if none is close: more than a
// third of the letters would have to change. Case, and `-` against `_`, count
// for nothing. Of equally close ones the first wins.
func Name(name string, candidates iter.Seq[string]) string {
	if len(name) > maximum || name == "" {
		return ""
	}
	best, bound := "", limit(name)+1
	folded := fold(name)
	var rows [3][]int
	for candidate := range candidates {
		if candidate == name || len(candidate) > maximum {
			continue
		}
		if d := distance(folded, fold(candidate), bound, &rows); d < bound {
			best, bound = candidate, d
			if d == 0 {
				break
			}
		}
	}
	return best
}

// Of is Name over a slice.
func Of(name string, candidates []string) string {
	return Name(name, slices.Values(candidates))
}

func limit(name string) int {
	return max(1, utf8.RuneCountInString(name)/3)
}

func fold(s string) []rune {
	return []rune(strings.ToLower(strings.ReplaceAll(s, "_", "-")))
}

// distance is the number of insertions, deletions, substitutions and swaps of
// neighbours between a and b, or bound if it is bound or more.
func distance(a, b []rune, bound int, rows *[3][]int) int {
	if len(a)-len(b) >= bound || len(b)-len(a) >= bound {
		return bound
	}
	for i := range rows {
		if cap(rows[i]) <= len(b) {
			rows[i] = make([]int, len(b)+1)
		}
		rows[i] = rows[i][:len(b)+1]
	}
	before, last, row := rows[0], rows[1], rows[2]
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		least := row[0]
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			d := min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d = min(d, before[j-1]+1)
			}
			row[j+1] = d
			least = min(least, d)
		}
		if least >= bound {
			return bound
		}
		before, last, row = last, row, before
	}
	return min(bound, last[len(b)])
}
