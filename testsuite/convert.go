package testsuite

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"wcomp/wat"
)

// ConvertOptions adjust Convert.
type ConvertOptions struct {
	// Parse adjusts how modules are parsed.
	Parse wat.ParseOptions
	// Stem begins the names of module files; the script's base name without
	// extension if empty.
	Stem string
}

// ModuleFile is a file that json-from-wast writes.
type ModuleFile struct {
	Name string
	Data []byte
}

// Conversion is a script in the form that engines read: JSON, and a file for
// each module.
type Conversion struct {
	Files []ModuleFile
	top   object
}

// JSON is the commands; pretty with two blanks a level, otherwise without any.
// There is no final newline.
func (c *Conversion) JSON(pretty bool) []byte { return appendJSON(nil, c.top, pretty, 0) }

// Convert turns a script into JSON and module files. A module that does not
// encode is an error, a *Failure.
func Convert(script *wat.Script, opts ConvertOptions) (*Conversion, error) {
	c := &converter{script: script, opts: opts}
	if c.opts.Stem == "" {
		base := filepath.Base(script.File)
		c.opts.Stem = strings.TrimSuffix(base, filepath.Ext(base))
	}
	commands, err := c.commands(script.Directives)
	if err != nil {
		return nil, err
	}
	out := &Conversion{Files: c.files}
	out.top.set("source_filename", script.File)
	out.top.set("commands", commands)
	return out, nil
}

type converter struct {
	script *wat.Script
	opts   ConvertOptions
	files  []ModuleFile
	count  int
}

func (c *converter) commands(ds []wat.Directive) ([]any, error) {
	list := []any{}
	for i := range ds {
		o, err := c.command(&ds[i])
		if err != nil {
			return nil, &Failure{Script: c.script, Directive: &ds[i], Err: err}
		}
		list = append(list, o)
	}
	return list, nil
}

func (c *converter) command(d *wat.Directive) (o object, err error) {
	line, _ := c.script.Position(d.LineStart)
	o.set("type", d.Kind.String())
	o.set("line", line)
	optional := func(key, value string, present bool) {
		if present {
			o.set(key, value)
		}
	}
	switch d.Kind {
	case wat.DirectiveModule, wat.DirectiveDefinition:
		optional("name", d.Module.Name, d.Module.HasName && d.Module.Form != wat.ModuleQuote)
		err = c.module(&o, d)
	case wat.DirectiveInstance:
		optional("instance", d.Name, d.HasName)
		optional("module", d.Target, d.HasTarget)
	case wat.AssertMalformed, wat.AssertMalformedCustom, wat.AssertInvalid, wat.AssertInvalidCustom,
		wat.AssertUnlinkable, wat.AssertUninstantiable:
		if err = c.module(&o, d); err == nil {
			o.set("text", d.Message)
		}
	case wat.DirectiveRegister:
		optional("name", d.Target, d.HasTarget)
		o.set("as", d.Name)
	case wat.DirectiveAction, wat.AssertReturn, wat.AssertTrap, wat.AssertExhaustion, wat.AssertException, wat.AssertSuspension:
		var a object
		if a, err = c.action(d.Action); err != nil {
			return nil, err
		}
		o.set("action", a)
		switch d.Kind {
		case wat.AssertReturn:
			var expected []any
			if expected, err = values(d.Expected); err == nil {
				o.set("expected", expected)
			}
		case wat.AssertTrap, wat.AssertExhaustion, wat.AssertSuspension:
			o.set("text", d.Message)
		}
	case wat.DirectiveThread:
		optional("name", d.Name, d.HasName)
		optional("shared_module", d.Target, d.HasTarget)
		var inner []any
		if inner, err = c.commands(d.Directives); err == nil {
			o.set("commands", inner)
		}
	case wat.DirectiveWait:
		o.set("thread", d.Name)
	}
	return o, err
}

// module adds the keys of a module's file and keeps its contents.
func (c *converter) module(o *object, d *wat.Directive) error {
	m := d.Module
	n := c.count
	c.count++
	name := func(ext string) string { return c.opts.Stem + "." + strconv.Itoa(n) + ext }
	if m.Form != wat.ModuleQuote {
		opts := c.opts.Parse
		// Whether blocks match is for the engine to find out.
		opts.Unbalanced = d.Kind != wat.DirectiveModule && d.Kind != wat.DirectiveDefinition
		data, err := m.Encode(opts)
		if err != nil {
			return err
		}
		c.files = append(c.files, ModuleFile{name(".wasm"), data})
		o.set("filename", name(".wasm"))
		o.set("module_type", "binary")
		return nil
	}
	text := m.Data
	if m.Component {
		text = []byte("(component" + string(text) + ")")
	}
	c.files = append(c.files, ModuleFile{name(".wat"), text})
	o.set("filename", name(".wat"))
	o.set("module_type", "text")
	if d.Kind == wat.AssertMalformed || d.Kind == wat.AssertMalformedCustom {
		return nil
	}
	if data, err := m.Encode(c.opts.Parse); err == nil {
		c.files = append(c.files, ModuleFile{name(".wasm"), data})
		o.set("binary_filename", name(".wasm"))
	}
	return nil
}

func (c *converter) action(a *wat.Action) (o object, err error) {
	o.set("type", "invoke")
	if a.Get {
		o[0].value = "get"
	}
	if a.HasModule {
		o.set("module", a.Module)
	}
	o.set("field", a.Field)
	if a.Get {
		return o, nil
	}
	args, err := values(a.Args)
	if err != nil {
		return nil, err
	}
	o.set("args", args)
	return o, nil
}

func values(vs []wat.Value) ([]any, error) {
	list := []any{}
	for i := range vs {
		o, err := value(&vs[i])
		if err != nil {
			return nil, err
		}
		list = append(list, o)
	}
	return list, nil
}

// number is a number as JSON has it: integers signed, floats as their bits.
func number(v *wat.Value) any {
	if v.NaN != "" {
		return v.NaN
	}
	switch v.Type {
	case "f32":
		return strconv.FormatUint(v.Bits&0xffffffff, 10)
	case "f64", "u8", "u16", "u32", "u64":
		return strconv.FormatUint(v.Bits, 10)
	}
	return strconv.FormatInt(int64(v.Bits), 10)
}

func value(v *wat.Value) (o object, err error) {
	if strings.HasPrefix(v.Type, "(") {
		return nil, fmt.Errorf("a null reference of type %s cannot be written in JSON", v.Type)
	}
	o.set("type", v.Type)
	set := func(x any) { o.set("value", x) }
	switch v.Type {
	case "i32", "i64", "f32", "f64", "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64":
		set(number(v))
	case "bool":
		set(v.Bits != 0)
	case "v128":
		o.set("lane_type", v.Lanes[0].Type)
		lanes := []any{}
		for i := range v.Lanes {
			lanes = append(lanes, number(&v.Lanes[i]))
		}
		set(lanes)
	case "char", "string", "enum":
		set(v.Text)
	case "list", "tuple":
		var items []any
		if items, err = values(v.Items); err == nil {
			set(items)
		}
	case "either":
		var items []any
		if items, err = values(v.Items); err == nil {
			o.set("values", items)
		}
	case "record":
		fields := []any{}
		for i := range v.Items {
			f, err := value(&v.Items[i])
			if err != nil {
				return nil, err
			}
			fields = append(fields, []any{v.Names[i], f})
		}
		set(fields)
	case "flags":
		names := []any{}
		for _, n := range v.Names {
			names = append(names, n)
		}
		set(names)
	case "variant":
		inner := object{{"case", v.Text}}
		if len(v.Items) > 0 {
			p, err := value(&v.Items[0])
			if err != nil {
				return nil, err
			}
			inner.set("payload", p)
		}
		set(inner)
	case "option", "result":
		var payload any
		if len(v.Items) > 0 {
			if payload, err = value(&v.Items[0]); err != nil {
				return nil, err
			}
		}
		if v.Type == "result" {
			payload = object{{map[string]string{"ok": "Ok", "error": "Err"}[v.Text], payload}}
		}
		set(payload)
	default:
		return o, reference(&o, v)
	}
	return o, err
}

// reference adds what is known of a reference.
func reference(o *object, v *wat.Value) error {
	switch {
	case v.Null:
		switch v.Type {
		case "funcref", "externref", "anyref", "exnref", "contref":
			o.set("value", "null")
		}
	case v.Type == "funcref":
		if v.HasBits {
			o.set("value", object{{"index", int(v.Bits)}})
		}
	case v.HasBits:
		o.set("value", strconv.FormatUint(v.Bits, 10))
	}
	return nil
}
