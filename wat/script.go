package wat

import (
	"sort"
	"strings"
)

// Script is a .wast file: modules and assertions about them, in order.
// Nothing in it has been encoded yet. text.md in the reference facts and the
// specification's interpreter README describe the language.
type Script struct {
	File       string
	Directives []Directive

	src   string
	lines []int
}

// Position is the line and column, both from 1, of byte offset at.
func (s *Script) Position(at int) (line, column int) {
	if s.lines == nil {
		s.lines = []int{0}
		for i := 0; ; {
			n := strings.IndexByte(s.src[i:], '\n')
			if n < 0 {
				break
			}
			i += n + 1
			s.lines = append(s.lines, i)
		}
	}
	line = sort.SearchInts(s.lines, at+1)
	return line, len([]rune(s.src[s.lines[line-1]:at])) + 1
}

// Source is the whole text.
func (s *Script) Source() string { return s.src }

// Text is the source between two byte offsets.
func (s *Script) Text(start, end int) string { return s.src[start:end] }

// DirectiveKind is what a directive does or asserts.
type DirectiveKind byte

const (
	DirectiveModule       DirectiveKind = iota // a module or component to instantiate
	DirectiveDefinition                        // the same, not instantiated
	DirectiveInstance                          // an instance of a definition
	DirectiveRegister                          // names an instance for imports
	DirectiveAction                            // invoke, outside of an assertion
	AssertReturn                               // an action gives these results
	AssertTrap                                 // an action traps
	AssertUninstantiable                       // instantiating the module traps
	AssertExhaustion                           // an action exhausts a resource
	AssertException                            // an action throws
	AssertSuspension                           // an action suspends
	AssertMalformed                            // the module is no module
	AssertInvalid                              // the module does not validate
	AssertUnlinkable                           // the module does not link
	AssertMalformedCustom                      // a custom section is malformed
	AssertInvalidCustom                        // a custom section is invalid
	DirectiveThread                            // directives that run in a thread
	DirectiveWait                              // waits for a thread
)

var directiveNames = [...]string{
	"module", "module_definition", "module_instance", "register", "action", "assert_return", "assert_trap",
	"assert_uninstantiable", "assert_exhaustion", "assert_exception", "assert_suspension", "assert_malformed",
	"assert_invalid", "assert_unlinkable", "assert_malformed_custom", "assert_invalid_custom", "thread", "wait",
}

// String is the directive's type in the JSON of json-from-wast.
func (k DirectiveKind) String() string { return directiveNames[k] }

// Directive is a form of a script. Only the fields of its kind are in use.
type Directive struct {
	Kind DirectiveKind
	// Start is the byte offset of the keyword, LineStart that of the word
	// whose line json-from-wast gives.
	Start, LineStart int
	Module           *ScriptModule // modules, definitions, assertions about modules
	Message          string        // what the error of an assertion must contain
	Action           *Action       // DirectiveAction, assertions about actions
	Expected         []Value       // AssertReturn
	// Name: the instance that DirectiveInstance makes, the name that
	// DirectiveRegister gives, the thread. Target: the definition, the
	// registered instance, the module that a thread shares. Without $.
	Name, Target       string
	HasName, HasTarget bool
	Directives         []Directive // DirectiveThread
}

// Action is an invocation of an exported function, or a look at a global.
type Action struct {
	Get       bool
	Module    string // identifier without $
	HasModule bool
	Field     string
	Args      []Value
	Start     int
}

// ModuleForm is how a script spells a module.
type ModuleForm byte

const (
	ModuleText   ModuleForm = iota // (module …fields…)
	ModuleBinary                   // (module binary "…")
	ModuleQuote                    // (module quote "…")
)

// ScriptModule is a module or component in a script.
type ScriptModule struct {
	Form      ModuleForm
	Component bool
	Name      string // identifier without $
	HasName   bool
	// Start and End are the form's bytes in the script.
	Start, End int
	// Data: the bytes of ModuleBinary; the text of ModuleQuote, each string
	// followed by a space.
	Data []byte

	script *Script
	bare   bool // the whole file is one module
}

// Encode is the module as a binary. Options' File is that of the script.
func (m *ScriptModule) Encode(opts ParseOptions) ([]byte, error) {
	opts.File = m.script.File
	switch m.Form {
	case ModuleBinary:
		return m.Data, nil
	case ModuleQuote:
		text := m.Data
		if m.Component {
			text = []byte("(component" + string(text) + ")")
		}
		opts.File = ""
		return Parse(text, opts)
	}
	t := &translation{src: m.script.src, opts: opts}
	p := new(parser)
	var out []byte
	var bad *Error
	func() {
		defer catch(&bad)
		p.start(t.src, m.Start)
		if m.bare {
			out = t.whole(p)
			return
		}
		open := p.tok
		p.advance()
		p.word("definition")
		if m.Component {
			out = t.component(p, open)
		} else {
			out = t.module(p, open, p.naming())
		}
	}()
	t.errs = append(t.errs, p.errs...)
	if bad != nil {
		t.errs = append(t.errs, bad)
	}
	if err := collected(t.errs, opts.File, t.src); err != nil {
		return nil, err
	}
	return out, nil
}

// Value is an argument or an expected result.
type Value struct {
	// Type is the value's type: i32, i64, f32, f64, v128; a reference type
	// (funcref, externref, anyref, …) or "refnull" for any null; "either"; a
	// component value type (bool, u8, …, string, list, record, …).
	Type string
	// Bits of a number, sign-extended; of references the host number. Null
	// references and patterns that hold any value of the type have none.
	Bits    uint64
	HasBits bool
	// Null: the null reference.
	Null bool
	// NaN: "nan:canonical" or "nan:arithmetic", a pattern.
	NaN string
	// Lanes of v128, whose Type is "i8" to "f64".
	Lanes []Value
	// Text of char, string, enum; the case of variant; "ok" or "error" of
	// result.
	Text string
	// Items: alternatives of either, elements of list and tuple, fields of
	// record (Names has theirs), the payload of variant, option, result.
	Items []Value
	Names []string // fields of record, labels of flags
	// Start of the value in the script.
	Start int
}
