package wit_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"wcomp/internal/peers"
	"wcomp/validate"
	"wcomp/wit"
	"wcomp/wit/ast"
)

// witFile is one file of a case.
type witFile struct {
	path string // with slashes, below the case's folder
	text string
}

// witCase is WIT that both tools read: a single file, or a folder.
type witCase struct {
	name     string
	files    []witFile
	folder   bool
	features string // "" for none, "*" for all
}

func (c *witCase) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, features %q\n", c.name, c.features)
	for _, f := range c.files {
		fmt.Fprintf(&b, "---- %s\n%s\n", f.path, f.text)
	}
	return b.String()
}

// scaled is the number of cases: few, or as many as the environment says.
func scaled(t *testing.T, few int) int {
	t.Helper()
	s := os.Getenv("WCOMP_DIFFERENTIAL")
	if s == "" {
		return few
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// differential counts what came out.
type differential struct {
	t                        *testing.T
	dir                      string
	accepted, refused, order int
	known                    map[string]int
	crashes                  int
}

func newDifferential(t *testing.T) *differential {
	peers.LookWasmTools(t)
	return &differential{t: t, dir: t.TempDir(), known: map[string]int{}}
}

func (d *differential) log() {
	d.t.Logf("%d accepted by both and equal, %d refused by both, of which %d with an earlier error of ours; %d crashes of the reference", d.accepted, d.refused, d.order, d.crashes)
	for rule, n := range d.known {
		d.t.Logf("known: %s: %d", rule, n)
	}
	if d.accepted+d.refused == 0 {
		d.t.Error("nothing was compared")
	}
}

// place says where the case lies for both tools; a folder is written out.
func (d *differential) place(c *witCase) string {
	if !c.folder {
		path := filepath.Join(d.dir, "in.wit")
		d.write(path, c.files[0].text)
		return path
	}
	root := filepath.Join(d.dir, "in")
	if err := os.RemoveAll(root); err != nil {
		d.t.Fatal(err)
	}
	for _, f := range c.files {
		d.write(filepath.Join(root, filepath.FromSlash(f.path)), f.text)
	}
	return root
}

func (d *differential) write(path, text string) {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		d.t.Fatal(err)
	}
}

// placeInComplaint finds `file:line:column` in what the reference says.
var placeInComplaint = regexp.MustCompile(`(?m)(?:--> |^  \* )(.*:\d+:\d+)$`)

// compare holds what wcomp makes of a case against what the reference does.
func (d *differential) compare(c *witCase) error {
	path := d.place(c)
	o := &wit.ParseOptions{}
	var flags []string
	switch c.features {
	case "":
	case "*":
		o.AllFeatures = true
		flags = append(flags, "--all-features")
	default:
		o.Features = []string{c.features}
		flags = append(flags, "--features", c.features)
	}
	reference := func(args ...string) ([]byte, []byte, int) {
		return peers.WasmTools(d.t, nil, append(append([]string{"component", "wit", path}, flags...), args...)...)
	}
	r, main, err := wit.ParsePath(path, o)
	want, complaint, code := reference("-j")
	switch {
	case code > 2 || code < 0:
		d.crashes++
		return nil
	case err == nil && code == 0:
		return d.compareGraphs(c, r, main, want, reference)
	case err == nil:
		if rule := c.looser(string(complaint)); rule != "" {
			d.known[rule]++
			return nil
		}
		return fmt.Errorf("accepted, the reference says %s", complaint)
	}
	var list ast.ErrorList
	if !errors.As(err, &list) {
		if code == 0 {
			return fmt.Errorf("refused, unlike the reference: %v", err)
		}
		d.refused++
		return nil
	}
	if code == 0 {
		rule := ""
		for _, e := range list {
			if strings.HasPrefix(rule, "a use behind") {
				break // the definition, and what is wrong in it, is gone there
			}
			if rule = isStricter(e); rule == "" && !slices.ContainsFunc(list, func(e *ast.Error) bool { return strings.HasPrefix(isStricter(e), "a use behind") }) {
				return fmt.Errorf("refused, unlike the reference: %v", err)
			}
		}
		d.known[rule]++
		return nil
	}
	d.refused++
	if os.Getenv("WCOMP_SHOW") == "2" {
		d.t.Logf("REFUSED %s %q %s", c.name, c.features, list[0].Message)
	}
	places := placeInComplaint.FindStringSubmatch(string(complaint))
	if places == nil && c.aboutLabel(string(complaint)) {
		d.known["labelled exports stand beside an import"]++
		return nil
	}
	if places == nil {
		if rule := known(placeless, string(complaint)); rule == "" {
			return fmt.Errorf("errors %v; the reference complains without a place: %s", err, complaint)
		}
		return nil
	}
	for i, e := range list {
		if p := e.Position(); e.File != nil && places[1] == fmt.Sprintf("%s:%d:%d", e.File.Name, p.Line, p.Column) {
			if i > 0 {
				d.order++
				if os.Getenv("WCOMP_SHOW") != "" {
					d.t.Logf("ORDER\n%v\n%s\n%s", err, complaint, c)
				}
			}
			return nil
		}
	}
	if rule := isStricter(list[0]); rule != "" {
		d.known[rule]++
		return nil
	}
	if rule := c.looser(string(complaint)); rule != "" {
		d.known[rule]++
		return nil
	}
	if m := missingInterface.FindStringSubmatch(string(complaint)); m != nil && slices.ContainsFunc(list, func(e *ast.Error) bool {
		return strings.Contains(e.Message, "`"+m[1]+"` does not exist in package `"+m[2]+"`")
	}) {
		d.known["the first mention of what is missing, not the first import"]++
		return nil
	}
	return fmt.Errorf("errors\n%v\nand the reference says %s", err, complaint)
}

// compareGraphs holds the three outputs of a graph against the reference's.
func (d *differential) compareGraphs(c *witCase, r *wit.Resolve, main wit.PackageID, want []byte, reference func(...string) ([]byte, []byte, int)) error {
	if got := r.AppendJSON(nil); !bytes.Equal(got, want) {
		if bareItems(got, false) == bareItems(want, false) {
			d.known["an import or export keeps what was written on it"]++
			return nil
		}
		if c.has(foreignInclude) && bareItems(got, true) == bareItems(want, true) {
			d.known["gates of what an include brings from another package"]++
			return nil
		}
		return fmt.Errorf("the graph differs: %s", firstDifference(got, want))
	}
	text, err := r.AppendWIT(nil, main, wit.PrintOptions{})
	want, complaint, code := reference()
	if code > 2 || code < 0 {
		d.crashes++
		return nil
	}
	if (err != nil) != (code != 0) {
		return fmt.Errorf("printing: %v, the reference says %d %s", err, code, complaint)
	}
	if !bytes.Equal(text, want) {
		return fmt.Errorf("the text differs: %s", firstDifference(text, want))
	}
	data := r.EncodePackage(main, referenceProducer)
	_, invalid := validate.Binary(data, validate.Options{Features: allFeatures})
	want, complaint, code = reference("--wasm")
	if (invalid != nil) != (code != 0) {
		return fmt.Errorf("encoded: %v, the reference says %d %s", invalid, code, complaint)
	}
	if code != 0 {
		want, complaint, code = reference("--wasm", "--skip-validation")
		if code != 0 {
			return fmt.Errorf("the reference does not encode it: %s", complaint)
		}
	}
	if !bytes.Equal(data, want) {
		if sameMeaning(data, want) && hasInterfaceTwice(r) {
			d.known["the instance that a type is taken from"]++
			return nil
		}
		return fmt.Errorf("encoded to %d bytes, the reference's has %d, first difference at %d", len(data), len(want), difference(data, want))
	}
	d.accepted++
	return nil
}

// rule is a known difference (testsuite/known_differences.md) and how it shows.
type rule struct {
	name    string
	message *regexp.Regexp
}

func known(rules []rule, message string) string {
	for _, r := range rules {
		if r.message.MatchString(message) {
			return r.name
		}
	}
	return ""
}

// stricter is what is refused here and not there, by our messages.
var stricter = []rule{
	{"names that differ in case", regexp.MustCompile("^the names `.*` and `.*` differ only in case$")},
	{"members of one name", regexp.MustCompile("^(field|flag|case) `.*` is defined twice in")},
	{"external-id where it says nothing", regexp.MustCompile("^`@external-id` is (not allowed on|given twice)")},
	{"nothing behind the hyphen", regexp.MustCompile("^invalid version `.*[-+]`")},
	{"renames in one include", regexp.MustCompile("is renamed twice$")},
}

// isStricter names the rule by which an error is one of ours alone.
func isStricter(e *ast.Error) string {
	if strings.HasPrefix(e.Message, "the name ") && strings.Contains(e.Message, "is defined twice in this") && inUse(e.File.Items, e.Span) {
		return "a use behind a definition of the same name"
	}
	return known(stricter, e.Message)
}

// inUse reports whether a place is in a `use` of types.
func inUse(items []ast.Item, at ast.Span) bool {
	found := false
	look := func(item any) {
		if u, ok := item.(*ast.Use); ok && u.Span.Start <= at.Start && at.End <= u.Span.End {
			found = true
		}
	}
	for _, item := range items {
		switch item := item.(type) {
		case *ast.Interface:
			for _, i := range item.Items {
				look(i)
			}
		case *ast.World:
			for _, i := range item.Items {
				look(i)
				if e, ok := i.(*ast.Extern); ok && e.Interface != nil {
					for _, i := range e.Interface.Items {
						look(i)
					}
				}
			}
		case *ast.Package:
			found = found || inUse(item.Items, at)
		}
	}
	return found
}

// looser names the rule by which the reference's complaint is none here.
func (c *witCase) looser(complaint string) string {
	switch {
	case strings.Contains(complaint, "excluded due to its feature not being activated") && c.gatedInWorld(complaint):
		return "what is off in a world is left out"
	case strings.Contains(complaint, "excluded due to its feature not being activated") && c.sharesWithGated(complaint):
		return "a gated use does not gate what others use"
	case gatedFunction.MatchString(complaint) && c.has(gatedDefinition):
		return "a gated definition does not gate what others share"
	case c.aboutLabel(complaint):
		return "labelled exports stand beside an import"
	case c.keywordInVersion():
		return "keyword in a version"
	}
	return ""
}

// gatedInWorld reports whether a complaint is about a type or `use` with a gate, directly in a world.
func (c *witCase) gatedInWorld(complaint string) bool {
	place := placeInComplaint.FindStringSubmatch(complaint)
	if place == nil {
		return false
	}
	parts := strings.Split(place[1], ":")
	line, _ := strconv.Atoi(parts[1])
	column, _ := strconv.Atoi(parts[2])
	for _, f := range c.files {
		if !strings.HasSuffix(parts[0], f.path) {
			continue
		}
		lines := strings.SplitAfter(f.text, "\n")
		at := uint32(len(strings.Join(lines[:line-1], "")) + column - 1)
		tree, _ := ast.Parse("", f.text)
		gated := false
		eachWorld(tree.Items, func(w *ast.World) {
			for _, i := range w.Items {
				switch i := i.(type) {
				case *ast.TypeDef:
					gated = gated || i.Name.Span.Start == at && unstable(i.Attrs)
				case *ast.Use:
					gated = gated || i.Span.Start <= at && at < i.Span.End && unstable(i.Attrs)
				}
			}
		})
		return gated
	}
	return false
}

var (
	gatedFunction   = regexp.MustCompile(`(?s)excluded due to its feature not being activated.*\|\s*(%?[-\w]+: .*func\(|(type|record|variant) )`)
	gatedDefinition = regexp.MustCompile(`@unstable\([^)]*\)\s*(@[^)]*\)\s*)*(record|variant|type|resource)`)
)

var quotedUse = regexp.MustCompile(`(?m)^ *\d+ \|\s*(use .*:.*)\.\{`)

// sharesWithGated reports whether a complaint is about a `use` of a foreign interface, of which another `use` has a gate.
func (c *witCase) sharesWithGated(complaint string) bool {
	m := quotedUse.FindStringSubmatch(complaint)
	return m != nil && c.has(regexp.MustCompile(`@unstable\([^)]*\)\s*(@deprecated\([^)]*\)\s*)?(@external-id\([^)]*\)\s*)?`+regexp.QuoteMeta(m[1])))
}

func unstable(a ast.Attributes) bool {
	for _, attr := range a.List {
		if attr.Kind == ast.Unstable {
			return true
		}
	}
	return false
}

func eachWorld(items []ast.Item, visit func(*ast.World)) {
	for _, item := range items {
		switch item := item.(type) {
		case *ast.World:
			visit(item)
		case *ast.Package:
			eachWorld(item.Items, visit)
		}
	}
}

var missingInterface = regexp.MustCompile(`'(.*)' not found in package '(.*)'`)

// placeless is what the reference gives no place for.
var placeless = []rule{
	{"header", regexp.MustCompile("no `package` header")},
	{"gates that disagree", regexp.MustCompile("mismatch in stability")},
	{"case", regexp.MustCompile("kebab-case identifiers are case-insensitive")},
}

// sameMeaning reports whether two encoded packages are the same WIT: it has no words for whether an exported interface takes a type
// from an import or an export.
func sameMeaning(a, b []byte) bool {
	var texts [2]string
	for i, data := range [][]byte{a, b} {
		d, err := wit.DecodeBinary(data, 0)
		if err != nil {
			return false
		}
		text, err := d.Resolve.AppendWIT(nil, d.Package, wit.PrintOptions{})
		if err != nil {
			return false
		}
		texts[i] = string(text)
	}
	return texts[0] == texts[1]
}

// hasInterfaceTwice reports whether a world of the graph has one interface as an import and as an export, or with a label besides.
func hasInterfaceTwice(r *wit.Resolve) bool {
	for _, w := range r.Worlds {
		seen := map[wit.InterfaceID]bool{}
		for _, side := range []*wit.OrderedMap[wit.WorldKey, wit.WorldItem]{&w.Imports, &w.Exports} {
			for item := range side.Values() {
				if i, ok := item.(*wit.InterfaceItem); ok {
					if seen[i.ID] {
						return true
					}
					seen[i.ID] = true
				}
			}
		}
	}
	return false
}

var foreignInclude = regexp.MustCompile(`include [^;{]*:`)

func (c *witCase) has(pattern *regexp.Regexp) bool {
	return slices.ContainsFunc(c.files, func(f witFile) bool { return pattern.MatchString(f.text) })
}

// bareItems is a graph without docs, gate and external-id of the interfaces that worlds import and export; if gates is set, without any
// gates.
func bareItems(graph []byte, gates bool) string {
	var b strings.Builder
	inside, gate := "", ""
	for line := range strings.Lines(string(graph)) {
		text := strings.TrimSpace(line)
		indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
		switch {
		case inside == "" && text == `"interface": {`:
			inside = indent
		case inside == "" && gates && text == `"stability": {`:
			gate = indent
			continue
		case gate != "":
			if indent == gate {
				gate = ""
			}
			continue
		case inside != "" && indent == inside:
			inside = ""
		case inside != "" && !strings.HasPrefix(text, `"id"`):
			continue
		case inside != "":
			line = strings.TrimSuffix(text, ",")
		}
		if gates {
			line = strings.TrimSuffix(strings.TrimSpace(line), ",") // a gate may have been behind it
		}
		b.WriteString(line)
	}
	return b.String()
}

// labelledExport finds a complaint about an export with a label.
var labelledExport = regexp.MustCompile("interface `(.*)` transitively depends on an interface in incompatible ways")

func (c *witCase) aboutLabel(complaint string) bool {
	m := labelledExport.FindStringSubmatch(complaint)
	if m == nil {
		return false
	}
	if slices.ContainsFunc(c.files, func(f witFile) bool { return strings.HasSuffix(f.path, ".wasm") }) {
		return true // it may stand there
	}
	name := `%?` + regexp.QuoteMeta(m[1])
	return c.has(regexp.MustCompile(`export ` + name + `\s*:\s*([^i\s]|i[^n])|as ` + name + `\b`))
}

var (
	versionTail = regexp.MustCompile(`\d+\.\d+\.\d+[-+][0-9A-Za-z.+-]*`)
	versionPart = regexp.MustCompile(`[A-Za-z]+[0-9]*`)
)

// keywordInVersion reports whether a version of the case has a part that is a keyword, which the reference does not read.
func (c *witCase) keywordInVersion() bool {
	for _, f := range c.files {
		for _, version := range versionTail.FindAllString(f.text, -1) {
			for _, part := range versionPart.FindAllString(version, -1) {
				if l := ast.NewLexer(part); l.Next().IsKeyword() {
					return true
				}
			}
		}
	}
	return false
}
