package testsuite

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"wcomp/binary"
	"wcomp/decode"
	"wcomp/validate"
	"wcomp/wat"
)

// Options of a run. The zero value checks what the command does by default.
type Options struct {
	// Features for decoding and validating; zero means the defaults.
	Features binary.Features
	// Parse adjusts how modules are parsed.
	Parse wat.ParseOptions
	// IgnoreMessages: an error need not contain the expected words.
	IgnoreMessages bool
	// Permissive: where the specification's grammar of the binary format is
	// stricter than decoders are, assert_malformed may be met by an error of
	// validation.
	Permissive bool
	// PrettyWhitespace: blanks in printed text are single or begin lines.
	PrettyWhitespace bool
	// TestFolded: printing folded and parsing that gives the same bytes.
	TestFolded bool
	// Snapshots is the folder of snapshots, which the three switches below
	// compare with: the printed text of modules, the same folded, and the
	// JSON of the script. Update writes instead of comparing.
	Snapshots                                   string
	SnapshotPrint, SnapshotFolded, SnapshotJSON bool
	Update                                      bool
}

// Run checks every directive that needs no execution. Those that do are
// skipped, except that the modules they name must exist.
func Run(script *wat.Script, opts Options) *Report {
	if opts.Features == 0 {
		opts.Features = binary.DefaultFeatures
	}
	r := &runner{script: script, opts: opts, report: &Report{Script: script}}
	r.names = map[string]bool{}
	r.run(script.Directives, func(i int) int { return i })
	if opts.SnapshotJSON {
		r.snapshotJSON()
	}
	return r.report
}

type runner struct {
	script *wat.Script
	opts   Options
	report *Report
	// names are the modules, instances and definitions seen so far.
	names map[string]bool
	any   bool // there was a module
}

func (r *runner) run(ds []wat.Directive, number func(int) int) {
	for i := range ds {
		d := &ds[i]
		if d.Kind == wat.DirectiveThread {
			r.thread(d, number(i))
			continue
		}
		result := Result{Directive: d, Number: number(i)}
		reason, err := r.directive(d, result.Number)
		switch {
		case err != nil:
			result.Status, result.Err = Failed, err
		case reason != "":
			result.Status, result.Reason = Skipped, reason
		}
		r.report.Results = append(r.report.Results, result)
	}
}

// thread runs a thread's directives, which see the shared module only.
func (r *runner) thread(d *wat.Directive, number int) {
	outer, any := r.names, r.any
	r.names, r.any = map[string]bool{}, false
	if d.HasTarget {
		if !outer[d.Target] {
			r.report.Results = append(r.report.Results, Result{Directive: d, Number: number, Status: Failed, Err: noModule(d.Target)})
		}
		r.names[d.Target] = true
	}
	r.run(d.Directives, func(i int) int { return number*1000 + i })
	r.names, r.any = outer, any
	if d.HasName {
		r.names["thread "+d.Name] = true
	}
}

func noModule(name string) error { return fmt.Errorf("there is no module `$%s` before it", name) }

// known checks that a directive names a module that exists.
func (r *runner) known(name string, has bool) error {
	switch {
	case has && !r.names[name]:
		return noModule(name)
	case !has && !r.any:
		return errors.New("there is no module before it")
	}
	return nil
}

// directive checks one directive; reason says why nothing could be checked.
func (r *runner) directive(d *wat.Directive, number int) (reason string, err error) {
	if m := d.Module; m != nil && (d.Kind == wat.DirectiveModule || d.Kind == wat.DirectiveDefinition) {
		r.any = true
		if m.HasName {
			r.names[m.Name] = true
		}
	}
	switch d.Kind {
	case wat.DirectiveModule, wat.DirectiveDefinition, wat.AssertUnlinkable, wat.AssertInvalidCustom:
		return "", r.valid(d.Module, number)
	case wat.AssertMalformed:
		return "", r.malformed(d)
	case wat.AssertInvalid:
		return "", r.invalid(d)
	case wat.AssertMalformedCustom:
		_, err := d.Module.Encode(r.opts.Parse)
		if err := ungrammatical(d.Module, err); err != nil {
			return "", err
		}
		return "", r.refused(err, d.Message, "it encodes")
	case wat.DirectiveInstance:
		if err := r.known(d.Target, d.HasTarget); err != nil {
			return "", err
		}
		r.any = true
		if d.HasName {
			r.names[d.Name] = true
		}
	case wat.DirectiveRegister:
		if err := r.known(d.Target, d.HasTarget); err != nil {
			return "", err
		}
	case wat.DirectiveWait:
		if !r.names["thread "+d.Name] {
			return "", fmt.Errorf("there is no thread `$%s` before it", d.Name)
		}
	case wat.AssertUninstantiable:
		// Nothing is asked of the module here, but it must be one.
		if _, err := d.Module.Encode(r.opts.Parse); err != nil {
			return "", err
		}
	default:
		if err := r.known(d.Action.Module, d.Action.HasModule); err != nil {
			return "", err
		}
	}
	return "needs execution", nil
}

func (r *runner) validate(data []byte) error {
	_, err := validate.Binary(data, validate.Options{Features: r.opts.Features, Workers: 1})
	return err
}

// valid: it encodes, validates, and prints to text that parses to the same.
func (r *runner) valid(m *wat.ScriptModule, number int) error {
	data, err := m.Encode(r.opts.Parse)
	if err != nil {
		return fmt.Errorf("it does not parse: %w", err)
	}
	if err := r.validate(data); err != nil {
		return fmt.Errorf("it does not validate: %w", err)
	}
	if err := r.roundTrip(m, data); err != nil {
		return err
	}
	if r.opts.SnapshotPrint {
		if err := r.snapshotText(data, number, false); err != nil {
			return err
		}
	}
	if r.opts.SnapshotFolded {
		return r.snapshotText(data, number, true)
	}
	return nil
}

// invalid: it encodes and decodes, but does not validate.
func (r *runner) invalid(d *wat.Directive) error {
	opts := r.opts.Parse
	opts.Unbalanced = true
	data, err := d.Module.Encode(opts)
	if err != nil {
		return fmt.Errorf("it does not parse: %w", err)
	}
	return r.refused(r.validate(data), d.Message, "it validates")
}

// malformed: it does not parse or does not decode.
func (r *runner) malformed(d *wat.Directive) error {
	data, err := d.Module.Encode(r.opts.Parse)
	if bad := ungrammatical(d.Module, err); bad != nil {
		return bad
	}
	if err != nil {
		return r.refused(err, d.Message, "")
	}
	err = r.validate(data)
	if err == nil {
		return errors.New("it is well formed, and valid")
	}
	var e *binary.Error
	if errors.As(err, &e) && e.Code == "invalid" && d.Module.Form == wat.ModuleBinary && !r.permitted(d.Message) && decode.All(data) == nil {
		return fmt.Errorf("it is well formed, though not valid: %w", err)
	}
	return r.refused(err, d.Message, "")
}

// ungrammatical is the error of a text that is not even grammatical, which may
// stand in a script only in quotes.
func ungrammatical(m *wat.ScriptModule, err error) error {
	var all wat.Errors
	if m.Form == wat.ModuleText && errors.As(err, &all) && !all.Grammatical() {
		return fmt.Errorf("text that is no module must be quoted: %w", err)
	}
	return nil
}

// permitted says whether an invalid module will do for a malformed one.
func (r *runner) permitted(message string) bool {
	if !r.opts.Permissive {
		return false
	}
	switch message {
	case "data count section required", "malformed mutability", "integer too large":
		return true
	}
	return false
}

// refused: there is an error, with the expected words.
func (r *runner) refused(err error, message, instead string) error {
	if err == nil {
		return errors.New(instead)
	}
	if r.opts.IgnoreMessages || says(err, message) {
		return nil
	}
	return fmt.Errorf("the error does not say %q but %q", message, err.Error())
}

// roundTrip prints and parses again.
func (r *runner) roundTrip(m *wat.ScriptModule, data []byte) error {
	text, again, err := r.printAndParse(data, wat.PrintOptions{})
	if err != nil {
		return err
	}
	if m.Form != wat.ModuleBinary && !bytes.Equal(again, data) {
		return fmt.Errorf("printed and parsed again it becomes other bytes, from byte %#x of %d on\n%s", firstDifference(again, data), len(data), text)
	}
	if r.opts.PrettyWhitespace {
		if err := prettyWhitespace(text); err != nil {
			return err
		}
	}
	var second bytes.Buffer
	if err := wat.Print(&second, again, wat.PrintOptions{}); err != nil {
		return fmt.Errorf("it does not print a second time: %w", err)
	}
	if second.String() != text {
		return fmt.Errorf("printed, parsed and printed again it becomes another text:\n%s\nand\n%s", text, second.String())
	}
	if r.opts.TestFolded {
		_, folded, err := r.printAndParse(data, wat.PrintOptions{FoldInstructions: true})
		if err != nil {
			return fmt.Errorf("folded: %w", err)
		}
		if m.Form != wat.ModuleBinary && !bytes.Equal(folded, data) {
			return fmt.Errorf("printed folded and parsed again it becomes other bytes, from byte %#x on", firstDifference(folded, data))
		}
		second.Reset()
		if err := wat.Print(&second, folded, wat.PrintOptions{}); err != nil || second.String() != text {
			return errors.New("printed folded, parsed and printed flat it becomes another text")
		}
	}
	return nil
}

func (r *runner) printAndParse(data []byte, o wat.PrintOptions) (text string, again []byte, err error) {
	var b bytes.Buffer
	if err := wat.Print(&b, data, o); err != nil {
		return "", nil, fmt.Errorf("it does not print: %w", err)
	}
	again, err = wat.Parse(b.Bytes(), wat.ParseOptions{File: "<printed>", AllowConfusingUnicode: true})
	if err != nil {
		return "", nil, fmt.Errorf("what it prints as does not parse: %w\n%s", err, b.String())
	}
	return b.String(), again, nil
}

func firstDifference(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

// prettyWhitespace: outside of strings, two blanks stand together only where a
// line begins.
func prettyWhitespace(text string) error {
	for number, line := range strings.Split(text, "\n") {
		body := strings.TrimLeft(line, " ")
		inString := false
		for i := 0; i < len(body); i++ {
			switch {
			case body[i] == '"':
				inString = !inString
			case body[i] == '\\' && inString:
				i++
			case body[i] == ' ' && !inString && i+1 < len(body) && body[i+1] == ' ':
				return fmt.Errorf("two blanks in line %d of what it prints as: %s", number+1, line)
			}
		}
		if strings.HasSuffix(body, " ") {
			return fmt.Errorf("line %d of what it prints as ends in a blank", number+1)
		}
	}
	return nil
}
