package componentize

import (
	"fmt"

	"wcomp/binary"
	"wcomp/decode"
)

// reach marks everything that the kept exports need.
func (t *trimmer) reach() {
	t.liveTypes = make([]bool, len(t.m.types))
	t.liveFuncs = make([]bool, len(t.m.funcs))
	t.liveTables = make([]bool, t.m.tables)
	t.liveMemories = make([]bool, len(t.m.memory))
	t.liveGlobals = make([]bool, len(t.m.globals))
	for i := range t.exports {
		e := &t.exports[i]
		switch e.Kind {
		case binary.ExternFunc:
			t.useFunc(e.Index)
		case binary.ExternTable:
			t.useTable(e.Index)
		case binary.ExternMemory:
			t.useMemory(e.Index)
		case binary.ExternGlobal:
			t.useGlobal(e.Index)
		default:
			t.fail(e.Offset, fmt.Sprintf("export %q", e.Name), "adapters cannot export a %s", e.Kind)
		}
	}
	for len(t.work) > 0 {
		f := t.work[len(t.work)-1]
		t.work = t.work[:len(t.work)-1]
		t.scanBody(f)
	}
	t.checkReached()
}

// checkReached refuses what adapters cannot have.
func (t *trimmer) checkReached() {
	for i, live := range t.liveTables {
		if live {
			t.fail(0, fmt.Sprintf("table %d", i), "adapters cannot use tables")
		}
	}
	count := 0
	for i, live := range t.liveMemories {
		if !live {
			continue
		}
		if count++; count > 1 {
			t.fail(0, fmt.Sprintf("memory %d", i), "adapters can use one memory only")
		}
		if uint32(i) >= t.imported[binary.ExternMemory] {
			t.fail(0, fmt.Sprintf("memory %d", i), "adapters use the main module's memory and cannot define one")
		}
	}
}

// mark marks an index as live and says whether that is news.
func (t *trimmer) mark(live []bool, index uint32, what string) bool {
	if int64(index) >= int64(len(live)) {
		t.fail(0, what, "there is no %s %d", what, index)
		return false
	}
	news := !live[index]
	live[index] = true
	return news
}

func (t *trimmer) useType(i uint32) {
	if t.mark(t.liveTypes, i, "type") {
		f := t.m.types[i].Func
		for _, v := range f.Params {
			t.useValType(v)
		}
		for _, v := range f.Results {
			t.useValType(v)
		}
	}
}

func (t *trimmer) useValType(v binary.ValType) {
	if v.IsConcrete() {
		t.useType(v.Index())
	}
}

func (t *trimmer) useFunc(i uint32) {
	if t.mark(t.liveFuncs, i, "func") {
		t.useType(t.m.funcs[i])
		if i >= t.imported[binary.ExternFunc] {
			t.work = append(t.work, i)
		}
	}
}

func (t *trimmer) useTable(i uint32)  { t.mark(t.liveTables, i, "table") }
func (t *trimmer) useMemory(i uint32) { t.mark(t.liveMemories, i, "memory") }

func (t *trimmer) useGlobal(i uint32) {
	if !t.mark(t.liveGlobals, i, "global") {
		return
	}
	t.useValType(t.m.globals[i].Type)
	if n := t.imported[binary.ExternGlobal]; i >= n {
		init := t.globals[i-n].Init
		r := decode.NewOperatorReader(init.Data, init.Offset, binary.AllFeatures)
		t.scanOperators(&r)
	}
}

func (t *trimmer) scanBody(f uint32) {
	n := int64(f) - int64(t.imported[binary.ExternFunc])
	if n >= int64(len(t.bodies)) {
		t.fail(0, fmt.Sprintf("func %d", f), "it has no body")
		return
	}
	locals := t.bodies[n].Locals()
	var g binary.Local
	for locals.Next(&g) {
		t.useValType(g.Type)
	}
	if err := locals.Err(); err != nil {
		t.problems.fail(t.m, "", err)
		return
	}
	r := locals.Operators(binary.AllFeatures)
	t.scanOperators(&r)
}

func (t *trimmer) scanOperators(r *decode.OperatorReader) {
	var op binary.Operator
	for r.Next(&op) {
		t.scanOperator(&op)
	}
	if err := r.Err(); err != nil {
		t.problems.fail(t.m, "", err)
	}
}

// scanOperator marks what an instruction refers to.
func (t *trimmer) scanOperator(op *binary.Operator) {
	switch op.Op.Imm() {
	case binary.ImmFunc:
		t.useFunc(op.Index)
	case binary.ImmCallIndirect:
		t.useType(op.Index)
		t.useTable(op.Index2)
	case binary.ImmType:
		t.useType(op.Index)
	case binary.ImmGlobal, binary.ImmOrdGlobal:
		t.useGlobal(op.Index)
	case binary.ImmTable, binary.ImmOrdTable:
		t.useTable(op.Index)
	case binary.ImmTableTable:
		t.useTable(op.Index)
		t.useTable(op.Index2)
	case binary.ImmMem, binary.ImmMemArg, binary.ImmMemArgLane:
		t.useMemory(op.Index)
	case binary.ImmMemMem:
		t.useMemory(op.Index)
		t.useMemory(op.Index2)
	case binary.ImmBlock:
		t.useBlock(op.Block)
	case binary.ImmHeapType, binary.ImmRefType:
		t.useValType(op.Ref)
	case binary.ImmSelectTypes:
		for v := range decode.SelectTypes(op) {
			t.useValType(v)
		}
	case binary.ImmTryTable, binary.ImmTag, binary.ImmTypeField, binary.ImmTypeCount, binary.ImmTypeData, binary.ImmTypeElem,
		binary.ImmTypeType, binary.ImmTypeTag, binary.ImmBrOnCast, binary.ImmData, binary.ImmElem, binary.ImmDataMem,
		binary.ImmElemTable, binary.ImmResume, binary.ImmResumeThrow, binary.ImmOrdType, binary.ImmOrdTypeField:
		t.fail(op.Offset, op.Op.String(), "the instruction is not allowed in adapters")
	case binary.ImmInvalid:
		t.fail(op.Offset, "code", "unknown instruction")
	}
}

func (t *trimmer) useBlock(b binary.Block) {
	switch b.Kind {
	case binary.BlockType:
		t.useType(b.Index)
	case binary.BlockValue:
		t.useValType(b.Type)
	}
}
