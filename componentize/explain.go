package componentize

import (
	"bufio"
	"fmt"
	"io"
	"unicode/utf8"

	"wcomp/binary"
)

// WriteTable writes the plan as a table for people: for each module what satisfies its imports and what its exports
// become, then the slots of the shim module. The columns are as wide as they need to be.
func (p *Plan) WriteTable(out io.Writer) error {
	w := bufio.NewWriter(out)
	for i, m := range p.Modules {
		if i > 0 {
			fmt.Fprintln(w)
		}
		title := "main module"
		if !m.isMain() {
			title = "adapter " + m.Name
		}
		var imports, exports [][]string
		for _, imp := range m.Imports {
			how := "directly"
			switch {
			case imp.slot >= 0 && p.direct(m, imp):
				how = "directly, slot " + itoa(imp.slot) + " unused"
			case imp.slot >= 0:
				how = "slot " + itoa(imp.slot)
			}
			imports = append(imports, []string{imp.Module + " " + imp.Field, importType(imp), imp.Satisfied(), how})
		}
		for _, e := range m.Exports {
			if e.Kind != ExportIgnored {
				exports = append(exports, []string{e.Name, e.Becomes()})
			}
		}
		table(w, title+": imports", []string{"import", "type", "satisfied by", "through"}, imports)
		if len(imports) > 0 {
			fmt.Fprintln(w)
		}
		table(w, title+": exports", []string{"export", "becomes"}, exports)
		ignored := len(m.Exports) - len(exports)
		if ignored > 0 {
			fmt.Fprintf(w, "  %d more exports stay unused\n", ignored)
		}
	}
	if len(p.Slots) > 0 {
		var rows [][]string
		for i, s := range p.Slots {
			rows = append(rows, []string{itoa(i), s.Name, funcText(s.Type)})
		}
		fmt.Fprintln(w)
		table(w, "shim module: slots", []string{"slot", "stands for", "type"}, rows)
	}
	return w.Flush()
}

func importType(imp *Import) string {
	if imp.Extern == binary.ExternFunc {
		return funcText(imp.Type)
	}
	return imp.Extern.String()
}

// table writes rows under a heading.
func table(w io.Writer, heading string, head []string, rows [][]string) {
	if len(rows) == 0 {
		fmt.Fprintf(w, "%s: none\n", heading)
		return
	}
	fmt.Fprintf(w, "%s\n", heading)
	width := make([]int, len(head))
	all := append([][]string{head}, rows...)
	for _, row := range all {
		for i, cell := range row {
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range all {
		for i, cell := range row {
			if i == len(row)-1 {
				fmt.Fprintf(w, "  %s", cell)
			} else {
				fmt.Fprintf(w, "  %s%*s", cell, width[i]-utf8.RuneCountInString(cell), "")
			}
		}
		fmt.Fprintln(w)
	}
}
