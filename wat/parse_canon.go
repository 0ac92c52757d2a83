package wat

import (
	"wcomp/binary"
)

// Canonical definitions (Explainer.md, Canonical Definitions).

var canonWords = func() map[string]binary.CanonKind {
	// Explainer.md's spelling beside that of the table.
	t := map[string]binary.CanonKind{"thread.available-parallelism": binary.CanonThreadAvailParallelism}
	for k := range binary.CanonKinds {
		t[k.String()] = k
	}
	return t
}()

// canonField parses `canon …` with the function it makes.
func (c *componentParser) canonField() {
	if !c.isWord("lift") {
		c.canon(naming{}, true)
		return
	}
	c.advance()
	d := &binary.Canon{Kind: binary.CanonLift}
	var r pending
	c.liftBody(d, &r)
	c.mustOpen("func")
	n := c.naming()
	exports := c.inlineExports()
	var typ pending
	c.funcTypeUse(&typ, func(i uint32) { d.Type = i })
	c.close()
	r = append(typ, r...)
	r.resolve()
	c.addLift(d, n, exports)
}

// liftBody takes the core function and the options of a lift.
func (c *componentParser) liftBody(d *binary.Canon, r *pending) {
	c.coreReference(binary.SortCoreFunc, "", r, func(i uint32) { d.Func = i })
	c.canonOptions(d, r)
}

// canon parses a canonical definition of a core function, whose name comes
// before (n) or in a trailing `(core func $id)`.
func (c *componentParser) canon(n naming, trailing bool) {
	kind, ok := canonWords[c.tok.text]
	if c.tok.kind != tokenWord || !ok || kind == binary.CanonLift {
		c.unexpected("a canonical definition such as `lower` or `resource.new`")
	}
	c.advance()
	d := &binary.Canon{Kind: kind}
	var r pending
	switch kind.Imm() {
	case binary.CanonImmLower:
		c.reference(binary.SortFunc, &r, func(i uint32) { d.Func = i })
		c.canonOptions(d, &r)
	case binary.CanonImmType:
		c.reference(binary.SortType, &r, func(i uint32) { d.Type = i })
	case binary.CanonImmTypeOpts:
		c.reference(binary.SortType, &r, func(i uint32) { d.Type = i })
		c.canonOptions(d, &r)
	case binary.CanonImmTypeAsync:
		c.reference(binary.SortType, &r, func(i uint32) { d.Type = i })
		d.Async = c.word("async")
	case binary.CanonImmAsync:
		d.Async = c.word("async")
	case binary.CanonImmCancel:
		d.Cancellable = c.word("cancellable")
	case binary.CanonImmCancelMem:
		d.Cancellable = c.word("cancellable")
		c.mustOpen("memory")
		c.memoryReference(&r, func(i uint32) { d.Memory = i })
		c.close()
	case binary.CanonImmResultOpts:
		if c.open("result") {
			c.valType(&r, func(v binary.ComponentValType) { d.Result = binary.OptValType{Present: true, Type: v} })
			c.close()
		}
		c.canonOptions(d, &r)
	case binary.CanonImmContext:
		d.ValType = c.coreTypes().valType()
		d.Slot = c.u32()
	case binary.CanonImmOpts:
		c.canonOptions(d, &r)
	case binary.CanonImmCoreType:
		c.coreReference(binary.SortCoreType, "", &r, func(i uint32) { d.Type = i })
	case binary.CanonImmCoreTable:
		c.coreReference(binary.SortCoreType, "", &r, func(i uint32) { d.Type = i })
		c.coreReference(binary.SortCoreTable, "table", &r, func(i uint32) { d.Table = i })
	}
	if trailing {
		if !c.open("core") || !c.word("func") {
			c.unexpected("`(core func`")
		}
		n = c.naming()
		c.close()
	}
	r.resolve()
	c.scope.component.Canon(d)
	c.scope.record(binary.ComponentSectionCanon)
	c.bind(binary.SortCoreFunc, c.scope.add(binary.SortCoreFunc), n)
}

// canonOptions takes options as long as there are some.
func (c *componentParser) canonOptions(d *binary.Canon, r *pending) {
	add := func(k binary.CanonOptKind) func(uint32) {
		i := len(d.Opts)
		d.Opts = append(d.Opts, binary.CanonOpt{Kind: k})
		return func(index uint32) { d.Opts[i].Index = index }
	}
	for {
		switch {
		case c.tok.kind == tokenWord:
			switch c.tok.text {
			case "string-encoding=utf8":
				add(binary.CanonUTF8)
			case "string-encoding=utf16":
				add(binary.CanonUTF16)
			case "string-encoding=latin1+utf16":
				add(binary.CanonCompactUTF16)
			case "async":
				add(binary.CanonAsync)
			case "gc":
				add(binary.CanonGC)
			default:
				c.unexpected("a canonical option")
			}
			c.advance()
			continue
		case c.open("memory"):
			c.memoryReference(r, add(binary.CanonMemory))
		case c.open("realloc"):
			c.coreReference(binary.SortCoreFunc, "func", r, add(binary.CanonRealloc))
		case c.open("post-return"):
			c.coreReference(binary.SortCoreFunc, "func", r, add(binary.CanonPostReturn))
		case c.open("callback"):
			c.coreReference(binary.SortCoreFunc, "func", r, add(binary.CanonCallback))
		case c.open("core-type"):
			c.coreReference(binary.SortCoreType, "type", r, add(binary.CanonCoreType))
		default:
			return
		}
		c.close()
	}
}

// coreReference takes a reference to a core item: `X` or `(core SORT …)`.
// legacy is the word that older texts write without `core`, "" if none.
func (c *componentParser) coreReference(s binary.Sort, legacy string, r *pending, set func(uint32)) {
	if legacy != "" && c.isOpen(legacy) {
		if !c.t.opts.LegacyComponentIndices {
			at := c.tok
			at.start = wordStart(at)
			e := errorf(at.start, at.end, "unexpected token: expected `core`: a reference to a core item is written `(core %s …)`", legacy)
			e.Help = []string{"write `(core " + legacy + " …)`"}
			panic(bailout{e})
		}
		c.advance()
		ref := c.pathIndex(s)
		c.close()
		*r = append(*r, func() { set(c.resolve(ref)) })
		return
	}
	c.reference(s, r, set)
}

// memoryReference takes what stands in `(memory …)`: `X`, `(core memory …)`,
// or, in older texts, `$instance "name"`.
func (c *componentParser) memoryReference(r *pending, set func(uint32)) {
	if c.tok.kind == tokenOpen {
		c.reference(binary.SortCoreMemory, r, set)
		return
	}
	ref := c.plainIndex(binary.SortCoreMemory)
	if c.tok.kind == tokenString {
		if !c.t.opts.LegacyComponentIndices {
			e := errorf(c.tok.start, c.tok.end, "unexpected token: expected `)`: an export of a core instance is written `(core memory …)` here")
			e.Help = []string{"write `(memory (core memory $instance \"name\"))`"}
			panic(bailout{e})
		}
		for c.tok.kind == tokenString {
			ref.path = append(ref.path, c.tok)
			ref.exports = append(ref.exports, c.name())
		}
	}
	*r = append(*r, func() { set(c.resolve(ref)) })
}
