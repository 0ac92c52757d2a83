package componentize

import (
	"strconv"
	"strings"

	"wcomp/binary"
	"wcomp/wit"
)

// Built-ins that deal in types of a scope: resources, results of tasks, streams and futures.

type resourceBuiltin struct {
	word         string
	kind         binary.CanonKind
	signature    string
	exportedOnly bool
}

var resourceBuiltins = [...]resourceBuiltin{
	{"drop", binary.CanonResourceDrop, "i>", false},
	{"new", binary.CanonResourceNew, "i>i", true},
	{"rep", binary.CanonResourceRep, "i>i", true},
}

// payloadBuiltin is a built-in of streams or futures; its legacy name is WORD-N in brackets before a function's name.
type payloadBuiltin struct {
	word      string
	kind      binary.CanonKind
	future    bool
	signature string
	async     bool
}

var payloadBuiltins = [...]payloadBuiltin{
	{"future-new", binary.CanonFutureNew, true, ">l", false},
	{"future-read", binary.CanonFutureRead, true, "ii>i", true},
	{"future-write", binary.CanonFutureWrite, true, "ii>i", true},
	{"future-cancel-read", binary.CanonFutureCancelRead, true, "i>i", true},
	{"future-cancel-write", binary.CanonFutureCancelWrite, true, "i>i", true},
	{"future-drop-readable", binary.CanonFutureDropReadable, true, "i>", false},
	{"future-drop-writable", binary.CanonFutureDropWritable, true, "i>", false},
	{"stream-new", binary.CanonStreamNew, false, ">l", false},
	{"stream-read", binary.CanonStreamRead, false, "iii>i", true},
	{"stream-write", binary.CanonStreamWrite, false, "iii>i", true},
	{"stream-cancel-read", binary.CanonStreamCancelRead, false, "i>i", true},
	{"stream-cancel-write", binary.CanonStreamCancelWrite, false, "i>i", true},
	{"stream-drop-readable", binary.CanonStreamDropReadable, false, "i>", false},
	{"stream-drop-writable", binary.CanonStreamDropWritable, false, "i>", false},
}

// itemBuiltin classifies an import as a built-in of a scope by its legacy name.
func (c *classifier) itemBuiltin(imp *Import, s *scope) *importProblem {
	unknown := &importProblem{cause: causeNoFunction, name: strings.TrimPrefix(imp.Name, asyncLowerPrefix), scope: s}
	name, async := strings.CutPrefix(imp.Name, asyncLowerPrefix)
	if !strings.HasPrefix(name, "[") {
		return unknown
	}
	word, item, ok := strings.Cut(name[1:], "]")
	if !ok {
		return unknown
	}
	if !async {
		for i := range resourceBuiltins {
			b := &resourceBuiltins[i]
			if word != "resource-"+b.word || b.exportedOnly && !s.exported {
				continue
			}
			id, ok := s.resource(item)
			if !ok {
				return &importProblem{cause: causeNoResource, name: item, scope: s}
			}
			return c.resourceBuiltin(imp, s, b, id)
		}
		if s.exported {
			switch {
			case word == "task-return":
				return c.taskReturn(imp, s, item)
			case word == "task-cancel" && item == "":
				imp.Kind, imp.Builtin = ImportBuiltin, binary.CanonTaskCancel
				return imp.expect(signature(">"))
			}
		}
	}
	for i := range payloadBuiltins {
		b := &payloadBuiltins[i]
		number, ok := strings.CutPrefix(word, b.word+"-")
		if !ok || async && !b.async {
			continue
		}
		if number != "unit" && strings.Trim(number, "+0123456789") != "" {
			continue // future-cancel-… begins like no other, but be sure
		}
		return c.payloadBuiltin(imp, s, b, number, item, async)
	}
	return unknown
}

func (c *classifier) resourceBuiltin(imp *Import, s *scope, b *resourceBuiltin, id wit.TypeID) *importProblem {
	imp.Kind, imp.Builtin = ImportBuiltin, b.kind
	imp.Interface, imp.Exported, imp.Resource = s.key, s.exported, id
	imp.ResourceName = c.w.resolve.Types[id].Name
	return imp.expect(signature(b.signature))
}

func (c *classifier) taskReturn(imp *Import, s *scope, name string) *importProblem {
	f, ok := s.function(name)
	if !ok {
		return &importProblem{cause: causeNoFunction, name: name, scope: s}
	}
	imp.Kind, imp.Builtin = ImportBuiltin, binary.CanonTaskReturn
	imp.Interface, imp.Exported, imp.Func = s.key, true, f
	return imp.expect(coreSignature(c.abi.TaskReturn(f.Result)))
}

func (c *classifier) payloadBuiltin(imp *Import, s *scope, b *payloadBuiltin, number, name string, async bool) *importProblem {
	imp.Kind, imp.Builtin, imp.Async = ImportBuiltin, b.kind, async
	imp.Interface, imp.Exported = s.key, s.exported
	if number == "unit" {
		imp.Unit = true
		return imp.expect(signature(b.signature))
	}
	f, ok := s.function(name)
	if !ok {
		return &importProblem{cause: causeNoFunction, name: name, scope: s}
	}
	n, err := strconv.ParseUint(strings.TrimPrefix(number, "+"), 10, 32)
	if err != nil {
		return &importProblem{cause: causePayload, name: number, scope: s}
	}
	id, ok := c.w.payloads.find(f, n)
	if !ok {
		return &importProblem{cause: causePayload, name: number, scope: s}
	}
	if _, future := c.w.resolve.Types[id].Kind.(wit.Future); future != b.future {
		return &importProblem{cause: causePayload, name: number, scope: s}
	}
	imp.Func, imp.Payload = f, id
	return imp.expect(signature(b.signature))
}

// payloadFinder numbers the streams and futures in a function's signature: parameters in order, then the result,
// inner ones before outer ones. A type that is used twice counts twice, so the numbers may be huge; they are counted
// once per type and found by descending.
type payloadFinder struct {
	resolve *wit.Resolve
	counts  map[wit.TypeID]uint64
}

const maxPayloads = 1 << 40 // counts stop here

func (p *payloadFinder) count(t wit.Type) uint64 {
	id, ok := t.Def()
	if !ok {
		return 0
	}
	if n, ok := p.counts[id]; ok {
		return n
	}
	if p.counts == nil {
		p.counts = map[wit.TypeID]uint64{}
	}
	p.counts[id] = 0 // a cycle, which no valid graph has, ends here
	var n uint64
	for ref := range p.refs(id) {
		n = min(n+p.count(ref), maxPayloads)
	}
	if p.isPayload(id) {
		n++
	}
	p.counts[id] = n
	return n
}

func (p *payloadFinder) isPayload(id wit.TypeID) bool {
	switch p.resolve.Types[id].Kind.(type) {
	case wit.Future, wit.Stream:
		return true
	}
	return false
}

// refs are the types mentioned by a definition, without the resource of a handle.
func (p *payloadFinder) refs(id wit.TypeID) func(func(wit.Type) bool) {
	switch k := p.resolve.Types[id].Kind.(type) {
	case wit.Own, wit.Borrow:
		return func(func(wit.Type) bool) {}
	default:
		return wit.Refs(k)
	}
}

// find returns the n-th stream or future of the function's signature.
func (p *payloadFinder) find(f *wit.Function, n uint64) (wit.TypeID, bool) {
	types := make([]wit.Type, 0, len(f.Params)+1)
	for i := range f.Params {
		types = append(types, f.Params[i].Type)
	}
	if f.Result != wit.NoType {
		types = append(types, f.Result)
	}
	for _, t := range types {
		if k := p.count(t); n < k {
			return p.descend(t, n)
		} else {
			n -= k
		}
	}
	return 0, false
}

func (p *payloadFinder) descend(t wit.Type, n uint64) (wit.TypeID, bool) {
	id, ok := t.Def()
	for ok {
		var next wit.Type
		for ref := range p.refs(id) {
			k := p.count(ref)
			if n < k {
				next = ref
				break
			}
			n -= k
		}
		if next == wit.NoType {
			return id, n == 0 && p.isPayload(id)
		}
		id, ok = next.Def()
	}
	return 0, false
}
