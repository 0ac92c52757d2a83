package ast

import "strings"

// ParseMarkdown parses the WIT in a Markdown file: the contents of its fenced code blocks of the language wit, taken together as one file.
// Places are those in the Markdown file.
func ParseMarkdown(name, src string) (*File, error) {
	return parse(&File{Name: name, Source: src, text: blankMarkdown(src)})
}

// blankMarkdown replaces everything outside of WIT code blocks by spaces, so that offsets stay what they are (CommonMark, Fenced code blocks).
func blankMarkdown(src string) string {
	out := make([]byte, 0, len(src))
	var fence string // of the block that is open: its mark, as long as it was written
	inside := false  // the block is WIT
	for len(src) > 0 {
		line := src
		if end := strings.IndexByte(src, '\n'); end >= 0 {
			line = src[:end+1]
		}
		src = src[len(line):]
		mark, info := fenceOf(line)
		switch {
		case fence != "" && strings.HasPrefix(mark, fence) && info == "":
			fence, inside = "", false
		case fence == "" && mark != "":
			language, _, _ := strings.Cut(info, " ")
			fence, inside = mark, strings.EqualFold(language, "wit")
		case inside:
			out = append(out, line...)
			continue
		}
		for _, c := range []byte(line) {
			if c != '\n' {
				c = ' '
			}
			out = append(out, c)
		}
	}
	return string(out)
}

// fenceOf gives the mark of a line that opens or closes a code block, and what stands behind it.
func fenceOf(line string) (mark, info string) {
	text := strings.TrimLeft(line, " ")
	if len(line)-len(text) > 3 || text == "" || text[0] != '`' && text[0] != '~' {
		return "", ""
	}
	rest := strings.TrimLeft(text, text[:1])
	mark = text[:len(text)-len(rest)]
	info = strings.TrimSpace(rest)
	if len(mark) < 3 || mark[0] == '`' && strings.ContainsRune(info, '`') {
		return "", ""
	}
	return mark, info
}
