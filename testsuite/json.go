package testsuite

import (
	"strconv"
	"unicode/utf8"
)

// object is a JSON object whose keys keep their order.
type object []member

type member struct {
	key   string
	value any // string, int, bool, nil, object, []any
}

func (o *object) set(key string, value any) { *o = append(*o, member{key, value}) }

// appendJSON writes v. pretty has an indentation of two blanks a level.
func appendJSON(b []byte, v any, pretty bool, level int) []byte {
	newline := func(b []byte, level int) []byte {
		if !pretty {
			return b
		}
		b = append(b, '\n')
		for range level {
			b = append(b, "  "...)
		}
		return b
	}
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case bool:
		return strconv.AppendBool(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case string:
		return appendJSONString(b, v)
	case object:
		b = append(b, '{')
		for i, m := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = newline(b, level+1)
			b = append(appendJSONString(b, m.key), ':')
			if pretty {
				b = append(b, ' ')
			}
			b = appendJSON(b, m.value, pretty, level+1)
		}
		if len(v) > 0 {
			b = newline(b, level)
		}
		return append(b, '}')
	case []any:
		b = append(b, '[')
		for i, e := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = newline(b, level+1)
			b = appendJSON(b, e, pretty, level+1)
		}
		if len(v) > 0 {
			b = newline(b, level)
		}
		return append(b, ']')
	}
	panic("not a JSON value")
}

// appendJSONString escapes what RFC 8259 demands and nothing else.
func appendJSONString(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\r':
			b = append(b, `\r`...)
		case c == '\t':
			b = append(b, `\t`...)
		case c == '\b':
			b = append(b, `\b`...)
		case c == '\f':
			b = append(b, `\f`...)
		case c < ' ':
			b = append(b, `\u00`...)
			b = append(b, "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
		case c < utf8.RuneSelf:
			b = append(b, c)
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			b = utf8.AppendRune(b, r)
			i += n
			continue
		}
		i++
	}
	return append(b, '"')
}
