package testsuite_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/internal/peers"
	"wcomp/validate"
	"wcomp/wat"
)

// printForms are the ways to print that are compared with the reference's.
var printForms = []struct {
	args    []string
	options wat.PrintOptions
}{
	{nil, wat.PrintOptions{}},
	{[]string{"-f"}, wat.PrintOptions{FoldInstructions: true}},
	{[]string{"--name-unnamed"}, wat.PrintOptions{NameUnnamed: true}},
	{[]string{"--name-unnamed", "-f"}, wat.PrintOptions{NameUnnamed: true, FoldInstructions: true}},
	{[]string{"--skeleton"}, wat.PrintOptions{Skeleton: true}},
	{[]string{"-p"}, wat.PrintOptions{PrintOffsets: true}},
	{[]string{"-p", "-f", "--indent", "1"}, wat.PrintOptions{PrintOffsets: true, FoldInstructions: true, Indent: " "}},
	{[]string{"-p", "--skeleton", "--name-unnamed"}, wat.PrintOptions{PrintOffsets: true, Skeleton: true, NameUnnamed: true}},
	{[]string{"--color", "always-ansi", "--indent-text", "\t"}, wat.PrintOptions{Color: true, Indent: "\t"}},
}

// wrap is a component that holds binaries.
func wrap(items []printed) []byte {
	b := []byte(binary.ComponentHeader)
	for _, i := range items {
		id := byte(1)
		if i.component {
			id = 4
		}
		b = binary.AppendBytes(append(b, id), i.data)
	}
	return b
}

type printed struct {
	data             []byte
	component, valid bool
	text             string
}

// comparePrints compares how binaries print, all in one component.
func comparePrints(t *testing.T, items []printed, report func(d disagreement, text string)) {
	for _, form := range printForms {
		list := items
		if form.options.FoldInstructions {
			list = nil
			for _, i := range items {
				if !legacyTry.MatchString(i.text) {
					list = append(list, i)
				}
			}
		}
		compareForm(t, list, form.args, form.options, report)
	}
	// Where a block has operands below it the reference shows others
	// (known_differences.md).
	var plain []printed
	for _, i := range items {
		if i.valid && !blocks.MatchString(i.text) {
			plain = append(plain, i)
		}
	}
	stacks := func(data []byte) *wat.OperandStacks {
		s := validate.NewStacks(data)
		return &wat.OperandStacks{Invalid: s.Invalid, Body: func() wat.BodyStack { return s.Body() }}
	}
	o := wat.PrintOptions{OperandStacks: stacks(wrap(plain))}
	compareForm(t, plain, []string{"--print-operand-stack"}, o, report)
	o.FoldInstructions = true
	compareForm(t, plain, []string{"--print-operand-stack", "-f"}, o, report)
}

var (
	legacyTry = regexp.MustCompile(`\btry\b`)
	blocks    = regexp.MustCompile(`\b(block|loop|if|try|try_table)\b`)
)

var localInConstant = regexp.MustCompile(`\((?:global|table|elem|data).*local\.get`)

var escapeSequence = regexp.MustCompile(`\x1b\[[0-9;]*m`)

var nestedItem = regexp.MustCompile(`^(?:\(;@[0-9a-f ]*;\) *| *|\t)(?:\x1b\[[0-9;]*m)*\((?:\x1b\[[0-9;]*m)*(core module|component)`)

func compareForm(t *testing.T, items []printed, args []string, o wat.PrintOptions, report func(d disagreement, text string)) {
	if len(items) == 0 {
		return
	}
	data := wrap(items)
	want, complaint, code := peers.WasmTools(t, data, append([]string{"print", "-"}, args...)...)
	var got bytes.Buffer
	err := wat.Print(&got, data, o)
	kind := "print " + strings.Join(args, " ")
	if code != 0 || err != nil {
		if code != 0 && err != nil && len(items) == 1 {
			return
		}
		if len(items) > 1 {
			n := len(items) / 2
			if o.OperandStacks == nil {
				compareForm(t, items[:n], args, o, report)
				compareForm(t, items[n:], args, o, report)
			}
			return
		}
		report(disagree(kind, string(complaint), fmt.Sprint(err)), items[0].text)
		return
	}
	if bytes.Equal(got.Bytes(), want) {
		return
	}
	// Which item is it? They are numbered.
	at := firstDifferent(got.Bytes(), want)
	modules, components := 0, 0
	for line := range strings.Lines(got.String()[:at]) {
		if depthOf(line, o) != 1 {
			continue
		}
		if m := nestedItem.FindStringSubmatch(line); m != nil {
			if m[1] == "component" {
				components++
			} else {
				modules++
			}
		}
	}
	text := "?"
	for i := range items {
		if items[i].component {
			components--
		} else {
			modules--
		}
		if items[i].component && components == 0 || !items[i].component && modules == 0 {
			text = items[i].text
		}
	}
	theirs, ours := lineAt(want, at), lineAt(got.Bytes(), at)
	if strings.Contains(ours, "(ref null (exact") || localInConstant.MatchString(theirs) {
		return // known_differences.md
	}
	if strings.Contains(escapeSequence.ReplaceAllString(theirs, ""), "alias outer $") {
		return // the component around it does not call it so (text.md, 8.6)
	}
	report(disagree(kind, strconv.Quote(theirs), strconv.Quote(ours)), text)
}

var offsetColumn = regexp.MustCompile(`^(\(;@[0-9a-f ]*;\)|           )`)

// depthOf is how deep a line is indented.
func depthOf(line string, o wat.PrintOptions) int {
	if o.PrintOffsets {
		line = offsetColumn.ReplaceAllString(line, "")
	}
	unit := o.Indent
	if unit == "" {
		unit = "  "
	}
	n := 0
	for strings.HasPrefix(line, unit) {
		line = line[len(unit):]
		n++
	}
	return n
}

func lineAt(b []byte, at int) string {
	start := bytes.LastIndexByte(b[:at], '\n') + 1
	end := bytes.IndexByte(b[at:], '\n')
	if end < 0 {
		end = len(b) - at
	}
	return string(b[start : at+end])
}
