package validate

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"wcomp/binary"
	"wcomp/decode"
)

// The second step: all function bodies of the file, in parallel. A job is a
// run of neighbouring bodies of one module; large bodies are jobs of their own
// and go first, so that none of them starts when the rest is done.

const (
	jobBytes = 64 << 10  // bodies are collected into a job up to this size
	bigBytes = 256 << 10 // from here on a body is a job that goes first
)

type job struct {
	m          *moduleState
	first, end uint32 // bodies of m
	size       uint64
}

// jobs cuts the file's bodies into jobs.
func (v *validator) jobs() []job {
	var big, small []job
	for _, m := range v.code {
		j := job{m: m}
		flush := func(next uint32) {
			if j.end > j.first {
				small = append(small, j)
			}
			j = job{m: m, first: next, end: next}
		}
		for i := range m.bodies {
			size := uint64(m.bodies[i].size)
			if size >= bigBytes {
				flush(uint32(i) + 1)
				big = append(big, job{m: m, first: uint32(i), end: uint32(i) + 1, size: size})
				continue
			}
			j.end = uint32(i) + 1
			if j.size += size + 16; j.size >= jobBytes {
				flush(uint32(i) + 1)
			}
		}
		flush(0)
	}
	slices.SortStableFunc(big, func(a, b job) int { return cmp.Compare(b.size, a.size) })
	return append(big, small...)
}

// bodies checks every function body of the file.
func (v *validator) bodies() {
	if len(v.errs) >= v.want {
		return
	}
	tables := map[fastKey]*fastTable{}
	for _, m := range v.code {
		m.prepare(tables)
	}
	jobs := v.jobs()
	workers := v.opts.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	p := &pool{v: v, jobs: jobs, want: v.want - len(v.errs)}
	p.limit.Store(1<<63 - 1)
	if workers = min(workers, len(jobs)); workers <= 1 {
		p.work()
	} else {
		var wg sync.WaitGroup
		for range workers {
			wg.Go(p.work)
		}
		wg.Wait()
	}
	v.errs = append(v.errs, p.errs...)
	if v.used != nil {
		for f, at := range p.used {
			v.used.add(f, at)
		}
	}
}

// pool is what the workers share.
type pool struct {
	v    *validator
	jobs []job
	want int
	next atomic.Int64
	// limit is the offset from which on no body is worth looking at: enough
	// errors lie before it.
	limit atomic.Int64

	mu   sync.Mutex
	errs []*binary.Error // the lowest so far, sorted
	used firstUse
}

// work takes jobs until there are none.
func (p *pool) work() {
	f := newFuncState(p.v)
	for !p.v.done() {
		n := p.next.Add(1) - 1
		if n >= int64(len(p.jobs)) {
			break
		}
		p.job(f, &p.jobs[n])
	}
	if f.used != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.used == nil {
			p.used = firstUse{}
		}
		for feature, at := range f.used {
			p.used.add(feature, at)
		}
	}
}

// done says whether the run has been cancelled. Unlike cancelled it may be
// called by many.
func (v *validator) done() bool {
	return v.opts.Context != nil && v.opts.Context.Err() != nil
}

func (p *pool) job(f *funcState, j *job) {
	m := j.m
	f.enterModule(m)
	for i := j.first; i < j.end; i++ {
		b := m.bodies[i]
		if b.offset >= p.limit.Load() {
			return
		}
		index := uint32(m.ImportedFuncs) + i
		if b.skip || m.isPoison(binary.SectionFunction, index) {
			continue
		}
		body := decode.Body{Data: p.v.data[b.offset : b.offset+int64(b.size)], Offset: b.offset}
		if err := f.function(m.Types[m.Funcs[index]], body); err != nil && !m.bodyFollowsUp(err, body) {
			p.found(m.within(item(err, "%s", m.funcName(index))))
		}
	}
}

// found keeps the want lowest errors.
func (p *pool) found(err *binary.Error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	at, _ := slices.BinarySearchFunc(p.errs, err, func(a, b *binary.Error) int { return cmp.Compare(a.Offset, b.Offset) })
	p.errs = slices.Insert(p.errs, at, err)
	if len(p.errs) > p.want {
		p.errs = p.errs[:p.want]
	}
	if len(p.errs) == p.want {
		p.limit.Store(p.errs[p.want-1].Offset)
	}
}

// funcName is a function in the words of an error: its index, and its name if
// the name section has one.
func (m *moduleState) funcName(index uint32) string {
	s := "func " + decimal(index)
	if name := m.lookupName(binary.NameFunction, index); name != "" {
		s += ` "` + name + `"`
	}
	return s
}

// lookupName finds a name in the name section. Only errors need one, so the
// section is read each time.
func (m *moduleState) lookupName(kind binary.NameKind, index uint32) string {
	for sub, err := range decode.NameSubsections(m.names, m.namesOffset) {
		if err != nil {
			break
		}
		if sub.Kind != kind {
			continue
		}
		for _, n := range sub.Names {
			if n.Index == index {
				return n.Name
			}
		}
	}
	return ""
}

// prepare freezes what bodies read.
func (m *moduleState) prepare(tables map[fastKey]*fastTable) {
	k := m.fastKey()
	if tables[k] == nil {
		tables[k] = newFastTable(m.v.features, k.address)
	}
	m.fast = tables[k]
	m.sigs = make([]*binary.FuncType, len(m.Funcs))
	for i, t := range m.Funcs {
		m.sigs[i] = &m.v.types.At(m.Types[t]).Func
	}
	m.typeSigs = make([]*binary.FuncType, len(m.Types))
	for i, id := range m.Types {
		m.typeSigs[i] = m.v.types.Func(id)
	}
	m.callTable = base - 1
	if len(m.Tables) > 0 && m.Tables[0].Elem == binary.FuncRef {
		m.callTable = m.Tables[0].AddressType()
	}
}
