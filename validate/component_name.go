package validate

import (
	"strings"
)

// Grammar of the names of component imports and exports, and of labels
// (Explainer.md, Import and Export Definitions; validate.md 5.3).

// nameKind is the form of an import or export name.
type nameKind byte

const (
	nameLabel nameKind = iota
	nameConstructor
	nameMethod
	nameStatic
	nameInterface
	nameUnlockedDep
	nameLockedDep
	nameURL
	nameIntegrity
)

// externName is a name taken apart. It shares the input's memory.
type externName struct {
	kind nameKind
	// resource and label: [method]resource.label, [static]resource.label,
	// [constructor]resource; label alone for nameLabel.
	resource, label string
	// version of an interface name, without the @; "" if it has none.
	version string
	// nested: more than one namespace or projection.
	nested bool
	// track: the version is the part that decides on compatibility alone.
	track bool
}

// nameError says what is wrong with a name and, where more than one feature
// or form could be meant, which.
type nameError string

func (e nameError) Error() string { return string(e) }

// parseExternName takes an import or export name apart. With suffix the
// version of an interface is left to be checked together with its suffix.
func parseExternName(s string, suffix bool) (externName, error) {
	if rest, ok := strings.CutPrefix(s, "[constructor]"); ok {
		return externName{kind: nameConstructor, resource: rest}, checkLabel(rest)
	}
	for _, f := range [...]struct {
		prefix string
		kind   nameKind
	}{{"[method]", nameMethod}, {"[static]", nameStatic}} {
		rest, ok := strings.CutPrefix(s, f.prefix)
		if !ok {
			continue
		}
		r, l, ok := strings.Cut(rest, ".")
		if !ok {
			return externName{}, nameError("expected a resource and a function name with a dot between them after " + f.prefix)
		}
		if err := checkLabel(r); err != nil {
			return externName{}, err
		}
		return externName{kind: f.kind, resource: r, label: l}, checkLabel(l)
	}
	if strings.HasPrefix(s, "[") {
		return externName{}, nameError("unknown annotation: only [constructor], [method] and [static] are known")
	}
	if rest, ok := strings.CutPrefix(s, "unlocked-dep=<"); ok {
		nested, err := depName(rest, false)
		return externName{kind: nameUnlockedDep, nested: nested}, err
	}
	if rest, ok := strings.CutPrefix(s, "locked-dep=<"); ok {
		nested, err := depName(rest, true)
		return externName{kind: nameLockedDep, nested: nested}, err
	}
	if rest, ok := strings.CutPrefix(s, "url=<"); ok {
		return externName{kind: nameURL}, urlName(rest)
	}
	if rest, ok := strings.CutPrefix(s, "integrity=<"); ok {
		tail, err := integrity(rest)
		if err == nil && tail != "" {
			err = nameError("trailing characters " + quote(tail) + " after the integrity hash")
		}
		return externName{kind: nameIntegrity}, err
	}
	if strings.Contains(s, ":") {
		return interfaceName(s, suffix)
	}
	return externName{kind: nameLabel, label: s}, checkLabel(s)
}

// checkLabel checks kebab case: words joined by hyphens, each all lower case
// or all upper case with digits, the first beginning with a letter.
func checkLabel(s string) error {
	if s == "" {
		return nameError("a name may not be empty")
	}
	start, upper, lower := 0, false, false
	for i := 0; i <= len(s); i++ {
		if i == len(s) || s[i] == '-' {
			if i == start || upper && lower || start == 0 && !upper && !lower {
				return notKebab(s)
			}
			start, upper, lower = i+1, false, false
			continue
		}
		switch c := s[i]; {
		case c >= 'a' && c <= 'z':
			lower = true
		case c >= 'A' && c <= 'Z':
			upper = true
		case c >= '0' && c <= '9':
			if i == 0 {
				return notKebab(s)
			}
		default:
			return notKebab(s)
		}
	}
	return nil
}

func notKebab(s string) error {
	return nameError(quote(s) + " is not in kebab case: words of lower-case letters and digits, or of upper-case letters and digits, joined by hyphens, beginning with a letter")
}

// checkWords is checkLabel for namespaces and packages, which are lower case.
func checkWords(s, what string) error {
	if err := checkLabel(s); err != nil {
		return nameError(what + ": " + err.Error())
	}
	if strings.ToLower(s) != s {
		return nameError(what + " " + quote(s) + " must be in lower case")
	}
	return nil
}

// interfaceName takes namespace:package/interface@version apart.
func interfaceName(s string, suffix bool) (externName, error) {
	n := externName{kind: nameInterface}
	path, version, has := strings.Cut(s, "@")
	nested, err := packagePath(path, true)
	if err != nil {
		return n, err
	}
	n.nested = nested
	if !has {
		return n, nil
	}
	n.version = version
	if suffix {
		return n, nil
	}
	if err := checkSemver(version); err != nil {
		n.track = isTrack(version)
		if !n.track {
			return n, err
		}
	}
	return n, nil
}

// isTrack says whether s is a canonical version that is no full one.
func isTrack(s string) bool {
	if minor, ok := strings.CutPrefix(s, "0."); ok {
		s = minor
	}
	return s != "" && numeric(s) && s[0] != '0'
}

// packagePath checks ns:pkg, with a projection if one is required and allowed
// otherwise.
func packagePath(s string, projection bool) (nested bool, err error) {
	path, proj, has := strings.Cut(s, "/")
	if !has && projection {
		return false, nameError("expected an interface after the package: namespace:package/interface")
	}
	i := strings.LastIndexByte(path, ':')
	if i < 0 {
		return false, nameError("expected a namespace before the package: namespace:package")
	}
	spaces := strings.Split(path[:i], ":")
	for _, ns := range spaces {
		if err := checkWords(ns, "namespace"); err != nil {
			return false, err
		}
	}
	if err := checkWords(path[i+1:], "package"); err != nil {
		return false, err
	}
	nested = len(spaces) > 1
	if has {
		parts := strings.Split(proj, "/")
		for _, p := range parts {
			if err := checkLabel(p); err != nil {
				return false, err
			}
		}
		nested = nested || len(parts) > 1
	}
	return nested, nil
}

// depName checks what follows unlocked-dep=< or locked-dep=<.
func depName(s string, locked bool) (nested bool, err error) {
	i := strings.IndexAny(s, "@>")
	if i < 0 {
		return false, nameError("expected > at the end of the package's name")
	}
	if nested, err = packagePath(s[:i], false); err != nil {
		return false, err
	}
	return nested, depVersion(s[i:], locked)
}

// depVersion checks the version and what follows it.
func depVersion(rest string, locked bool) error {
	if v, ok := strings.CutPrefix(rest, "@"); ok {
		var version string
		if !locked && strings.HasPrefix(v, "{") {
			rng, tail, ok := strings.Cut(v[1:], "}")
			if !ok {
				return nameError("expected } at the end of the version range")
			}
			if err := versionRange(rng); err != nil {
				return err
			}
			rest = tail
		} else {
			if version, rest, ok = strings.Cut(v, ">"); !ok {
				return nameError("expected > after the version")
			}
			rest = ">" + rest
			if locked || version != "*" {
				if !locked {
					return nameError("expected * or a version range in braces after @")
				}
				if err := checkSemver(version); err != nil {
					return err
				}
			}
		}
	}
	tail, ok := strings.CutPrefix(rest, ">")
	if !ok {
		return nameError("expected > at the end of the package's name")
	}
	return hashTail(tail, locked, "the package's name")
}

// hashTail checks what may follow a closed name: nothing, or with hash an
// integrity hash.
func hashTail(tail string, hash bool, what string) error {
	if h, ok := strings.CutPrefix(tail, ",integrity=<"); ok && hash {
		var err error
		if tail, err = integrity(h); err != nil {
			return err
		}
		what = "the integrity hash"
	}
	if tail != "" {
		return nameError("trailing characters " + quote(tail) + " after " + what)
	}
	return nil
}

// versionRange checks >=v, <v, or >=v <w.
func versionRange(s string) error {
	if low, ok := strings.CutPrefix(s, ">="); ok {
		low, high, both := strings.Cut(low, " ")
		if err := checkSemver(low); err != nil {
			return err
		}
		if !both {
			return nil
		}
		s = high
	}
	if v, ok := strings.CutPrefix(s, "<"); ok {
		return checkSemver(v)
	}
	return nameError("expected a version range: >=VERSION, <VERSION, or both with a space between them")
}

func urlName(s string) error {
	url, tail, ok := strings.Cut(s, ">")
	if !ok {
		return nameError("expected > at the end of the URL")
	}
	if strings.Contains(url, "<") {
		return nameError("a URL may not contain <")
	}
	return hashTail(tail, true, "the URL")
}

// integrity checks hashes up to the closing > and returns what follows
// (Subresource Integrity, 3.1).
func integrity(s string) (tail string, err error) {
	list, tail, ok := strings.Cut(s, ">")
	if !ok {
		return "", nameError("expected > at the end of the integrity hash")
	}
	hashes := strings.Fields(list)
	if len(hashes) == 0 {
		return "", nameError("an integrity hash may not be empty")
	}
	for _, h := range hashes {
		h, _, _ = strings.Cut(h, "?")
		alg, value, ok := strings.Cut(h, "-")
		if !ok {
			return "", nameError("expected - after the hash algorithm")
		}
		switch alg {
		case "sha256", "sha384", "sha512":
		default:
			return "", nameError("unknown hash algorithm " + quote(alg) + ": expected sha256, sha384 or sha512")
		}
		digits := strings.TrimSuffix(strings.TrimSuffix(value, "="), "=")
		if digits == "" {
			return "", nameError("an integrity hash may not be empty")
		}
		for i := range len(digits) {
			if c := digits[i]; !(isAlnum(c) || c == '+' || c == '/') {
				return "", nameError(quote(value) + " is not in base64")
			}
		}
	}
	return tail, nil
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// checkSemver checks a full semantic version (semver.org 2.0.0).
func checkSemver(s string) error {
	bad := func(why string) error {
		return nameError(quote(s) + " is not a valid semver: " + why)
	}
	rest, build, has := strings.Cut(s, "+")
	if has && !identifiers(build, false) {
		return bad("the build metadata after + must be identifiers joined by dots")
	}
	core, pre, has := strings.Cut(rest, "-")
	if has && !identifiers(pre, true) {
		return bad("the pre-release after - must be identifiers joined by dots, numbers without leading zeros")
	}
	parts := strings.Split(core, ".")
	if len(parts) != 3 {
		return bad("expected major.minor.patch")
	}
	for _, p := range parts {
		if p == "" || !numeric(p) {
			return bad("expected major.minor.patch, all numbers")
		}
		if p[0] == '0' && len(p) > 1 {
			return bad("a number has a leading zero")
		}
		if len(p) > 20 || len(p) == 20 && p > "18446744073709551615" {
			return bad("a number is too large")
		}
	}
	return nil
}

func numeric(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

func identifiers(s string, strict bool) bool {
	for part := range strings.SplitSeq(s, ".") {
		if part == "" {
			return false
		}
		for i := range len(part) {
			if c := part[i]; !isAlnum(c) && c != '-' {
				return false
			}
		}
		if strict && numeric(part) && len(part) > 1 && part[0] == '0' {
			return false
		}
	}
	return true
}

// uniqueKey is equal for two names that may not stand in one scope
// (Explainer.md, Name Uniqueness).
func (n externName) uniqueKey(s string) string {
	switch n.kind {
	case nameLabel:
		return strings.ToLower(s)
	case nameConstructor:
		return "[constructor]" + strings.ToLower(n.resource)
	case nameMethod, nameStatic:
		r, l := strings.ToLower(n.resource), strings.ToLower(n.label)
		if r == l {
			return l
		}
		return r + "." + l
	case nameInterface:
		path, version, has := strings.Cut(s, "@")
		if has {
			return strings.ToLower(path) + "@" + version
		}
		return strings.ToLower(path)
	}
	return s
}

func quote(s string) string {
	if len(s) > 100 {
		s = s[:100] + "…"
	}
	return `"` + s + `"`
}

// checkCanonVersion checks the version of a canonical interface name and its
// suffix: together a semantic version, split after the part that decides on
// compatibility (Explainer.md, Canonical Interface Name).
func checkCanonVersion(track, suffix string) error {
	full := track + suffix
	if err := checkSemver(full); err != nil {
		return err
	}
	parts := strings.SplitN(full, ".", 3)
	patch, _, _ := strings.Cut(parts[2], "-")
	patch, _, _ = strings.Cut(patch, "+")
	want := parts[0]
	if want == "0" {
		want += "." + parts[1]
		if parts[1] == "0" {
			want += "." + patch
		}
	}
	if track != want {
		return nameError("the version before it must be " + quote(want) + ", the part that decides on compatibility, not " + quote(track))
	}
	return nil
}
