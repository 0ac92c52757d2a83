package wat

import "testing"

func TestTextEscapes(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", `""`},
		{"x\"y\x00\u00e9", `"x\u{22}y\u{0}\u{e9}"`},
		{`a\b`, `"a\u{5c}b"`},
		{"\U0001F600", `"\u{1f600}"`},
		{"plain ~", `"plain ~"`},
	} {
		if got := string(appendQuotedText(nil, c.in)); got != c.want {
			t.Errorf("%q: %s, want %s", c.in, got, c.want)
		}
	}
}

func TestByteEscapes(t *testing.T) {
	if got, want := string(appendByteEscapes(nil, []byte("hi\x00\"\\'\x7f\n\xe9"))), `hi\00\22\5c'\7f\0a\e9`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestIdentifier(t *testing.T) {
	for s, want := range map[string]bool{"": false, "a": true, "a b": false, "é": false, "a\"": false, "!#$%&'*+-./:<=>?@\\^_`|~": true, "a,b": false} {
		if got := isIdentifier(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}
