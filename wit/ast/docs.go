package ast

import (
	"strings"
	"unicode"
)

// Docs gives the documentation that a run of comments makes. ok is false if there is no comment at all; one empty comment makes
// docs that are present and empty.
//
// Every comment counts, `//` and `/* */` as well as `///` and `/** */`: the WIT in use depends on it. Each is one chunk, without
// its leading slashes or its `/**` and `*/`; the white space that all chunks begin with is cut from each.
func (f *File) Docs(c Comments) (docs string, ok bool) {
	if c.Count == 0 {
		return "", false
	}
	comments := f.Comments[c.First : c.First+c.Count]
	if len(comments) == 1 {
		chunk := commentText(f.text[comments[0].Start:comments[0].End])
		if !strings.ContainsRune(chunk, '\n') {
			return strings.TrimLeft(chunk, " "), true
		}
	}
	indent, size := -1, 0
	for _, s := range comments {
		size += int(s.End - s.Start)
		chunk := commentText(f.text[s.Start:s.End])
		if rest := strings.TrimLeftFunc(chunk, unicode.IsSpace); rest != "" && (indent < 0 || len(chunk)-len(rest) < indent) {
			indent = len(chunk) - len(rest)
		}
	}
	var b strings.Builder
	b.Grow(size)
	for _, s := range comments {
		chunk := commentText(f.text[s.Start:s.End])
		if indent > 0 && len(chunk) >= indent && strings.Trim(chunk[:indent], " ") == "" {
			chunk = chunk[indent:]
		}
		for {
			line, rest, more := strings.Cut(chunk, "\n")
			b.WriteString(strings.TrimSuffix(line, "\r"))
			b.WriteByte('\n')
			if !more || rest == "" {
				break
			}
			chunk = rest
		}
	}
	return strings.TrimRight(b.String(), "\n"), true
}

// commentText is a comment without its marks and trailing white space.
func commentText(comment string) string {
	switch {
	case comment == "/**/":
		return ""
	case strings.HasPrefix(comment, "/**"):
		comment = strings.TrimSuffix(comment[3:], "*/")
	default:
		comment = strings.TrimLeft(comment, "/")
	}
	return strings.TrimRightFunc(comment, unicode.IsSpace)
}
