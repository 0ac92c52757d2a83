package compare

import (
	"bytes"
	"crypto/sha256"
	"strconv"
	"strings"
)

// appendUnindented appends an item's text, moved to the left margin.
func appendUnindented(b, text []byte) []byte {
	margin := len(text) - len(bytes.TrimLeft(text, " "))
	if margin == 0 {
		return append(b, text...)
	}
	for line := range bytes.Lines(text) {
		cut := 0
		for cut < margin && cut < len(line) && line[cut] == ' ' {
			cut++
		}
		b = append(b, line[cut:]...)
	}
	return b
}

// longType is from where on, in bytes, a type is too long to stand in the place
// of references to it.
const longType = 1000

// appendPlain appends a text without what only says at which place of a list
// something stands: comments with indices go, and a reference to a type by
// index becomes the type.
func appendPlain(b, text []byte, types []string) []byte {
	for {
		n := bytes.IndexByte(text, '(')
		if n < 0 || n+1 == len(text) {
			return append(b, text...)
		}
		b = append(b, text[:n]...)
		text = text[n:]
		if text[1] == ';' {
			if end := bytes.Index(text, []byte(";)")); end >= 0 {
				text = bytes.TrimPrefix(text[end+2:], []byte(" "))
				continue
			}
		}
		if rest, ok := bytes.CutPrefix(text, []byte("(type ")); ok {
			if end := bytes.IndexByte(rest, ')'); end > 0 {
				if i, err := strconv.Atoi(string(rest[:end])); err == nil && i >= 0 && i < len(types) && types[i] != "" {
					b = append(b, types[i]...)
					text = rest[end+1:]
					continue
				}
			}
		}
		b = append(b, '(')
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
			entries = append(entries, entry{kind: word, name: pkg + "/" + name, named: true, text: b.String(), sum: sha256.Sum256([]byte(b.String())), bytes: -1})
		default:
			docs.WriteString(strings.TrimPrefix(lines[i], margin))
		}
	}
	return entries
}
