package componentize

import (
	"slices"

	"wcomp/binary"
	"wcomp/wit"
)

// coreTypes are the core value types that the canonical ABI passes.
var coreTypes = [...]binary.ValType{wit.CoreI32: binary.I32, wit.CoreI64: binary.I64, wit.CoreF32: binary.F32, wit.CoreF64: binary.F64}

// coreSignature is a signature of the canonical ABI as a core function type.
func coreSignature(s wit.Signature) binary.FuncType {
	convert := func(from []wit.CoreType) []binary.ValType {
		to := make([]binary.ValType, len(from))
		for i, t := range from {
			to[i] = coreTypes[t]
		}
		return to
	}
	return binary.FuncType{Params: convert(s.Params), Results: convert(s.Results)}
}

// signature reads the short form of a function type that the tables of built-ins use: "ii>l" takes two i32 and gives
// an i64.
func signature(short string) binary.FuncType {
	var t binary.FuncType
	to := &t.Params
	for i := range len(short) {
		switch short[i] {
		case 'i':
			*to = append(*to, binary.I32)
		case 'l':
			*to = append(*to, binary.I64)
		case '>':
			to = &t.Results
		}
	}
	return t
}

func sameFunc(a, b binary.FuncType) bool {
	return slices.Equal(a.Params, b.Params) && slices.Equal(a.Results, b.Results)
}

// funcText is a core function type as the text format writes it.
func funcText(t binary.FuncType) string {
	text := "(func"
	group := func(word string, types []binary.ValType) {
		if len(types) == 0 {
			return
		}
		text += " (" + word
		for _, t := range types {
			text += " " + t.String()
		}
		text += ")"
	}
	group("param", t.Params)
	group("result", t.Results)
	return text + ")"
}

// funcKey is a string that two function types share exactly if they are equal.
func funcKey(t binary.FuncType) string {
	b := make([]byte, 0, 4*(len(t.Params)+len(t.Results))+1)
	add := func(types []binary.ValType) {
		for _, v := range types {
			b = append(b, byte(v), byte(v>>8), byte(v>>16), byte(v>>24))
		}
	}
	add(t.Params)
	b = append(b, '>')
	add(t.Results)
	return string(b)
}
