package binary

// Opcode identifies an instruction: the byte of a one-byte opcode, or the
// base of its prefix plus the secondary code.
type Opcode uint16

// Bases of the prefixed ranges and the size of the opcode space.
const (
	PrefixFB Opcode = 0x100 // GC, custom descriptors
	PrefixFC Opcode = 0x200 // saturating conversions, bulk memory, wide arithmetic
	PrefixFD Opcode = 0x300 // SIMD; secondary codes up to 0x1ff
	PrefixFE Opcode = 0x500 // threads, shared-everything threads

	OpcodeCount = 0x600
)

// ImmKind is the shape of an instruction's immediates. The set is closed:
// decode has one reading, encode one writing, wat one printing and one parsing
// for each.
type ImmKind byte

const (
	ImmNone         ImmKind = iota
	ImmBlock                // block type
	ImmLabel                // label
	ImmLabels               // vector of labels and a default (br_table)
	ImmFunc                 // function index
	ImmCallIndirect         // type index, table index
	ImmType                 // type index
	ImmLocal                // local index
	ImmGlobal               // global index
	ImmTable                // table index
	ImmMem                  // memory index
	ImmMemArg               // alignment, memory index, offset
	ImmMemArgLane           // the same and a lane
	ImmI32
	ImmI64
	ImmF32
	ImmF64
	ImmV128         // 16 bytes
	ImmShuffle      // 16 lanes
	ImmLane         // lane
	ImmHeapType     // heap type (ref.null)
	ImmRefType      // heap type; nullability is in the opcode (ref.test, ref.cast)
	ImmSelectTypes  // vector of value types
	ImmTypeField    // type index, field index
	ImmTypeCount    // type index, count (array.new_fixed)
	ImmTypeData     // type index, data index
	ImmTypeElem     // type index, element index
	ImmTypeType     // type index, type index
	ImmTypeTag      // type index, tag index (switch)
	ImmBrOnCast     // flags, label, heap type, heap type
	ImmData         // data index
	ImmElem         // element index
	ImmDataMem      // data index, memory index
	ImmElemTable    // element index, table index
	ImmMemMem       // destination memory, source memory
	ImmTableTable   // destination table, source table
	ImmTag          // tag index
	ImmTryTable     // block type, catch clauses
	ImmResume       // type index, handlers
	ImmResumeThrow  // type index, tag index, handlers
	ImmFence        // a zero byte
	ImmOrdGlobal    // ordering, global index
	ImmOrdTable     // ordering, table index
	ImmOrdType      // ordering, type index
	ImmOrdTypeField // ordering, type index, field index

	ImmInvalid ImmKind = 0xff // the code is no instruction
)

type opRow struct {
	op      Opcode
	name    string
	imm     ImmKind
	sig     string
	feature Features
	align   uint8
}

// Sig is the type of an instruction whose type is fixed. AddressType stands
// for the address type of the memory it accesses.
type Sig struct {
	// Known is false where validation needs code of its own.
	Known           bool
	NumPop, NumPush uint8
	Pop             [4]ValType // bottom to top
	Push            [2]ValType
}

// AddressType marks, in Sig, an operand that is i32 or i64 as the accessed
// memory's address type says.
const AddressType = kindNumeric

// OpInfo is a row of the operator table.
type OpInfo struct {
	// Name in the text format; empty for codes that are no instruction.
	Name string
	Imm  ImmKind
	// Align is the binary logarithm of the natural alignment (ImmMemArg,
	// ImmMemArgLane).
	Align   uint8
	Feature Features
	Sig     Sig
}

var (
	opTable = buildOpTable()
	opImm   = buildOpImm()
)

func buildOpImm() *[OpcodeCount]ImmKind {
	t := new([OpcodeCount]ImmKind)
	for i := range t {
		t[i] = ImmInvalid
	}
	for i := range opRows {
		t[opRows[i].op] = opRows[i].imm
	}
	return t
}

func buildOpTable() *[OpcodeCount]OpInfo {
	t := new([OpcodeCount]OpInfo)
	for i := range opRows {
		r := &opRows[i]
		t[r.op] = OpInfo{Name: r.name, Imm: r.imm, Align: r.align, Feature: r.feature, Sig: parseSig(r.sig)}
	}
	return t
}

func parseSig(s string) (g Sig) {
	if s == "*" {
		return g
	}
	g.Known = true
	push := false
	for i := 0; i < len(s); i++ {
		var t ValType
		switch s[i] {
		case '>':
			push = true
			continue
		case 'i':
			t = I32
		case 'l':
			t = I64
		case 'f':
			t = F32
		case 'd':
			t = F64
		case 'v':
			t = V128
		case 'a':
			t = AddressType
		}
		if push {
			g.Push[g.NumPush] = t
			g.NumPush++
		} else {
			g.Pop[g.NumPop] = t
			g.NumPop++
		}
	}
	return g
}

// Info is the table's row for op; its Name is empty if op is no instruction.
// The row must not be changed.
func (op Opcode) Info() *OpInfo { return &opTable[op%OpcodeCount] }

// Imm is the shape of op's immediates, ImmInvalid if op is no instruction.
func (op Opcode) Imm() ImmKind { return opImm[op%OpcodeCount] }

// Valid says whether op is an instruction.
func (op Opcode) Valid() bool { return op < OpcodeCount && opTable[op].Name != "" }

// String is the instruction's name in the text format.
func (op Opcode) String() string {
	if !op.Valid() {
		return "unknown"
	}
	return opTable[op].Name
}

// Prefix is the prefix byte (0xfb–0xfe) and the secondary code, or 0 and the
// byte itself.
func (op Opcode) Prefix() (prefix byte, code uint32) {
	switch {
	case op < PrefixFB:
		return 0, uint32(op)
	case op < PrefixFC:
		return 0xfb, uint32(op - PrefixFB)
	case op < PrefixFD:
		return 0xfc, uint32(op - PrefixFC)
	case op < PrefixFE:
		return 0xfd, uint32(op - PrefixFD)
	}
	return 0xfe, uint32(op - PrefixFE)
}

// AppendOpcode appends the opcode's bytes.
func AppendOpcode(b []byte, op Opcode) []byte {
	prefix, code := op.Prefix()
	if prefix == 0 {
		return append(b, byte(code))
	}
	return AppendU32(append(b, prefix), code)
}

// Opcodes calls yield for every instruction in the order of codes.
func Opcodes(yield func(Opcode, *OpInfo) bool) {
	for i := range opRows {
		if op := opRows[i].op; !yield(op, &opTable[op]) {
			return
		}
	}
}
