package compare

import (
	"strconv"
	"strings"
)

// unindent moves an item's text to the left margin.
func unindent(text string) string {
	margin := len(text) - len(strings.TrimLeft(text, " "))
	if margin == 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for line := range strings.Lines(text) {
		cut := 0
		for cut < margin && cut < len(line) && line[cut] == ' ' {
			cut++
		}
		b.WriteString(line[cut:])
	}
	return b.String()
}

// plain is a text without what only says at which place of a list something
// stands: comments with indices go, and a reference to a type by index becomes
// the type.
func plain(text string, types []string) string {
	var b strings.Builder
	b.Grow(len(text))
	for {
		n := strings.IndexByte(text, '(')
		if n < 0 || n+1 == len(text) {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:n])
		text = text[n:]
		if strings.HasPrefix(text, "(;") {
			if end := strings.Index(text, ";)"); end >= 0 {
				text = strings.TrimPrefix(text[end+2:], " ")
				continue
			}
		}
		if rest, ok := strings.CutPrefix(text, "(type "); ok {
			if end := strings.IndexByte(rest, ')'); end > 0 {
				if i, err := strconv.Atoi(rest[:end]); err == nil && i >= 0 && i < len(types) && len(types[i]) < 1000 {
					b.WriteString(types[i])
					text = rest[end+1:]
					continue
				}
			}
		}
		b.WriteByte('(')
		text = text[1:]
	}
}

// witEntries takes printed WIT apart: interfaces and worlds, with the package
// that they are in before their name.
func witEntries(text string) []entry {
	var entries []entry
	var docs strings.Builder // comments and attributes before an item
	pkg, margin := "", ""
	lines := strings.SplitAfter(text, "\n")
	for i := 0; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], "\n")
		body, ok := strings.CutPrefix(line, margin)
		word, rest, _ := strings.Cut(body, " ")
		switch {
		case line == "}" && margin != "":
			pkg, margin = "", ""
		case !ok || body == "":
			docs.Reset()
		case word == "package":
			pkg = strings.TrimRight(rest, " {;")
			if strings.HasSuffix(body, "{") {
				margin = "  "
			}
			docs.Reset()
		case word == "interface" || word == "world":
			name, _, _ := strings.Cut(rest, " ")
			var b strings.Builder
			b.WriteString(docs.String())
			docs.Reset()
			for ; i < len(lines); i++ {
				b.WriteString(strings.TrimPrefix(lines[i], margin))
				if strings.TrimRight(lines[i], "\n") == margin+"}" {
					break
				}
			}
			entries = append(entries, entry{kind: word, name: pkg + "/" + name, named: true, text: b.String(), plain: b.String(), bytes: -1})
		default:
			docs.WriteString(strings.TrimPrefix(lines[i], margin))
		}
	}
	return entries
}
