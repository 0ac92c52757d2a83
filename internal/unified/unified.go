// Package unified writes the difference of two texts as a unified diff, the
// form that `diff -u` and `patch` speak.
package unified

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// context is the number of equal lines shown around a change.
const context = 3

type line struct {
	mark byte // ' ', '-' or '+'
	text string
}

// Diff is what turns old into new, under the names given; nil if they are
// equal.
func Diff(oldName, newName, old, new string) []byte {
	if old == new {
		return nil
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "--- %s\n+++ %s\n", oldName, newName)
	lines := compare(old, new)
	oldLine, newLine := 1, 1 // numbers of the line at i
	for i := 0; i < len(lines); {
		if lines[i].mark == ' ' {
			oldLine, newLine, i = oldLine+1, newLine+1, i+1
			continue
		}
		// A hunk goes on as long as the next change is near.
		start := max(0, i-context)
		end := i
		for j := i; j < len(lines) && j <= end+2*context; j++ {
			if lines[j].mark != ' ' {
				end = j
			}
		}
		stop := min(len(lines), end+1+context)
		hunk := lines[start:stop]
		removed, added := 0, 0
		for _, l := range hunk {
			if l.mark != '+' {
				removed++
			}
			if l.mark != '-' {
				added++
			}
		}
		before := i - start
		fmt.Fprintf(&b, "@@ -%s +%s @@\n", span(oldLine-before, removed), span(newLine-before, added))
		for _, l := range hunk {
			b.WriteByte(l.mark)
			b.WriteString(l.text)
			if !strings.HasSuffix(l.text, "\n") {
				b.WriteString("\n\\ No newline at end of file\n")
			}
		}
		oldLine += removed - before
		newLine += added - before
		i = stop
	}
	return b.Bytes()
}

// span is the place of a hunk in one of the texts.
func span(first, count int) string {
	switch count {
	case 0:
		return fmt.Sprintf("%d,0", first-1)
	case 1:
		return fmt.Sprint(first)
	}
	return fmt.Sprintf("%d,%d", first, count)
}

// compare aligns the lines of two texts.
func compare(old, new string) (lines []line) {
	d := diffmatchpatch.New()
	a, b, texts := d.DiffLinesToRunes(old, new)
	for _, part := range d.DiffCharsToLines(d.DiffMainRunes(a, b, false), texts) {
		mark := map[diffmatchpatch.Operation]byte{
			diffmatchpatch.DiffEqual: ' ', diffmatchpatch.DiffDelete: '-', diffmatchpatch.DiffInsert: '+',
		}[part.Type]
		for text := range strings.Lines(part.Text) {
			lines = append(lines, line{mark, text})
		}
	}
	return lines
}
