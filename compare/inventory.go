package compare

import (
	"bytes"
	"strconv"
	"strings"

	"wcomp/binary"
	"wcomp/decode"
	"wcomp/wat"
)

// side is what one binary holds.
type side struct {
	sections []section
	items    []entry
}

type section struct {
	name   string
	extent Extent
}

// inventory lists the sections of a binary, by decoding it, and its items, by
// taking its printed text apart.
func inventory(data []byte) (*side, error) {
	s := new(side)
	sizes, err := s.measure(data)
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	if err := wat.Print(&text, data, wat.PrintOptions{}); err != nil {
		return nil, err
	}
	splitter := splitter{sizes: sizes}
	splitter.form(text.String(), "")
	s.items = splitter.entries
	return s, nil
}

// unitSizes are the bytes that the entries of one module take, by the keyword
// that they are printed with and their index in that list.
type unitSizes map[string][]int64

// measure adds up the outermost item's sections and measures the entries of
// every module, in the order in which they begin.
func (s *side) measure(data []byte) ([]unitSizes, error) {
	var units []unitSizes
	var open []int // of units
	p := decode.NewParser(data, 0)
	var ev decode.Event
	for p.Next(&ev) {
		switch ev.Kind {
		case decode.EventStart:
			open = append(open, len(units))
			units = append(units, unitSizes{})
			if len(open) == 2 {
				s.add(nested(&ev), 1, int64(len(ev.Data)))
			}
		case decode.EventEnd:
			open = open[:len(open)-1]
		case decode.EventBody:
			unit := units[open[len(open)-1]]
			unit["body"] = append(unit["body"], int64(len(ev.Data)))
		case decode.EventCode:
			if len(open) == 1 {
				s.add("code", int(ev.Count), int64(len(ev.Data)))
			}
		case decode.EventCustom:
			if len(open) == 1 {
				s.add("custom "+ev.Name, 1, int64(len(ev.Data)))
			}
		case decode.EventSection:
			name := ev.Section().String()
			if ev.Component {
				name = ev.ComponentSection().String()
			} else {
				measureEntries(units[open[len(open)-1]], &ev)
			}
			if len(open) == 1 {
				s.add(name, entries(&ev), int64(len(ev.Data)))
			}
		}
	}
	return units, p.Err()
}

// entries is how many a section says that it has; a few are one entry without
// a count.
func entries(ev *decode.Event) int {
	if ev.Component && ev.ComponentSection() == binary.ComponentSectionStart {
		return 1
	}
	if !ev.Component && (ev.Section() == binary.SectionStart || ev.Section() == binary.SectionDataCount) {
		return 1
	}
	return int(ev.Items().Count())
}

func nested(ev *decode.Event) string {
	if ev.Component {
		return "component"
	}
	return "core module"
}

func (s *side) add(name string, count int, size int64) {
	s.sections = append(s.sections, section{name, Extent{count, size}})
}

// measureEntries reads a section's entries for their sizes.
func measureEntries(unit unitSizes, ev *decode.Event) {
	items := ev.Items()
	var (
		keyword string
		read    func()
	)
	switch ev.Section() {
	case binary.SectionImport:
		keyword, read = "import", func() { items.Import() }
	case binary.SectionExport:
		keyword, read = "export", func() { items.Export() }
	case binary.SectionGlobal:
		keyword, read = "global", func() { items.Global() }
	case binary.SectionElement:
		keyword, read = "elem", func() { items.Element() }
	case binary.SectionData:
		keyword, read = "data", func() { items.Data() }
	default:
		return
	}
	for items.Next() {
		read()
		unit[keyword] = append(unit[keyword], items.Offset()-items.Start)
	}
}

// splitter takes printed text apart. A module or component is a form whose
// items begin on lines that are indented by one level more than it.
type splitter struct {
	sizes   []unitSizes // of the modules and components still to come
	entries []entry
}

// form splits the text of a module or component, at any indentation.
func (s *splitter) form(text, path string) {
	var sizes unitSizes
	if len(s.sizes) > 0 {
		sizes, s.sizes = s.sizes[0], s.sizes[1:]
	}
	lines := strings.SplitAfter(text, "\n")
	margin := len(lines[0]) - len(strings.TrimLeft(lines[0], " ")) + 2
	starts := func(line string) bool {
		return len(line) > margin && line[margin] == '(' && strings.TrimLeft(line[:margin], " ") == ""
	}
	var types []string // texts of the form's types, for references to them
	counts := make(map[string]int)
	begin, at := -1, 0
	flush := func(end int) {
		if begin >= 0 {
			s.item(text[begin:end], path, sizes, counts, &types)
		}
	}
	for i, line := range lines {
		if i > 0 && starts(line) {
			flush(at)
			begin = at
		} else if i > 0 && strings.TrimSpace(line) == ")" && len(strings.TrimRight(line, "\n")) == margin-1 {
			flush(at)
			begin = -1
		}
		at += len(line)
	}
	flush(at)
}

// item adds the entry of one item, and for a nested module or component those
// of its items.
func (s *splitter) item(text, path string, sizes unitSizes, counts map[string]int, types *[]string) {
	kind, name, index, named := head(text)
	e := entry{kind: kind, name: path + name, named: named, bytes: -1}
	if !named {
		e.name = path + strconv.Itoa(counts[kind])
		if index != "" {
			e.name = path + index
		}
	}
	place := counts[kind]
	counts[kind]++
	keyword := kind
	if kind == "func" {
		keyword = "body"
	}
	if sized := sizes[keyword]; place < len(sized) {
		e.bytes = sized[place]
	}
	e.text = unindent(text)
	e.plain = plain(e.text, *types)
	switch kind {
	case "type":
		*types = append(*types, strings.Join(strings.Fields(e.plain), " "))
	case "core module", "component":
		if strings.Count(text, "\n") > 1 {
			s.form(text, e.name+" / ")
			return
		}
	}
	s.entries = append(s.entries, e)
}

// head reads the keyword, the name and the index of an item's first line.
func head(text string) (kind, name, index string, named bool) {
	line, _, _ := strings.Cut(strings.TrimLeft(text, " "), "\n")
	rest := line[1:]
	word := func() string {
		n := strings.IndexAny(rest, " ()")
		if n < 0 {
			n = len(rest)
		}
		w := rest[:n]
		rest = strings.TrimLeft(rest[n:], " ")
		return w
	}
	kind = word()
	if kind == "core" {
		kind += " " + word()
	}
	for {
		switch {
		case strings.HasPrefix(rest, "(;"):
			n := strings.Index(rest, ";)")
			if n < 0 {
				return kind, name, index, named
			}
			index = rest[2:n]
			rest = strings.TrimLeft(rest[n+2:], " ")
		case strings.HasPrefix(rest, "$"), strings.HasPrefix(rest, `"`):
			n := token(rest)
			if name != "" {
				name += " "
			}
			// An import or export is told by its own names, others by
			// their identifier.
			if rest[0] == '$' && (kind == "import" || kind == "export") {
				rest = strings.TrimLeft(rest[n:], " ")
				continue
			}
			name += rest[:n]
			named = true
			rest = strings.TrimLeft(rest[n:], " ")
			if kind != "import" {
				return kind, name, index, named
			}
		default:
			return kind, name, index, named
		}
	}
}

// token is the length of an identifier or string.
func token(s string) int {
	i := 0
	if s[0] == '$' {
		i++
	}
	if i < len(s) && s[i] == '"' {
		for i++; i < len(s) && s[i] != '"'; i++ {
			if s[i] == '\\' {
				i++
			}
		}
		return min(i+1, len(s))
	}
	n := strings.IndexAny(s, " ()")
	if n < 0 {
		return len(s)
	}
	return n
}
