package wit

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Version is a semantic version (semver.org 2.0) in its one spelling: 1.2.3, 1.2.3-rc.1, 1.2.3-rc.1+build. The empty
// string is the absence of a version. [ParseVersion] makes one from text; a conversion from an unchecked string is
// wrong. Two versions are equal as values only if build metadata is equal too.
type Version string

// ParseVersion checks that text is a semantic version.
func ParseVersion(text string) (Version, error) {
	rest, build, hasBuild := strings.Cut(text, "+")
	core, pre, hasPre := strings.Cut(rest, "-")
	for i, name := range [...]string{"major", "minor", "patch"} {
		var number string
		var more bool
		number, core, more = strings.Cut(core, ".")
		if more != (i < 2) {
			return "", fmt.Errorf("version %q must have the form MAJOR.MINOR.PATCH", text)
		}
		if err := checkNumber(number); err != nil {
			return "", fmt.Errorf("%s version of %q %w", name, text, err)
		}
	}
	if hasPre {
		if err := checkIdentifiers(pre, true); err != nil {
			return "", fmt.Errorf("pre-release of version %q %w", text, err)
		}
	}
	if hasBuild {
		if err := checkIdentifiers(build, false); err != nil {
			return "", fmt.Errorf("build metadata of version %q %w", text, err)
		}
	}
	return Version(text), nil
}

func checkNumber(s string) error {
	switch {
	case s == "":
		return errors.New("is missing")
	case !isDigits(s):
		return errors.New("is not a number")
	case len(s) > 1 && s[0] == '0':
		return errors.New("has a leading zero")
	}
	if _, err := strconv.ParseUint(s, 10, 64); err != nil {
		return fmt.Errorf("is greater than %d", uint64(math.MaxUint64))
	}
	return nil
}

func checkIdentifiers(s string, pre bool) error {
	for id := range strings.SplitSeq(s, ".") {
		if id == "" {
			return errors.New("has an empty identifier")
		}
		for i := range len(id) {
			if c := id[i]; c != '-' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
				return fmt.Errorf("has the character %q, which is no ASCII letter, digit or hyphen", id[i])
			}
		}
		if pre && len(id) > 1 && id[0] == '0' && isDigits(id) {
			return errors.New("has a number with a leading zero")
		}
	}
	return nil
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// Numbers returns the three numbers of a version. They are 0 for the empty version.
func (v Version) Numbers() (major, minor, patch uint64) {
	core := v.core()
	a, rest, _ := strings.Cut(core, ".")
	b, c, _ := strings.Cut(rest, ".")
	major, _ = strconv.ParseUint(a, 10, 64)
	minor, _ = strconv.ParseUint(b, 10, 64)
	patch, _ = strconv.ParseUint(c, 10, 64)
	return major, minor, patch
}

func (v Version) core() string {
	if i := strings.IndexAny(string(v), "-+"); i >= 0 {
		return string(v[:i])
	}
	return string(v)
}

// Pre returns the pre-release part without its hyphen, or the empty string.
func (v Version) Pre() string {
	rest, _, _ := strings.Cut(string(v), "+")
	_, pre, _ := strings.Cut(rest, "-")
	return pre
}

// Build returns the build metadata without its plus sign, or the empty string.
func (v Version) Build() string {
	_, build, _ := strings.Cut(string(v), "+")
	return build
}

// Compare orders versions by precedence (semver.org, 11) and then, so that the order is total, by build metadata: none
// first, then identifier by identifier as pre-releases are compared. The empty version comes first of all.
func (v Version) Compare(o Version) int {
	switch {
	case v == o:
		return 0
	case v == "":
		return -1
	case o == "":
		return 1
	}
	a1, a2, a3 := v.Numbers()
	b1, b2, b3 := o.Numbers()
	if c := cmp.Or(cmp.Compare(a1, b1), cmp.Compare(a2, b2), cmp.Compare(a3, b3)); c != 0 {
		return c
	}
	ap, bp := v.Pre(), o.Pre()
	switch {
	case ap == "" && bp != "":
		return 1
	case ap != "" && bp == "":
		return -1
	}
	return cmp.Or(compareIdentifiers(ap, bp), compareIdentifiers(v.Build(), o.Build()))
}

// compareIdentifiers orders dotted identifiers: numbers by value and before words, words by their bytes, a longer
// list after its own beginning.
func compareIdentifiers(a, b string) int {
	for a != "" && b != "" {
		var x, y string
		x, a, _ = strings.Cut(a, ".")
		y, b, _ = strings.Cut(b, ".")
		xn, yn := isDigits(x), isDigits(y)
		var c int
		switch {
		case xn && yn:
			xs, ys := strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
			c = cmp.Or(cmp.Compare(len(xs), len(ys)), cmp.Compare(xs, ys), cmp.Compare(len(x), len(y)))
		case xn:
			c = -1
		case yn:
			c = 1
		default:
			c = cmp.Compare(x, y)
		}
		if c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

// Track returns what versions must share to serve for one another: the major version, below 1 the minor version too,
// below 0.1 all three numbers. A pre-release serves for nothing but itself. Build metadata is left out.
func (v Version) Track() string {
	if pre := v.Pre(); pre != "" {
		rest, _, _ := strings.Cut(string(v), "+")
		return rest
	}
	major, minor, patch := v.Numbers()
	switch {
	case v == "":
		return ""
	case major != 0:
		return strconv.FormatUint(major, 10)
	case minor != 0:
		return "0." + strconv.FormatUint(minor, 10)
	}
	return "0.0." + strconv.FormatUint(patch, 10)
}
