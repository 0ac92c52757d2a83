package binary

// CanonOptKind is the byte of a canonical option.
type CanonOptKind byte

const (
	CanonUTF8         CanonOptKind = 0x00
	CanonUTF16        CanonOptKind = 0x01
	CanonCompactUTF16 CanonOptKind = 0x02 // latin1+utf16
	CanonMemory       CanonOptKind = 0x03 // core memory index
	CanonRealloc      CanonOptKind = 0x04 // core func index
	CanonPostReturn   CanonOptKind = 0x05 // core func index
	CanonAsync        CanonOptKind = 0x06
	CanonCallback     CanonOptKind = 0x07 // core func index
	CanonCoreType     CanonOptKind = 0x08 // core type index
	CanonGC           CanonOptKind = 0x09
)

// HasIndex says whether the option carries an index.
func (k CanonOptKind) HasIndex() bool {
	switch k {
	case CanonMemory, CanonRealloc, CanonPostReturn, CanonCallback, CanonCoreType:
		return true
	}
	return false
}

// CanonOpt is a canonical option.
type CanonOpt struct {
	Kind  CanonOptKind
	Index uint32
}

// CanonKind is the leading byte of a canonical definition.
type CanonKind byte

const (
	CanonLift                     CanonKind = 0x00
	CanonLower                    CanonKind = 0x01
	CanonResourceNew              CanonKind = 0x02
	CanonResourceDrop             CanonKind = 0x03
	CanonResourceRep              CanonKind = 0x04
	CanonTaskCancel               CanonKind = 0x05
	CanonSubtaskCancel            CanonKind = 0x06
	CanonTaskReturn               CanonKind = 0x09
	CanonContextGet               CanonKind = 0x0a
	CanonContextSet               CanonKind = 0x0b
	CanonThreadYield              CanonKind = 0x0c
	CanonSubtaskDrop              CanonKind = 0x0d
	CanonStreamNew                CanonKind = 0x0e
	CanonStreamRead               CanonKind = 0x0f
	CanonStreamWrite              CanonKind = 0x10
	CanonStreamCancelRead         CanonKind = 0x11
	CanonStreamCancelWrite        CanonKind = 0x12
	CanonStreamDropReadable       CanonKind = 0x13
	CanonStreamDropWritable       CanonKind = 0x14
	CanonFutureNew                CanonKind = 0x15
	CanonFutureRead               CanonKind = 0x16
	CanonFutureWrite              CanonKind = 0x17
	CanonFutureCancelRead         CanonKind = 0x18
	CanonFutureCancelWrite        CanonKind = 0x19
	CanonFutureDropReadable       CanonKind = 0x1a
	CanonFutureDropWritable       CanonKind = 0x1b
	CanonErrorContextNew          CanonKind = 0x1c
	CanonErrorContextDebugMessage CanonKind = 0x1d
	CanonErrorContextDrop         CanonKind = 0x1e
	CanonWaitableSetNew           CanonKind = 0x1f
	CanonWaitableSetWait          CanonKind = 0x20
	CanonWaitableSetPoll          CanonKind = 0x21
	CanonWaitableSetDrop          CanonKind = 0x22
	CanonWaitableJoin             CanonKind = 0x23
	CanonBackpressureInc          CanonKind = 0x24
	CanonBackpressureDec          CanonKind = 0x25
	CanonThreadIndex              CanonKind = 0x26
	CanonThreadNewIndirect        CanonKind = 0x27
	CanonThreadResumeLater        CanonKind = 0x28
	CanonThreadSuspend            CanonKind = 0x29
	CanonThreadSuspendThenResume  CanonKind = 0x2a
	CanonThreadYieldThenResume    CanonKind = 0x2b
	CanonThreadSuspendThenPromote CanonKind = 0x2c
	CanonThreadYieldThenPromote   CanonKind = 0x2d
	CanonThreadSpawnRef           CanonKind = 0x40
	CanonThreadSpawnIndirect      CanonKind = 0x41
	CanonThreadAvailParallelism   CanonKind = 0x42
)

// CanonImm is the shape of the immediates that follow a CanonKind.
type CanonImm byte

const (
	CanonImmNone       CanonImm = iota
	CanonImmLift                // 0x00, core func, options, type
	CanonImmLower               // 0x00, func, options
	CanonImmType                // type
	CanonImmTypeOpts            // type, options
	CanonImmTypeAsync           // type, async?
	CanonImmAsync               // async?
	CanonImmCancel              // cancellable?
	CanonImmCancelMem           // cancellable?, memory
	CanonImmResultOpts          // result list, options
	CanonImmContext             // core value type, slot
	CanonImmOpts                // options
	CanonImmCoreType            // core type
	CanonImmCoreTable           // core type, table
)

type canonRow struct {
	name string
	imm  CanonImm
}

// canonRows is the table of canonical definitions (Binary.md, canon).
var canonRows = [...]canonRow{
	CanonLift:                     {"lift", CanonImmLift},
	CanonLower:                    {"lower", CanonImmLower},
	CanonResourceNew:              {"resource.new", CanonImmType},
	CanonResourceDrop:             {"resource.drop", CanonImmType},
	CanonResourceRep:              {"resource.rep", CanonImmType},
	CanonTaskCancel:               {"task.cancel", CanonImmNone},
	CanonSubtaskCancel:            {"subtask.cancel", CanonImmAsync},
	CanonTaskReturn:               {"task.return", CanonImmResultOpts},
	CanonContextGet:               {"context.get", CanonImmContext},
	CanonContextSet:               {"context.set", CanonImmContext},
	CanonThreadYield:              {"thread.yield", CanonImmCancel},
	CanonSubtaskDrop:              {"subtask.drop", CanonImmNone},
	CanonStreamNew:                {"stream.new", CanonImmType},
	CanonStreamRead:               {"stream.read", CanonImmTypeOpts},
	CanonStreamWrite:              {"stream.write", CanonImmTypeOpts},
	CanonStreamCancelRead:         {"stream.cancel-read", CanonImmTypeAsync},
	CanonStreamCancelWrite:        {"stream.cancel-write", CanonImmTypeAsync},
	CanonStreamDropReadable:       {"stream.drop-readable", CanonImmType},
	CanonStreamDropWritable:       {"stream.drop-writable", CanonImmType},
	CanonFutureNew:                {"future.new", CanonImmType},
	CanonFutureRead:               {"future.read", CanonImmTypeOpts},
	CanonFutureWrite:              {"future.write", CanonImmTypeOpts},
	CanonFutureCancelRead:         {"future.cancel-read", CanonImmTypeAsync},
	CanonFutureCancelWrite:        {"future.cancel-write", CanonImmTypeAsync},
	CanonFutureDropReadable:       {"future.drop-readable", CanonImmType},
	CanonFutureDropWritable:       {"future.drop-writable", CanonImmType},
	CanonErrorContextNew:          {"error-context.new", CanonImmOpts},
	CanonErrorContextDebugMessage: {"error-context.debug-message", CanonImmOpts},
	CanonErrorContextDrop:         {"error-context.drop", CanonImmNone},
	CanonWaitableSetNew:           {"waitable-set.new", CanonImmNone},
	CanonWaitableSetWait:          {"waitable-set.wait", CanonImmCancelMem},
	CanonWaitableSetPoll:          {"waitable-set.poll", CanonImmCancelMem},
	CanonWaitableSetDrop:          {"waitable-set.drop", CanonImmNone},
	CanonWaitableJoin:             {"waitable.join", CanonImmNone},
	CanonBackpressureInc:          {"backpressure.inc", CanonImmNone},
	CanonBackpressureDec:          {"backpressure.dec", CanonImmNone},
	CanonThreadIndex:              {"thread.index", CanonImmNone},
	CanonThreadNewIndirect:        {"thread.new-indirect", CanonImmCoreTable},
	CanonThreadResumeLater:        {"thread.resume-later", CanonImmNone},
	CanonThreadSuspend:            {"thread.suspend", CanonImmCancel},
	CanonThreadSuspendThenResume:  {"thread.suspend-then-resume", CanonImmCancel},
	CanonThreadYieldThenResume:    {"thread.yield-then-resume", CanonImmCancel},
	CanonThreadSuspendThenPromote: {"thread.suspend-then-promote", CanonImmCancel},
	CanonThreadYieldThenPromote:   {"thread.yield-then-promote", CanonImmCancel},
	CanonThreadSpawnRef:           {"thread.spawn-ref", CanonImmCoreType},
	CanonThreadSpawnIndirect:      {"thread.spawn-indirect", CanonImmCoreTable},
	// The reference's spelling; Explainer.md writes a hyphen.
	CanonThreadAvailParallelism: {"thread.available_parallelism", CanonImmNone},
}

// Valid says whether k is a canonical definition.
func (k CanonKind) Valid() bool { return int(k) < len(canonRows) && canonRows[k].name != "" }

// String is the definition's name in the text format.
func (k CanonKind) String() string {
	if !k.Valid() {
		return "unknown"
	}
	return canonRows[k].name
}

// Imm is the shape of the immediates, CanonImmNone if k is not valid.
func (k CanonKind) Imm() CanonImm {
	if !k.Valid() {
		return CanonImmNone
	}
	return canonRows[k].imm
}

// CanonKinds calls yield for every canonical definition in the order of codes.
func CanonKinds(yield func(CanonKind) bool) {
	for k := range canonRows {
		if canonRows[k].name != "" && !yield(CanonKind(k)) {
			return
		}
	}
}

// Canon is an entry of the canonical section. Only the fields that Kind's
// immediates name are in use.
type Canon struct {
	Kind        CanonKind
	Func        uint32     // core func for lift, func for lower
	Type        uint32     // type index; core type for CanonImmCoreType, CanonImmCoreTable
	Opts        []CanonOpt // options
	Async       bool
	Cancellable bool
	Memory      uint32     // core memory index
	Table       uint32     // core table index
	Result      OptValType // task.return
	ValType     ValType    // context.get, context.set
	Slot        uint32
	Offset      int64
}
