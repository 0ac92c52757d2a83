package wit

import "fmt"

// keywords are the words that WIT's grammar reserves, and float32 and float64, the former names of f32 and f64, which
// are written like keywords so that they are not mistaken for the types.
var keywords = make(map[string]bool, 64)

func init() {
	for _, word := range [...]string{
		"use", "type", "func", "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "f32", "f64", "char", "record",
		"resource", "own", "borrow", "flags", "variant", "enum", "bool", "string", "option", "result", "future", "stream",
		"error-context", "list", "map", "_", "as", "from", "static", "interface", "tuple", "import", "export", "world",
		"package", "constructor", "include", "with", "async", "float32", "float64",
	} {
		keywords[word] = true
	}
}

// appendID appends an identifier as WIT text spells it, with a % before what would be a keyword.
func appendID(b []byte, name string) []byte {
	if keywords[name] {
		b = append(b, '%')
	}
	return append(b, name...)
}

// CheckName says whether name is an identifier of WIT (WIT.md, Identifiers): words joined by single hyphens, each all
// in lower case or all in upper case letters, with digits, the first beginning with a letter.
func CheckName(name string) error {
	if name == "" {
		return fmt.Errorf("an identifier must not be empty")
	}
	first := true
	var lower, upper, filled bool
	for i := 0; i <= len(name); i++ {
		if i == len(name) || name[i] == '-' {
			if !filled {
				return fmt.Errorf("identifier %q has an empty word: hyphens stand alone between words", name)
			}
			first, lower, upper, filled = false, false, false, false
			continue
		}
		switch c := name[i]; {
		case c >= 'a' && c <= 'z':
			lower = true
		case c >= 'A' && c <= 'Z':
			upper = true
		case c >= '0' && c <= '9':
			if first && !filled {
				return fmt.Errorf("identifier %q must begin with a letter", name)
			}
		default:
			return fmt.Errorf("identifier %q may only have ASCII letters, digits and hyphens", name)
		}
		filled = true
		if lower && upper {
			return fmt.Errorf("identifier %q has a word of upper and lower case letters", name)
		}
	}
	return nil
}
