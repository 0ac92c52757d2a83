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
//
// The bodies of a file that is a module are checked while the rest of the
// structure is still being read: nothing behind the code section changes what
// they mean. Those of a component's modules wait for its end, unless the file
// is a stream, which is not kept.

const (
	jobBytes = 64 << 10  // bodies are collected into a job up to this size
	bigBytes = 256 << 10 // from here on a body is a job that goes first
)

// job is neighbouring bodies of m; the first is body first of its code
// section.
type job struct {
	m      *moduleState
	first  int
	bodies []bodyRange
	size   uint64
	// data is the contents of each, in a stream.
	data [][]byte
}

// cutter cuts the bodies of a module into jobs as they become known.
type cutter struct {
	m    *moduleState
	next int // the first body that is not in a job
	size uint64
	data [][]byte
	emit func(job)
}

// grown is called when m has the body last, after all before it. data is its
// contents in a stream.
func (c *cutter) grown(last int, data []byte) {
	size := uint64(c.m.bodies[last].size)
	if size >= bigBytes {
		c.flush(last)
	}
	if c.m.v.streams {
		c.data = append(c.data, data)
	}
	c.size += size + 16
	if c.size >= jobBytes {
		c.flush(last + 1)
	}
}

// flush makes a job of what there is up to body end.
func (c *cutter) flush(end int) {
	if end > c.next {
		c.emit(job{m: c.m, first: c.next, bodies: c.m.bodies[c.next:end:end], size: c.size, data: c.data})
	}
	c.next, c.size, c.data = end, 0, nil
}

// workers is the number of bodies to check at the same time.
func (v *validator) workers() int {
	if v.opts.Workers > 0 {
		return v.opts.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// codeStarts is called when a code section starts, all of whose module that its
// bodies refer to is known.
func (v *validator) codeStarts(m *moduleState) {
	if v.want != 1 || v.opts.SkipBodies || len(v.errs) > 0 || v.fatal {
		return
	}
	if !v.streams && (len(v.scopes) != 1 || v.workers() == 1) {
		return
	}
	if v.pool == nil {
		v.pool = newPool(v)
	}
	if len(v.scopes) > 1 {
		m.view = v.types.snapshot() // more types will come
	}
	m.prepare(v.tables)
	v.cutter = &cutter{m: m, emit: func(j job) {
		if v.pool.add(j); !v.pool.started {
			v.pool.start(v.workers() - 1)
		}
		if v.streams {
			v.pool.help(4 * v.workers())
		}
	}}
}

// codeEnds is called at the end of a module.
func (v *validator) codeEnds(m *moduleState) {
	if c := v.cutter; c != nil && c.m == m {
		c.flush(len(m.bodies))
		v.cutter = nil
	}
}

// bodies checks every function body of the file, or what is left of them.
func (v *validator) bodies() {
	p := v.pool
	if p == nil {
		p = newPool(v)
		for _, m := range v.code {
			m.prepare(v.tables)
			c := cutter{m: m, emit: p.add}
			for i := range m.bodies {
				c.grown(i, nil)
			}
			c.flush(len(m.bodies))
		}
		p.start(min(v.workers(), len(p.big)+len(p.small)) - 1)
	}
	p.close()
	p.work()
	p.wg.Wait()
	for _, f := range p.found {
		v.errs = append(v.errs, f.m.within(item(f.err, "%s", f.m.funcName(f.index))))
	}
	if v.used != nil {
		for f, at := range p.used {
			v.used.add(f, at)
		}
	}
}

// abandon ends a pool whose answer nobody wants any more.
func (p *pool) abandon() {
	p.limit.Store(0)
	p.close()
	p.wg.Wait()
}

// pool is what the workers share.
type pool struct {
	v    *validator
	want int
	// limit is the offset from which on no body is worth looking at: enough
	// errors lie before it.
	limit   atomic.Int64
	wg      sync.WaitGroup
	started bool
	helper  *funcState // of help

	queue      sync.Mutex
	more       sync.Cond // of queue: there is another job, or there will be none
	big, small []job     // big ones by their size
	closed     bool

	mu    sync.Mutex
	found []bodyError // the lowest so far, sorted
	used  firstUse
}

// bodyError is what is wrong with a function. Its name may not be known yet
// when the error is found.
type bodyError struct {
	err   *binary.Error
	m     *moduleState
	index uint32
}

func newPool(v *validator) *pool {
	p := &pool{v: v, want: v.want - len(v.errs)}
	p.limit.Store(1<<63 - 1)
	p.more.L = &p.queue
	return p
}

// start starts workers beside the one that will call work.
func (p *pool) start(workers int) {
	p.started = true
	for range workers {
		p.wg.Go(p.work)
	}
}

// add queues a job.
func (p *pool) add(j job) {
	p.queue.Lock()
	defer p.queue.Unlock()
	if j.size >= bigBytes {
		at, _ := slices.BinarySearchFunc(p.big, j.size, func(j job, size uint64) int { return cmp.Compare(j.size, size) })
		p.big = slices.Insert(p.big, at, j)
	} else {
		p.small = append(p.small, j)
	}
	p.more.Signal()
}

// close says that there will be no more jobs.
func (p *pool) close() {
	p.queue.Lock()
	defer p.queue.Unlock()
	p.closed = true
	p.more.Broadcast()
}

// help does jobs until no more than few are queued: a stream is not read faster
// than its bodies are checked.
func (p *pool) help(few int) {
	for {
		p.queue.Lock()
		j, ok := job{}, len(p.big)+len(p.small) > few
		if ok {
			j = p.first()
		}
		p.queue.Unlock()
		if !ok {
			return
		}
		if p.helper == nil {
			p.helper = newFuncState(p.v)
		}
		p.job(p.helper, &j)
	}
}

// first takes the first job from the queue, which has one.
func (p *pool) first() (j job) {
	if n := len(p.big); n > 0 {
		j, p.big = p.big[n-1], p.big[:n-1]
	} else {
		j, p.small = p.small[0], p.small[1:]
	}
	return j
}

// take waits for the next job. There is none if ok is false.
func (p *pool) take() (j job, ok bool) {
	p.queue.Lock()
	defer p.queue.Unlock()
	for {
		if len(p.big)+len(p.small) > 0 {
			return p.first(), true
		}
		if p.closed {
			return j, false
		}
		p.more.Wait()
	}
}

// work takes jobs until there are none.
func (p *pool) work() {
	f := newFuncState(p.v)
	for !p.v.done() {
		j, ok := p.take()
		if !ok {
			break
		}
		p.job(f, &j)
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
	for i := range j.bodies {
		b := &j.bodies[i]
		if b.offset >= p.limit.Load() {
			return
		}
		index := uint32(m.ImportedFuncs + j.first + i)
		if b.skip || m.isPoison(binary.SectionFunction, index) {
			continue
		}
		body := decode.Body{Offset: b.offset}
		if p.v.streams {
			body.Data = j.data[i]
		} else {
			body.Data = p.v.data[b.offset : b.offset+int64(b.size)]
		}
		if err := f.function(m.Types[m.Funcs[index]], body); err != nil && !m.bodyFollowsUp(err, body) {
			p.note(bodyError{err, m, index})
		}
	}
}

// note keeps the want lowest errors.
func (p *pool) note(e bodyError) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if f := e.err.Feature; f != "" && p.v.goesOn() { // v.errs is complete
		if p.v.missed(f) {
			return
		}
		same := slices.IndexFunc(p.found, func(x bodyError) bool { return x.err.Feature == f })
		if same >= 0 && p.found[same].err.Offset <= e.err.Offset {
			return
		} else if same >= 0 {
			p.found = slices.Delete(p.found, same, same+1)
		}
	}
	at, _ := slices.BinarySearchFunc(p.found, e, func(a, b bodyError) int { return cmp.Compare(a.err.Offset, b.err.Offset) })
	p.found = slices.Insert(p.found, at, e)
	if len(p.found) > p.want {
		p.found = p.found[:p.want]
	}
	if len(p.found) == p.want {
		p.limit.Store(p.found[p.want-1].err.Offset)
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
	m.typeSigs = make([]*binary.FuncType, len(m.Types))
	for i, id := range m.Types {
		// Long lists are compared as memory, which the loop does not.
		if sig := m.v.types.Func(id); sig != nil && len(sig.Params)+len(sig.Results) <= 2*longList {
			m.typeSigs[i] = sig
		}
	}
	m.sigs = make([]*binary.FuncType, len(m.Funcs))
	for i, t := range m.Funcs {
		m.sigs[i] = m.typeSigs[t]
	}
	m.callTable = base - 1
	if len(m.Tables) > 0 && m.Tables[0].Elem == binary.FuncRef {
		m.callTable = m.Tables[0].AddressType()
	}
}
