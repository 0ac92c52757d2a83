// Package sourceline finds the place in a program's source that an instruction
// was compiled from, by the DWARF sections of a WebAssembly module (DWARF for
// WebAssembly: addresses count from the first byte of the code section's
// contents).
package sourceline

import (
	"debug/dwarf"
	"fmt"
	"path"
)

// Place is a place in a source file.
type Place struct {
	File     string // with its folder, as the compiler recorded it
	Line     int    // from 1
	Column   int    // from 1, 0 if not recorded
	Function string // that the instruction is in, "" if not recorded
}

// String is file:line:column.
func (p Place) String() string {
	if p.Column == 0 {
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Find looks up an address. sections are the module's custom sections by name
// (".debug_info" and so on); without line tables for the address found is
// false.
func Find(sections map[string][]byte, address uint64) (place Place, found bool) {
	// debug/dwarf promises errors for broken input, but it reads what nobody
	// has checked: an index out of range there must not end the command.
	defer func() {
		if recover() != nil {
			place, found = Place{}, false
		}
	}()
	if len(sections[".debug_info"]) == 0 || len(sections[".debug_line"]) == 0 {
		return Place{}, false
	}
	data, err := dwarf.New(sections[".debug_abbrev"], sections[".debug_aranges"], sections[".debug_frame"], sections[".debug_info"],
		sections[".debug_line"], sections[".debug_pubnames"], sections[".debug_ranges"], sections[".debug_str"])
	if err != nil {
		return Place{}, false
	}
	for _, name := range []string{".debug_addr", ".debug_line_str", ".debug_str_offsets", ".debug_rnglists", ".debug_types"} {
		if contents := sections[name]; len(contents) > 0 {
			if err := data.AddSection(name, contents); err != nil {
				return Place{}, false
			}
		}
	}
	reader := data.Reader()
	for {
		unit, err := reader.Next()
		if err != nil || unit == nil {
			return Place{}, false
		}
		if unit.Tag == dwarf.TagCompileUnit {
			if place, ok := inUnit(data, unit, address); ok {
				place.Function = function(reader, address)
				return place, true
			}
		}
		reader.SkipChildren()
	}
}

// inUnit looks for the address in a unit's line table.
func inUnit(data *dwarf.Data, unit *dwarf.Entry, address uint64) (Place, bool) {
	lines, err := data.LineReader(unit)
	if err != nil || lines == nil {
		return Place{}, false
	}
	var last, entry dwarf.LineEntry
	have := false
	for {
		if err := lines.Next(&entry); err != nil {
			return Place{}, false
		}
		if have && !last.EndSequence && last.Address <= address && address < entry.Address {
			break
		}
		last, have = entry, true
	}
	if last.File == nil || last.Line == 0 {
		return Place{}, false
	}
	name := last.File.Name
	if dir, ok := unit.Val(dwarf.AttrCompDir).(string); ok && !path.IsAbs(name) && dir != "" && dir != "." {
		name = path.Join(dir, name)
	}
	return Place{File: path.Clean(name), Line: last.Line, Column: last.Column}, true
}

// function is the name of the innermost function that holds the address, read
// from the children of the unit that the reader stands in.
func function(reader *dwarf.Reader, address uint64) (name string) {
	for depth := 1; depth > 0; {
		entry, err := reader.Next()
		switch {
		case err != nil || entry == nil:
			return name
		case entry.Tag == 0:
			depth--
			continue
		}
		if entry.Tag == dwarf.TagSubprogram && holds(entry, address) {
			if n, ok := entry.Val(dwarf.AttrName).(string); ok {
				name = n
			}
		}
		if entry.Children {
			depth++
		}
	}
	return name
}

func holds(entry *dwarf.Entry, address uint64) bool {
	low, ok := entry.Val(dwarf.AttrLowpc).(uint64)
	if !ok || address < low {
		return false
	}
	switch high := entry.Val(dwarf.AttrHighpc).(type) {
	case uint64:
		return address < high
	case int64:
		return address < low+uint64(high)
	}
	return false
}
