package wat

import "wcomp/binary"

// canon prints an entry of the canonical section.
func (p *printer) canon(c *binary.Canon) {
	if c.Kind == binary.CanonLift {
		p.open("func ")
		p.defineIn(inFunc)
		p.byte(' ')
		p.open("type ")
		p.useIn(inType, c.Type)
		p.close()
		p.byte(' ')
		p.open("canon lift ")
		p.open("core func ")
		p.useIn(inCoreFunc, c.Func)
		p.close()
		p.canonOptions(c.Opts)
		p.close()
		p.close()
		return
	}
	p.open("core func ")
	p.defineIn(inCoreFunc)
	p.byte(' ')
	p.byte('(')
	p.color(colorKeyword)
	p.str("canon ")
	p.str(c.Kind.String())
	imm := c.Kind.Imm()
	switch imm {
	case binary.CanonImmLower, binary.CanonImmType, binary.CanonImmTypeOpts, binary.CanonImmTypeAsync,
		binary.CanonImmCancelMem, binary.CanonImmCoreType, binary.CanonImmCoreTable:
		p.byte(' ')
	}
	p.reset()
	switch imm {
	case binary.CanonImmNone:
	case binary.CanonImmLower:
		p.open("func ")
		p.useIn(inFunc, c.Func)
		p.close()
		p.canonOptions(c.Opts)
	case binary.CanonImmType, binary.CanonImmTypeOpts:
		p.useIn(inType, c.Type)
		p.canonOptions(c.Opts)
	case binary.CanonImmTypeAsync:
		p.useIn(inType, c.Type)
		p.flag(c.Async, " async")
	case binary.CanonImmAsync:
		p.flag(c.Async, " async")
	case binary.CanonImmCancel:
		switch {
		case c.Kind == binary.CanonThreadYield:
			p.flag(c.Cancellable, " cancellable")
		case c.Cancellable:
			p.str(" cancellable")
		}
	case binary.CanonImmCancelMem:
		if c.Cancellable {
			p.str("cancellable ")
		}
		p.canonIndex("memory ", inCoreMemory, c.Memory)
	case binary.CanonImmResultOpts:
		if c.Result.Present {
			p.byte(' ')
			p.open("result ")
			p.valueType(&c.Result.Type)
			p.close()
		}
		p.canonOptions(c.Opts)
	case binary.CanonImmContext:
		p.byte(' ')
		p.valType(c.ValType)
		p.byte(' ')
		p.u32(c.Slot)
	case binary.CanonImmOpts:
		p.canonOptions(c.Opts)
	case binary.CanonImmCoreType:
		p.use(&p.mod.names.types, c.Type)
	case binary.CanonImmCoreTable:
		p.use(&p.mod.names.types, c.Type)
		p.byte(' ')
		p.useIn(inCoreTable, c.Table)
	}
	p.byte(')')
	p.close()
}

func (p *printer) flag(set bool, word string) {
	if set {
		p.typeWord(word)
	}
}

func (p *printer) canonOptions(opts []binary.CanonOpt) {
	for _, o := range opts {
		p.byte(' ')
		switch o.Kind {
		case binary.CanonUTF8:
			p.str("string-encoding=utf8")
		case binary.CanonUTF16:
			p.str("string-encoding=utf16")
		case binary.CanonCompactUTF16:
			p.str("string-encoding=latin1+utf16")
		case binary.CanonMemory:
			p.canonIndex("memory ", inCoreMemory, o.Index)
		case binary.CanonRealloc:
			p.canonIndex("realloc ", inCoreFunc, o.Index)
		case binary.CanonPostReturn:
			p.canonIndex("post-return ", inCoreFunc, o.Index)
		case binary.CanonAsync:
			p.typeWord("async")
		case binary.CanonCallback:
			p.canonIndex("callback ", inCoreFunc, o.Index)
		case binary.CanonCoreType:
			p.open("core-type ")
			p.use(&p.mod.names.types, o.Index)
			p.close()
		case binary.CanonGC:
			p.str("gc")
		}
	}
}

func (p *printer) canonIndex(word string, space indexSpace, i uint32) {
	p.open(word)
	p.useIn(space, i)
	p.close()
}
