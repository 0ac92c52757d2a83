package binary

// BlockKind says which form a block type has.
type BlockKind byte

const (
	BlockEmpty BlockKind = iota // [] → []
	BlockValue                  // [] → [Type]
	BlockType                   // the function type Index
)

// Block is a block type. Core spec 5.4.1.
type Block struct {
	Kind  BlockKind
	Type  ValType
	Index uint32
}

// Operator is a decoded instruction. A reader fills in Op, Offset and the
// fields that belong to Op's ImmKind; others keep what an earlier instruction
// left.
type Operator struct {
	Op Opcode
	// Lane is the lane of ImmLane and ImmMemArgLane.
	Lane uint8
	// Align is the binary logarithm of a memory access's alignment.
	Align uint8
	// Ordering of ImmOrd…: 0 seq_cst, 1 acq_rel.
	Ordering uint8
	// Offset of the opcode in the outermost input.
	Offset int64
	// Index and Index2 are the index immediates in the order in which ImmKind
	// lists them; memory index of ImmMemArg. ImmBrOnCast: Index is the label.
	Index, Index2 uint32
	// Value: constants (integers sign-extended to 64 bits, floats as their
	// bits), the offset of ImmMemArg, the count of ImmTypeCount.
	Value uint64
	// Ref is the type of ImmHeapType (as a heap type) and ImmRefType (as a
	// reference type); Ref and Ref2 the source and target of ImmBrOnCast.
	Ref, Ref2 ValType
	// Block is the type of ImmBlock and ImmTryTable.
	Block Block
	// Count is the number of elements in Bytes: labels without the default,
	// types, catch clauses, handlers.
	Count uint32
	// Bytes are, as encoded: the 16 bytes of ImmV128 and ImmShuffle, the
	// labels of ImmLabels with the default last, the types of ImmSelectTypes,
	// the clauses of ImmTryTable, the handlers of ImmResume and
	// ImmResumeThrow. decode.Labels, Catches, Handlers and Types walk them.
	Bytes []byte
	// BytesOffset is the offset of Bytes in the outermost input.
	BytesOffset int64
}

// Orderings of shared-everything threads.
const (
	OrderSeqCst = 0
	OrderAcqRel = 1
)

// CatchKind is the kind byte of a catch clause of try_table.
type CatchKind byte

const (
	CatchOne    CatchKind = 0 // catch tag label
	CatchOneRef CatchKind = 1 // catch_ref tag label
	CatchAll    CatchKind = 2 // catch_all label
	CatchAllRef CatchKind = 3 // catch_all_ref label
)

func (k CatchKind) String() string {
	return [...]string{"catch", "catch_ref", "catch_all", "catch_all_ref"}[k&3]
}

// HasTag says whether the clause names a tag.
func (k CatchKind) HasTag() bool { return k <= CatchOneRef }

// Catch is a clause of try_table.
type Catch struct {
	Kind       CatchKind
	Tag, Label uint32
}

// Handler is a handler of resume: on tag label, or on tag switch.
type Handler struct {
	Switch     bool
	Tag, Label uint32
}
