package ast

import "strings"

// print writes all elements. Between two tokens there is a gap, with comments maybe, which is either inline, or one at which a new line
// begins.
func (p *printer) print() {
	p.out = make([]byte, 0, len(p.src)+len(p.src)/8)
	depth := 0 // lists that are expanded around
	var last *element
	for i := 0; ; {
		first := i
		for i < len(p.elements) && p.elements[i].comment() {
			i++
		}
		comments := p.elements[first:i]
		var next *element
		if i < len(p.elements) {
			next = &p.elements[i]
		}
		closes := next != nil && (next.tok == RightBrace || next.tok == RightParen || next.tok == GreaterThan) && p.lists[next.list].expanded
		if p.breaks(last, next, closes) {
			p.lineGap(last, comments, next, closes, depth)
		} else {
			p.inlineGap(last, comments, next, depth)
		}
		if closes {
			depth--
		}
		if next == nil {
			break
		}
		if !next.drop {
			p.out = append(p.out, p.src[next.start:next.end]...)
			if next.comma {
				p.out = append(p.out, ',')
			}
		}
		if opens(next.tok) && p.lists[next.list].expanded {
			depth++
		}
		last = next
		i++
	}
	if len(p.out) > 0 {
		p.out = append(p.out, '\n')
	}
}

func opens(t Token) bool { return t == LeftBrace || t == LeftParen || t == LessThan }

// breaks reports whether a new line begins between two tokens.
func (p *printer) breaks(last, next *element, closes bool) bool {
	switch {
	case last == nil || next == nil || closes || last.ends:
		return true
	case opens(last.tok) || last.tok == Comma:
		return p.lists[last.list].expanded
	}
	return false
}

// lineGap writes the comments between two tokens of which the second begins a line. What stood on the line of the first one stays there.
func (p *printer) lineGap(last *element, comments []element, next *element, closes bool, depth int) {
	// begin starts a line, with a blank one before it where one is wanted.
	wanted := last != nil && last.blank
	after := last != nil && opens(last.tok) // no blank line behind an opening bracket
	begin := func(e *element, depth int, closes bool) {
		if len(p.out) > 0 {
			p.out = append(p.out, '\n')
			if !closes && !after && (wanted || e.lines > 1) {
				p.out = append(p.out, '\n')
			}
		}
		for range depth {
			p.out = append(p.out, "  "...)
		}
		wanted, after = false, false
	}
	own := last == nil // the line at hand began with a comment of the gap
	open := own        // nothing is on it yet
	for i := range comments {
		c := &comments[i]
		switch {
		case open:
		case c.lines == 0 && !(after && p.isDoc(c)):
			p.out = append(p.out, ' ')
		default:
			begin(c, depth, false)
			own = true
		}
		open = false
		p.comment(c)
	}
	if next == nil || open {
		return
	}
	if n := len(comments); n > 0 && own && !closes && next.lines == 0 && comments[n-1].tok == BlockComment {
		p.out = append(p.out, ' ')
		return
	}
	if closes {
		depth--
	}
	begin(next, depth, closes)
}

// isDoc reports whether a comment is meant as docs of what follows.
func (p *printer) isDoc(c *element) bool {
	text := p.src[c.start:c.end]
	return strings.HasPrefix(text, "///") || strings.HasPrefix(text, "/**") && text != "/**/"
}

// inlineGap writes the comments between two tokens of one line. Only a line comment breaks it.
func (p *printer) inlineGap(last *element, comments []element, next *element, depth int) {
	if len(comments) == 0 {
		if p.space(last, next) {
			p.out = append(p.out, ' ')
		}
		return
	}
	broken := false
	for i := range comments {
		if !broken && (i > 0 || !opens(last.tok)) {
			p.out = append(p.out, ' ')
		}
		p.comment(&comments[i])
		if broken = comments[i].tok == LineComment; broken {
			p.out = append(p.out, '\n')
			for range depth + 1 {
				p.out = append(p.out, "  "...)
			}
		}
	}
	if broken || next.drop {
		return
	}
	switch next.tok {
	case Comma, Semicolon, Colon, Period, RightParen, GreaterThan, RightBrace:
	default:
		p.out = append(p.out, ' ')
	}
}

// space reports whether a space stands between two tokens of one line.
func (p *printer) space(last, next *element) bool {
	switch next.tok {
	case Comma, Semicolon, Colon, Period, Slash, LeftParen, RightParen, LessThan, GreaterThan, At:
		return false
	case RightBrace:
		return !opens(last.tok) && p.lists[next.list].kind == withList
	case LeftBrace:
		return last.tok != Period
	}
	switch last.tok {
	case LeftParen, LessThan, Slash, At, Period:
		return false
	case Colon:
		return !last.path
	case LeftBrace:
		return p.lists[last.list].kind == withList
	}
	return true
}

// comment writes a comment, without the white space at the ends of its lines that is not part of docs. Of several
// carriage returns before a line feed only the last is not: such a line stays as it is, else the next would go next time.
func (p *printer) comment(c *element) {
	text := p.src[c.start:c.end]
	if c.tok == LineComment {
		p.out = append(p.out, strings.TrimRight(text, " \t\r")...)
		return
	}
	for {
		line, rest, more := strings.Cut(text, "\n")
		if more && strings.HasSuffix(line, "\r") && !strings.HasSuffix(line, "\r\r") {
			line = line[:len(line)-1]
		}
		p.out = append(p.out, line...)
		if !more {
			return
		}
		p.out = append(p.out, '\n')
		text = rest
	}
}
