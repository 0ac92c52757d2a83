package wat

import (
	"encoding/binary"
	"math/bits"
	"sync"

	wasm "wcomp/binary"
)

// opcodeNames finds instructions by name: an open-addressed table filled from
// package binary's operator table. Of opcodes that share a name the first one
// stands for all (select, ref.test, ref.cast, ref.cast_desc_eq).
//
// It is made when the first instruction is parsed: most runs of a command
// parse none.
var opcodeNames = sync.OnceValue(func() *opcodeTable {
	t := new(opcodeTable)
	wasm.Opcodes(func(op wasm.Opcode, info *wasm.OpInfo) bool {
		i := nameHash(info.Name)
		for t[i].name != "" && t[i].name != info.Name {
			i = (i + 1) % opcodeTableSize
		}
		if t[i].name == "" {
			t[i].name, t[i].op, t[i].imm = info.Name, op, info.Imm
			if info.Imm == wasm.ImmMemArg || info.Imm == wasm.ImmMemArgLane {
				t[i].align = info.Align
			}
		}
		return true
	})
	return t
})

const opcodeTableSize = 4096

type opcodeTable [opcodeTableSize]opcodeRow

type opcodeRow struct {
	name  string
	op    wasm.Opcode
	imm   wasm.ImmKind
	align uint8
}

// nameHash mixes the length and the first and last eight bytes of a name.
func nameHash(s string) int {
	const k = 0x9e3779b97f4a7c15
	var a, b uint64
	if len(s) >= 8 {
		a, b = eight(s, 0), eight(s, len(s)-8)
	} else {
		var w [8]byte
		copy(w[:], s)
		a = binary.LittleEndian.Uint64(w[:])
	}
	h := (a ^ bits.RotateLeft64(b*k, 29) ^ uint64(len(s))) * k
	return int(h >> 52)
}

// opcode is the row of the instruction called s, or nil.
func (t *opcodeTable) opcode(s string) *opcodeRow {
	for i := nameHash(s); ; i = (i + 1) % opcodeTableSize {
		r := &t[i]
		if r.name == s && s != "" {
			return r
		}
		if r.name == "" {
			return nil
		}
	}
}

// opcodeNamesKnown lists all instruction names, for suggestions.
func opcodeNamesKnown(yield func(string) bool) {
	wasm.Opcodes(func(_ wasm.Opcode, info *wasm.OpInfo) bool { return yield(info.Name) })
}
