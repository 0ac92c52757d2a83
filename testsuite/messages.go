package testsuite

import (
	"errors"
	"regexp"
	"strings"
	"sync"

	"wcomp/binary"
	"wcomp/wat"
)

// Scripts expect words of error messages: the specification's own, which our
// messages contain, or those of the tool that a script was written for. The
// latter are taken for what they say, not how: a message of ours will do if it
// contains the words that matter, in any order and with other words between,
// where the table below lists words that mean the same.

// says says whether an error is the one that a script expects.
func says(err error, message string) bool {
	if strings.Contains(err.Error(), message) {
		return true
	}
	for _, got := range causes(err) {
		if ours, ok := specifically(message); ok {
			if ours.MatchString(got.whole) {
				return true
			}
			continue
		}
		for _, s := range sameMeaning() {
			if (got.grammar || !s.grammar) && s.expected.MatchString(message) && s.ours.MatchString(got.whole) {
				return true
			}
		}
		if shareWords(message, got.text) {
			return true
		}
	}
	return false
}

// specific lists expected messages that name what they are about. Ours must
// name the same: $1 is what the first group found.
var specific = sync.OnceValue(func() [][2]string {
	return [][2]string{
		{"expected to lower component `([\\w-]+)` type", `component $1\b`},
		{"type mismatch for export `([^`]*)` of module instantiation", `type mismatch for import "$1"`},
		{`^duplicate (\w+)( case)? identifier`, `^duplicate $1`},
		{"^invalid type: `([\\w.]+)` only allows", `^invalid type for $1`},
		{`^unknown elem segment`, `^unknown elem`},
		{`^unknown data segment`, `^unknown data`},
		{`^unknown (core )?function`, `^unknown (core )?func`},
		{`^unknown ([a-z]+( [a-z]+)?) \d+:`, `^unknown $1|^unknown core $1`},
		{`^function index out of bounds`, `^unknown (core )?func`},
		{`^([a-z]+) index out of bounds`, `^unknown (core )?$1`},
		{"`([^`]+)` is not in kebab case", `"$1" is not in kebab case`},
		{`mismatch in the shared flag for table`, `table`},
		{`mismatch in the shared flag for memor`, `memory`},
		{"requires a (stream|future) type", `is not a $1 type`},
		{`^(record|variant|tuple|enum|flags) type must have`, `^(a|an)? ?$1 must not be empty`},
		{`require the component model (async|map) feature`, `feature cm-$1`},
		{"^the `([\\w-]+)` feature is not active", `feature $1,`},
		{"^found: +(.+)$", `found $1`},
	}
})

var compiled sync.Map // expressions by their text

func expression(text string) *regexp.Regexp {
	if r, ok := compiled.Load(text); ok {
		return r.(*regexp.Regexp)
	}
	r := regexp.MustCompile(text)
	compiled.Store(text, r)
	return r
}

// specifically is what ours must match for a message that names what it is
// about.
func specifically(message string) (*regexp.Regexp, bool) {
	for _, row := range specific() {
		if m := expression(row[0]).FindStringSubmatch(message); m != nil {
			named := ""
			if len(m) > 1 {
				named = regexp.QuoteMeta(m[1])
			}
			return expression(strings.ReplaceAll(row[1], "$1", named)), true
		}
	}
	return nil, false
}

// cause is what an error complains about, without the item and the place;
// grammar: about how a text is written.
type cause struct {
	text    string
	whole   string // with what was expected and what was found
	grammar bool
}

func causes(err error) []cause {
	var (
		text wat.Errors
		one  *wat.Error
		bad  *binary.Error
	)
	switch {
	case errors.As(err, &text):
		var all []cause
		for _, e := range text {
			all = append(all, cause{e.Message, e.Message, true})
		}
		return all
	case errors.As(err, &one):
		return []cause{{one.Message, one.Message, true}}
	case errors.As(err, &bad):
		whole := *bad
		whole.Item = ""
		return []cause{{bad.Message, whole.Error(), false}}
	}
	return []cause{{err.Error(), err.Error(), false}}
}

// shareWords says whether most of the words that matter in want are in got.
func shareWords(want, got string) bool {
	have := make(map[string]bool)
	for _, w := range significant(got) {
		have[w] = true
	}
	words := significant(want)
	found := 0
	for _, w := range words {
		if have[w] {
			found++
		}
	}
	return len(words) > 0 && 3*found >= 2*len(words)
}

var word = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[A-Za-z][A-Za-z0-9_.-]*`) })

// significant are the words of a message, without endings and without those
// that say nothing about the cause.
func significant(s string) []string {
	var words []string
	for _, w := range word().FindAllString(strings.ToLower(s), -1) {
		w = strings.Trim(w, ".-_")
		if insignificant[w] || w == "" {
			continue
		}
		for _, ending := range []string{"ing", "ed", "es", "s"} {
			if short, ok := strings.CutSuffix(w, ending); ok && len(short) > 3 {
				w = short
				break
			}
		}
		if same, ok := synonyms[w]; ok {
			w = same
		}
		words = append(words, w)
	}
	return words
}

var insignificant = func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(`a an the is are was be to of in on at for it its and or not no this that with
		must can cannot may as by but from if than more only does do has have because found expected
		offset used valid invalid core index error`) {
		m[w] = true
	}
	return m
}()

// synonyms maps words, endings removed, to one that means the same.
var synonyms = map[string]string{
	"require": "need", "enabl": "feature", "support": "feature", "proposal": "feature", "disabl": "feature",
	"argument": "import", "instantiation": "instance", "previous": "earlier", "already": "duplicate",
	"out": "unknown", "bound": "unknown", "defin": "duplicate", "twice": "duplicate", "identifier": "name",
	"least": "empty", "one": "empty", "precede": "before", "instruction": "operator", "unexpect": "trail",
	"func": "function", "immutable": "mutable", "disallow": "need", "specify": "option",
	"data": "byte", "content": "byte", "end-of-file": "end", "super": "supertype", "sub": "subtype",
}

// meaning is a row: words of the expected message, words of ours, and whether
// the row is for complaints about grammar only.
type meaning struct {
	expected, ours *regexp.Regexp
	grammar        bool
}

// sameMeaning lists complaints whose words have nothing in common though they
// are about the same thing.
var sameMeaning = sync.OnceValue(func() []meaning {
	var all []meaning
	for _, row := range [...][2]string{
		{`(support|feature|proposal).*(enabled|required|disabled)|requires .*(feature|proposal)|not enabled|not supported|without the .* feature|custom page size`, `needs the feature`},
		{`out of bounds|unknown`, `unknown|there are no|is not defined`},
		{`type mismatch|expected .*found|subtype|not the same|mismatch`, `type mismatch|does not fit its|does not match|not a subtype|differ`},
		{`not valid to be used as (import|export)`, `not valid to be used in an (import|export)`},
		{`already defined|conflicts with previous|duplicate`, `duplicate|conflicts with the|twice`},
		{`unexpected end|unexpected data|unexpected content|trailing`, `unexpected (end|bytes|content)|section size`},
		{`in kebab case|failed to parse|valid (extern )?name|unexpected character|expected .* after|trailing characters|empty identifier|failed to find .* character|url|hash`, `not (in kebab case|a valid)`},
		{`at this time`, `at this time`},
		{`was not used`, `is not used`},
		{`expected .[<>{/].|failed to find .>|expected .integrity|unexpected end of input`, `is not a valid extern name`},
		{`(spawn|start) function must take`, `start function of a thread must take`},
		{`represented by`, `representation of a resource`},
		{`data count`, `limit of \d+ data segments`},
		{`results size`, `start results`},
		{`for lowerings|is not allowed in|cannot specify`, `cannot specify the option`},
		{`callback without async`, `of the callback`},
		{`after package name|trailing characters found`, `nested namespaces or projections`},
		{`must precede an instruction`, `stands before nothing`},
		{`duplicate annotation`, `two branch hints`},
		{`field is immutable|array is immutable`, `is immutable`},
		{`should (return|have|take)|does not match expected resource`, `the name of a (method|constructor|static function)|wrong result of the constructor`},
		{`lowered (result|parameter) types|incorrect signature`, `wrong signature`},
		{`immediate must be zero`, `context slot`},
		{`global.get of locally defined global`, `global.get of a global that is not imported`},
		{`cannot define|descriptors required|references required|gc types|is not active|async stackful`, `needs the feature|requires an async function type`},
		{`non-packed storage|only allows`, `invalid type for`},
		{`non-continuation type`, `(expected|expected a reference to) a cont`},
		{`(descriptor|describes)`, `describe|descriptor`},
		{`not a (defined|function|module) type|is not a func`, `is not a (value|function|module) type|must be that of a function`},
		{`outer count|outer item`, `is not defined`},
		{`subtype hierarchy|sub type hierarchy`, `subtyping depth`},
		{`base64`, `integrity hash`},
		{`lowercase`, `lower case`},
		{`maximum alignment`, `natural alignment`},
		{`malformed reference type`, `invalid value type`},
		{`type must match previous context type|supports .i32. or .i64.`, `context`},
		{`invalid leading byte`, `invalid (leading )?byte`},
		{`must have at least one (field|case|type|variant)|more than zero elements`, `must not be empty|at least one element`},
		{`not known in this context|not have a name in this context`, `must refer to a resource type`},
		{`nothing on stack`, `nothing on the stack`},
		{`mismatch in the shared flag`, `expected a shared|found a shared|be shared`},
		{`malformed UTF-8 encoding`, `malformed UTF-8`},
		{`indirect calls must go through`, `an indirect call needs a table`},
		{`exceeds limit`, `(longer|greater|more) than the limit`},
		{`expected to lower component`, `does not fit its core type|differ in their number`},
		{`wasm magic number`, `magic number`},
		{`label with empty types`, `a label whose last type`},
		{`require the component model async feature`, `feature cm-async`},
		{`require the component model map feature`, `feature cm-map`},
		{`requires a (stream|future) type`, `is not a (stream|future) type`},
		{`empty string`, `is not a valid semver`},
		{`interface version`, `version`},
		{`extra tokens remaining`, `expected the end of the text`},
		{`SIMD index out of bounds`, `invalid lane index`},
		{`non-defaultable element type`, `elements cannot be null`},
		{`table size must be at most`, `table size: the (min|max)imum of \d+ is greater than the limit`},
		{`memory size must be at most`, `memory size in pages: the (min|max)imum of \d+ is greater than the limit`},
		{`constant expression required`, `constant expression required`},
		{`array types do not match`, `array types do not match`},
		{`requires .* to also be specified`, `requires the option`},
		{`has \d+ .?(parameters|results)`, `wrong number of`},
		{`global is immutable`, `is immutable`},
		{`non-function type`, `needs a function type`},
		{`invalid element type .* for table type`, `must match its table's`},
		{`expected type with descriptor`, `of the wrong kind`},
		{`unclosed annotation`, `unterminated annotation`},
		{`mismatching labels`, `mismatching label`},
		{`constant out of range`, `constant out of range`},
		{`unexpected heap type`, `needs a target with a descriptor`},
		{`control frames remain`, `blocks are still open`},
		{`unexpected end-of-file`, `unterminated|is never closed`},
		{`unexpected character`, `control character`},
		{`constant out of range|invalid u\d+ number`, `expected an? (unsigned integer|index)|malformed lane index`},
		{`empty annotation id`, `an annotation needs a name`},
		{`non-empty tag result`, `tag with results`},
	} {
		all = append(all, meaning{expected: regexp.MustCompile(row[0]), ours: regexp.MustCompile(row[1])})
	}
	return append(all, meaning{regexp.MustCompile(`^unexpected token|^expected |unknown operator`), regexp.MustCompile(`unexpected token|cannot stand`), true})
})
