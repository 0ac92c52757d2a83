package ast

// CheckName says what is wrong with a name, or nothing. A name is made of words with `-` between them. A word has ASCII letters of
// one case and digits; the first word begins with a letter (Explainer.md, label).
func CheckName(name string) (problem string) {
	if name == "" {
		return "it is empty"
	}
	var lower, upper bool
	for i := 0; i < len(name); i++ {
		switch c := name[i]; {
		case c >= 'a' && c <= 'z':
			lower = true
		case c >= 'A' && c <= 'Z':
			upper = true
		case c >= '0' && c <= '9':
			if i == 0 {
				return "it begins with a digit"
			}
		case c == '-':
			switch {
			case i == 0:
				return "it begins with `-`"
			case i == len(name)-1:
				return "it ends with `-`"
			case name[i+1] == '-':
				return "two `-` in a row"
			}
			lower, upper = false, false
		case c == '_':
			return "`_` is not allowed: words are joined with `-`"
		default:
			return "only ASCII letters, digits and `-` are allowed"
		}
		if lower && upper {
			return "a word has letters of both cases: words are joined with `-`, as in `my-name`"
		}
	}
	return ""
}

// checkVersion says what is wrong with a semantic version (semver.org, 2.0.0), or nothing.
func checkVersion(v string) (problem string) {
	rest := v
	for i, part := range [...]string{"major", "minor", "patch"} {
		n := 0
		for n < len(rest) && rest[n]-'0' < 10 {
			n++
		}
		switch {
		case n == 0:
			return "three numbers are wanted, as in `1.2.3`"
		case n > 1 && rest[0] == '0':
			return "the " + part + " number begins with a zero"
		case n > 20 || n == 20 && rest[:n] > "18446744073709551615":
			return "the " + part + " number is too large"
		}
		rest = rest[n:]
		if i < 2 {
			if rest == "" || rest[0] != '.' {
				return "three numbers are wanted, as in `1.2.3`"
			}
			rest = rest[1:]
		}
	}
	if rest != "" && rest[0] == '-' {
		n := 1
		for n < len(rest) && rest[n] != '+' {
			n++
		}
		if problem = checkVersionParts(rest[1:n], "pre-release", true); problem != "" {
			return problem
		}
		rest = rest[n:]
	}
	if rest != "" {
		if rest[0] != '+' {
			return "behind the three numbers only `-` and `+` may follow"
		}
		return checkVersionParts(rest[1:], "build", false)
	}
	return ""
}

func checkVersionParts(s, what string, numeric bool) (problem string) {
	start, digits := 0, true
	for i := 0; i <= len(s); i++ {
		if i == len(s) || s[i] == '.' {
			switch part := s[start:i]; {
			case part == "":
				return "an empty part in the " + what + " version"
			case numeric && digits && len(part) > 1 && part[0] == '0':
				return "a number in the " + what + " version begins with a zero"
			}
			start, digits = i+1, true
			continue
		}
		switch c := s[i]; {
		case c >= '0' && c <= '9':
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-':
			digits = false
		default:
			return "the " + what + " version has a character that is no ASCII letter, digit or `-`"
		}
	}
	return ""
}
