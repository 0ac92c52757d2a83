package testsuite_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/internal/corpus"
	"wcomp/internal/peers"
	"wcomp/testsuite"
	"wcomp/validate"
	"wcomp/wat"
)

// scale is the number in an environment variable, or a default.
func scale(t *testing.T, name string, small int) int {
	s := os.Getenv(name)
	if s == "" {
		return small
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// corpusTexts are the texts of all modules and components of the corpus up to
// a size.
func corpusTexts(t *testing.T, limit int) []quoted {
	var texts []quoted
	add := func(text string, component bool) {
		if len(text) > limit {
			return
		}
		if component {
			open, shut := strings.Index(text, "component")+len("component"), strings.LastIndexByte(text, ')')
			if shut < open {
				return
			}
			text = text[open:shut]
			if rest := strings.TrimSpace(text); strings.HasPrefix(rest, "$") || strings.HasPrefix(rest, "(@name") || strings.HasPrefix(rest, "definition") {
				if strings.HasPrefix(rest, "(@name") {
					return
				}
				if i := strings.IndexAny(rest, " \n("); i > 0 {
					text = rest[i:]
				} else {
					text = ""
				}
			}
		}
		texts = append(texts, quoted{text, component})
	}
	for _, folder := range []string{"cli", "component-model", "spec"} {
		corpus.Walk(t, folder, func(path string) {
			src := corpus.Read(t, corpus.Name(t, path))
			script, err := wat.ParseScript(src, wat.ParseOptions{AllowConfusingUnicode: true})
			if err != nil {
				return
			}
			for i := range script.Directives {
				m := script.Directives[i].Module
				switch {
				case m == nil || m.Form == wat.ModuleBinary:
				case m.Form == wat.ModuleQuote:
					add(string(m.Data), false)
				default:
					add(script.Text(m.Start, m.End), m.Component)
				}
			}
		}, ".wast", ".wat")
	}
	for _, folder := range []string{"components", "snapshots", "interfaces"} {
		corpus.Walk(t, folder, func(path string) {
			text := string(corpus.Read(t, corpus.Name(t, path)))
			if start := regexp.MustCompile(`(?m)^\(\w+`).FindString(text); start != "" {
				add(text, start == "(component")
			}
		}, ".wat", ".print")
	}
	return texts
}

// TestMutatedTexts: texts of the corpus with some tokens changed parse exactly
// where they do for the reference, to its bytes; they are valid where they are
// for the reference. 2,000 texts, more with WCOMP_MUTATED=100000.
func TestMutatedTexts(t *testing.T) {
	peers.LookWasmTools(t)
	total, batch := scale(t, "WCOMP_MUTATED", 2000), 500
	seed := uint64(scale(t, "WCOMP_SEED", 7))
	originals := corpusTexts(t, 2500)
	m := &mutator{r: rand.New(rand.NewPCG(seed, 11))}
	for _, q := range originals {
		m.texts = append(m.texts, q.text)
	}
	tally := make(map[string]int)
	seen := make(map[string]int)
	printedItems := 0
	for done := 0; done < total; done += batch {
		texts := make([]quoted, min(batch, total-done))
		for i := range texts {
			q := originals[m.r.IntN(len(originals))]
			texts[i] = quoted{m.text(q.text), q.component}
		}
		features, list := binary.AllFeatures, []string{"--features", "all"}
		if done/batch%2 == 1 {
			features, list = binary.DefaultFeatures, nil
		}
		var items []printed
		var env []string
		strict := done/batch%3 == 2
		if strict {
			env = []string{"WAST_STRICT_COMPONENT_INDICES=1"}
		}
		for i, v := range askReference(t, texts, env, list...) {
			d := compareTexts(&texts[i], &v, features, strict)
			tally[d.kind]++
			if d.kind == "valid" || d.kind == "invalid" {
				items = append(items, printed{v.bytes, texts[i].component, d.kind == "valid", texts[i].whole()})
			}
			if d.complaint == "" {
				continue
			}
			if seen[d.class]++; seen[d.class] > 1 {
				continue
			}
			t.Errorf("%s: %s\n%s\n--", d.kind, d.complaint, texts[i].whole())
		}
		printedItems += len(items)
		comparePrints(t, items, func(d disagreement, text string) {
			tally[d.kind]++
			if seen[d.class]++; seen[d.class] == 1 {
				t.Errorf("%s: %s\n%s\n--", d.kind, d.complaint, text)
			}
		})
	}
	t.Logf("%d binaries printed in %d ways", printedItems, len(printForms)+2)
	for _, k := range slices.Sorted(mapKeys(tally)) {
		t.Logf("%s: %d", k, tally[k])
	}
	for _, k := range slices.Sorted(mapKeys(seen)) {
		t.Logf("%6d %s", seen[k], k)
	}
}

// disagreement is what came of a comparison.
type disagreement struct{ kind, complaint, class, ours string }

var unspecific = regexp.MustCompile("`[^`]*`|\"[^\"]*\"|0x[0-9a-f]+|\\d+|\\$\\S+")

func disagree(kind, theirs, ours string) disagreement {
	class := kind + ": " + unspecific.ReplaceAllString(firstWords(theirs), "_") + " / " + unspecific.ReplaceAllString(ours, "_")
	if os.Getenv("WCOMP_NO_CLASSES") != "" {
		class = fmt.Sprint(theirs, ours)
	}
	return disagreement{kind, "the reference: " + theirs + "\nours: " + ours, class, ours}
}

func firstWords(s string) string {
	if i := strings.Index(s, "-->"); i > 0 {
		s = s[:i]
	}
	if i := strings.Index(s, "(at offset"); i > 0 {
		s = s[:i]
	}
	s = strings.TrimSpace(s)
	if i := strings.LastIndex(s, "\n"); i > 0 && strings.HasPrefix(s, "0:") {
		s = s[i+1:]
	}
	return regexp.MustCompile(`^\s*\d+: `).ReplaceAllString(s, "")
}

// intended are the disagreements of known_differences.md: what we say, or
// what the text holds, where ours is another answer on purpose.
var intended = []struct {
	kind       string
	ours, text *regexp.Regexp
	name       string
}{
	{"we do not parse", regexp.MustCompile("found `\\+"), nil, "indices are unsigned"},
	{"we do not parse", regexp.MustCompile("cannot stand in parentheses|never closed by|mismatching label"), nil, "blocks are balanced"},
	{"we do not parse", regexp.MustCompile("multiple start sections"), nil, "one start section"},
	{"we do not parse", regexp.MustCompile("parameters come before results"), nil, "an empty result before parameters"},
	{"we do not parse", regexp.MustCompile("had no `then`|has an `else` already"), nil, "then before else, once"},
	{"we do not parse", regexp.MustCompile("to continue a folded instruction"), nil, "an offset without the word is one instruction"},
	{"we do not parse", regexp.MustCompile("larger than any module's"), nil, "indices of types are bounded"},
	{"we do not parse", nil, regexp.MustCompile(`\([\s]+@|\(\(;.*;\)\s*@`), "annotations are one token"},
	{"we do not parse", nil, regexp.MustCompile(`\(try\b`), "folded try"},
	{"we parse", nil, regexp.MustCompile(`\(try\b`), "folded try"},
	{"we parse", nil, regexp.MustCompile(`\(external-id|\(implements|\(versionsuffix`), "attributes in any order"},
	{"we parse", nil, regexp.MustCompile(`\(type \$?\S+\)`), "(type X) where an index may stand"},
	{"we parse", nil, regexp.MustCompile(`\(value\b`), "a value's type may be an index"},
	{"we parse", nil, regexp.MustCompile(`\(core instance\b`), "core instances export every sort"},
	{"other bytes", nil, regexp.MustCompile(`\(value\b`), "value types have a bound"},
	{"we do not validate", regexp.MustCompile("continuations cannot be cast"), nil, "casts of continuations"},
	{"we do not validate", regexp.MustCompile("wrong signature of the callback"), nil, "callbacks"},
	{"we do not validate", regexp.MustCompile("an exact function import needs the feature"), nil, "features that are off"},
}

func compareTexts(q *quoted, v *verdict, features binary.Features, strict bool) disagreement {
	d := compareText(q, v, features, strict)
	for _, k := range intended {
		if k.kind == d.kind && (k.ours == nil || k.ours.MatchString(d.ours)) && (k.text == nil || k.text.MatchString(q.text)) {
			return disagreement{kind: "intended: " + k.name}
		}
	}
	return d
}

func compareText(q *quoted, v *verdict, features binary.Features, strict bool) disagreement {
	if v.crashed {
		return disagreement{kind: "crashed"}
	}
	data, err := wat.Parse([]byte(q.whole()), wat.ParseOptions{LegacyComponentIndices: !strict, Unbalanced: true, AllowConfusingUnicode: true})
	var errs wat.Errors
	errors.As(err, &errs)
	first := ""
	if len(errs) > 0 {
		first = errs[0].Message
	}
	switch {
	case v.parses && err != nil:
		return disagree("we do not parse", "", errs.Error())
	case !v.parses && err == nil:
		return disagree("we parse", v.message, "")
	case err != nil && os.Getenv("WCOMP_MESSAGES") != "" && !saysAny(errs, firstWords(v.message)):
		return disagree("refused with other words", v.message, first)
	case err != nil:
		if v.line > 0 {
			for _, e := range errs {
				if line, column := e.Position(); line == v.line && column == v.column {
					return disagreement{kind: "refused at the same place"}
				}
			}
		} else {
			return disagreement{kind: "refused somewhere"}
		}
		line, column := errs[0].Position()
		d := disagree("refused elsewhere", v.message, fmt.Sprintf("%d:%d: %s", line, column, first))
		if os.Getenv("WCOMP_PLACES") == "" {
			d.complaint = ""
		}
		return d
	case !bytes.Equal(data, v.bytes):
		return disagree("other bytes", fmt.Sprintf("%d bytes", len(v.bytes)), fmt.Sprintf("%d bytes, another at %d", len(data), firstDifferent(data, v.bytes)))
	}
	_, err = validate.Binary(data, validate.Options{Features: features, Workers: 1})
	switch {
	case v.valid && err != nil:
		return disagree("we do not validate", v.message, err.Error())
	case !v.valid && err == nil:
		return disagree("we validate", v.message, "")
	case err != nil && os.Getenv("WCOMP_MESSAGES") != "" && !testsuite.Says(err, firstWords(v.message)):
		return disagree("invalid with other words", v.message, err.Error())
	case err != nil:
		if complaint := withoutPlace(q.whole(), err); complaint != "" {
			return disagree("no place", v.message, complaint)
		}
		return disagreement{kind: "invalid"}
	}
	return disagreement{kind: "valid"}
}

func saysAny(errs wat.Errors, message string) bool {
	for _, e := range errs {
		if testsuite.Says(e, message) {
			return true
		}
	}
	return false
}

// withoutPlace complains if what makes a text invalid is at no place in it.
func withoutPlace(text string, err error) string {
	var e *binary.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	places, perr := wat.NewPlaces([]byte(text), wat.ParseOptions{LegacyComponentIndices: true, Unbalanced: true, AllowConfusingUnicode: true})
	if perr != nil {
		return perr.Error()
	}
	if _, _, ok := places.Find(e.Offset); !ok {
		return err.Error()
	}
	return ""
}

func firstDifferent(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}
