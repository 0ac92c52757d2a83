package compare

import "strings"

// head reads the keyword, the name and the index of an item's first line.
func head(text string) (kind, name, index string, named bool) {
	line, _, _ := strings.Cut(strings.TrimLeft(text, " "), "\n")
	rest := line[1:]
	word := func() string {
		n := strings.IndexAny(rest, " ()")
		if n < 0 {
			n = len(rest)
		}
		w := rest[:n]
		rest = strings.TrimLeft(rest[n:], " ")
		return w
	}
	kind = word()
	if kind == "core" {
		kind += " " + word()
	}
	for {
		switch {
		case strings.HasPrefix(rest, "(;"):
			n := strings.Index(rest, ";)")
			if n < 0 {
				return kind, name, index, named
			}
			index = rest[2:n]
			rest = strings.TrimLeft(rest[n+2:], " ")
		case strings.HasPrefix(rest, "$"), strings.HasPrefix(rest, `"`):
			n := token(rest)
			if name != "" {
				name += " "
			}
			// An import or export is told by its own names, others by
			// their identifier.
			if rest[0] == '$' && (kind == "import" || kind == "export") {
				rest = strings.TrimLeft(rest[n:], " ")
				continue
			}
			name += rest[:n]
			named = true
			rest = strings.TrimLeft(rest[n:], " ")
			if kind != "import" {
				return kind, name, index, named
			}
		default:
			return kind, name, index, named
		}
	}
}

// token is the length of an identifier or string.
func token(s string) int {
	i := 0
	if s[0] == '$' {
		i++
	}
	if i < len(s) && s[i] == '"' {
		for i++; i < len(s) && s[i] != '"'; i++ {
			if s[i] == '\\' {
				i++
			}
		}
		return min(i+1, len(s))
	}
	n := strings.IndexAny(s, " ()")
	if n < 0 {
		return len(s)
	}
	return n
}
