package testsuite

import (
	"regexp"
	"strings"
	"sync"
)

// Scripts expect words of error messages: the specification's own, which our
// messages contain, or those of the tool that a script was written for. The
// latter are taken for what they say, not how: a message of ours will do if it
// contains the words that matter, in any order and with other words between,
// where the table below lists words that mean the same.

// says says whether an error is the one that a script expects.
func says(err error, message string) bool {
	got := err.Error()
	if strings.Contains(got, message) {
		return true
	}
	for _, s := range sameMeaning() {
		if s.expected.MatchString(message) && s.ours.MatchString(got) {
			return true
		}
	}
	return shareWords(message, got)
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
	return len(words) > 0 && 2*found >= len(words)
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

type meaning struct{ expected, ours *regexp.Regexp }

// sameMeaning lists complaints whose words have nothing in common though they
// are about the same thing.
var sameMeaning = sync.OnceValue(func() []meaning {
	var all []meaning
	for _, row := range [...][2]string{
		{`(support|feature|proposal).*(enabled|required|disabled)|requires .*(feature|proposal)|not enabled|not supported|without the .* feature|custom page size`, `needs the feature`},
		{`out of bounds|unknown`, `unknown|there are no|is not defined`},
		{`type mismatch|expected .*found|subtype|not the same|mismatch`, `type mismatch|does not fit|does not match|not a subtype|differ|expected .* found`},
		{`not valid to be used as (import|export)`, `not valid to be used in an (import|export)`},
		{`already defined|conflicts with previous|duplicate`, `duplicate|conflicts with the|twice`},
		{`unexpected end|unexpected data|unexpected content|trailing`, `unexpected (end|bytes|content)|section size`},
		{`in kebab case|failed to parse|valid (extern )?name|unexpected character|expected .* after|trailing characters|empty identifier|failed to find .* character|url|hash`, `not (in kebab case|a valid)`},
		{`at this time`, `at this time`},
		{`was not used`, `is not used`},
		{`expected .[<>{/].|failed to find .>|expected .integrity|unexpected end of input`, `is not a valid extern name`},
		{`spawn function must take`, `start function of a thread must take`},
		{`represented by`, `representation of a resource`},
		{`data count`, `limit of \d+ data segments`},
		{`results size`, `start results`},
		{`for lowerings`, `cannot specify the option`},
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
		{`invalid leading byte`, `invalid byte`},
		{`empty string`, `is not a valid semver`},
		{`interface version`, `version`},
		{`extra tokens remaining`, `expected the end of the text`},
		{`SIMD index out of bounds`, `invalid lane index`},
		{`non-defaultable element type`, `elements cannot be null`},
		{`table size must be at most`, `table size: the (min|max)imum of \d+ is greater than the limit`},
		{`unexpected heap type`, `needs a target with a descriptor`},
		{`control frames remain`, `blocks are still open`},
		{`unexpected end-of-file`, `unterminated|is never closed`},
		{`unexpected character`, `control character`},
		{`constant out of range|invalid u\d+ number`, `expected an? (unsigned integer|index)|malformed lane index`},
		{`empty annotation id`, `an annotation needs a name`},
		{`non-empty tag result`, `tag with results`},
		{`unexpected token|expected `, `unexpected token|cannot stand|found`},
	} {
		all = append(all, meaning{regexp.MustCompile(row[0]), regexp.MustCompile(row[1])})
	}
	return all
})
