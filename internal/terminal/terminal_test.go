package terminal

import (
	"bytes"
	"os"
	"testing"
)

func TestColor(t *testing.T) {
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "xterm")
	for value, always := range map[string]bool{"auto": false, "never": false, "always": true, "always-ansi": true} {
		var c Color
		if err := c.Set(value); err != nil {
			t.Fatal(err)
		}
		if got := c.Enabled(new(bytes.Buffer)); got != always {
			t.Errorf("--color %s to a buffer: %v", value, got)
		}
	}
	var c Color
	if err := c.Set("sometimes"); err == nil {
		t.Error("an unknown value was accepted")
	}
	if c.String() != "auto" {
		t.Errorf("the zero value is %s", &c)
	}
}

func TestNothingButATerminalIsOne(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	if Is(w) || Is(new(bytes.Buffer)) || Is(nil) {
		t.Error("a pipe or a buffer is taken for a terminal")
	}
	t.Setenv("COLUMNS", "")
	if got := Width(w); got != DefaultWidth {
		t.Errorf("width of a pipe: %d", got)
	}
	t.Setenv("COLUMNS", "123")
	if got := Width(w); got != 123 {
		t.Errorf("width with COLUMNS=123: %d", got)
	}
}
