package compare

import (
	"strings"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// tooLong bounds the product of the numbers of lines up to which two texts are
// compared line by line: the time can grow with it.
const tooLong = 100_000_000

// Line is one line of a diff.
type Line struct {
	// Mark is ' ' for a line of both sides, '-' and '+' for one of the old
	// and of the new, '@' where equal lines are left out.
	Mark byte
	Text string // without line break
}

// Lines compares the item's two texts line by line; of equal lines only the
// context next to a difference is kept. Lines that differ only in the places of
// what they refer to are equal, and shown as on the new side.
func (i *Item) Lines(context int) []Line {
	old, new := lines(i.Old), lines(i.New)
	oldPlain, newPlain := old, new
	if i.oldPlain != "" && i.newPlain != "" {
		oldPlain, newPlain = lines(i.oldPlain), lines(i.newPlain)
	}
	if len(old)*len(new) > tooLong || len(old) != len(oldPlain) || len(new) != len(newPlain) {
		return append(marked('-', old), marked('+', new)...)
	}
	d := diffmatchpatch.New()
	d.DiffTimeout = 0 // the same answer on every machine
	a, b, _ := d.DiffLinesToRunes(strings.Join(oldPlain, "\n")+"\n", strings.Join(newPlain, "\n")+"\n")
	var all []Line
	for _, part := range d.DiffMainRunes(a, b, false) {
		n := utf8.RuneCountInString(part.Text)
		switch part.Type {
		case diffmatchpatch.DiffEqual:
			all = append(all, marked(' ', new[:n])...)
			old, new = old[n:], new[n:]
		case diffmatchpatch.DiffDelete:
			all = append(all, marked('-', old[:n])...)
			old = old[n:]
		case diffmatchpatch.DiffInsert:
			all = append(all, marked('+', new[:n])...)
			new = new[n:]
		}
	}
	return near(all, context)
}

func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

func marked(mark byte, lines []string) []Line {
	out := make([]Line, len(lines))
	for i, text := range lines {
		out[i] = Line{mark, text}
	}
	return out
}

// near keeps the lines that are at most context lines away from a difference.
func near(all []Line, context int) []Line {
	keep := make([]bool, len(all))
	for i, line := range all {
		if line.Mark != ' ' {
			for j := max(0, i-context); j <= min(len(all)-1, i+context); j++ {
				keep[j] = true
			}
		}
	}
	var out []Line
	for i, line := range all {
		switch {
		case keep[i]:
			out = append(out, line)
		case i == 0 || keep[i-1]:
			out = append(out, Line{Mark: '@'})
		}
	}
	return out
}
