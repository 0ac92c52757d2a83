package wat

import (
	"runtime"
	"sync"

	"wcomp/binary"
	"wcomp/decode"
)

// Function bodies do not depend on each other once the declarations of their
// module are known, so workers print them, in batches, while the caller's
// goroutine writes what they have printed in the order of the bodies. A worker
// hands over its text in pieces and waits when it is some pieces ahead, so
// memory stays the same however large a body's text becomes.

const (
	// batchSize is the size of bodies that a worker takes at once.
	batchSize = 1 << 15
	// pieceSize is the size of text that a worker hands over at once.
	pieceSize = 1 << 17
	// piecesAhead is the number of pieces that wait for being written.
	piecesAhead = 3
	// maxWorkers bounds the memory that pieces take.
	maxWorkers = 8
)

// batch is a run of bodies.
type batch struct {
	first  uint32 // index of the first body's function
	bodies []decode.Body
	size   int
	out    chan []byte
	err    error // set before out is closed
}

// bodyPool prints the bodies of one module.
type bodyPool struct {
	p       *printer
	workers int
	next    *batch   // being filled
	queue   []*batch // handed to the workers and not yet written, in order
	tasks   chan *batch
	free    chan []byte
	stop    chan struct{}
	running sync.WaitGroup
}

func newBodyPool(p *printer) *bodyPool {
	return &bodyPool{p: p, workers: min(runtime.GOMAXPROCS(0), maxWorkers)}
}

// add prints the next body, now or later.
func (q *bodyPool) add(b decode.Body) error {
	p := q.p
	if q.workers < 2 || p.o.Skeleton {
		return p.function(b)
	}
	if q.next == nil {
		q.next = &batch{first: p.mod.bodies}
	}
	p.mod.bodies++
	q.next.bodies = append(q.next.bodies, b)
	q.next.size += len(b.Data)
	if q.next.size < batchSize {
		return nil
	}
	return q.submit()
}

// submit hands the batch to the workers.
func (q *bodyPool) submit() error {
	if q.tasks == nil {
		q.start()
	}
	b := q.next
	q.next = nil
	b.out = make(chan []byte, piecesAhead)
	if len(q.queue) == cap(q.tasks) {
		if err := q.write(); err != nil {
			return err
		}
	}
	q.queue = append(q.queue, b)
	q.tasks <- b
	return nil
}

func (q *bodyPool) start() {
	q.tasks = make(chan *batch, 2*q.workers+2)
	q.free = make(chan []byte, cap(q.tasks)*piecesAhead)
	q.stop = make(chan struct{})
	q.p.flush()
	for range q.workers {
		w := newPrinter(q.p.o)
		w.depth = q.p.depth
		w.mod = q.p.mod
		q.running.Go(func() { q.work(w) })
	}
}

// work prints batches until there are none.
func (q *bodyPool) work(w *printer) {
	w.flushAt = pieceSize
	for b := range q.tasks {
		w.sink = func(text []byte) ([]byte, error) {
			select {
			case b.out <- text:
			case <-q.stop:
				return text[:0], errStopped
			}
			select {
			case text = <-q.free:
				return text[:0], nil
			default:
				return make([]byte, 0, pieceSize+pieceSize/8), nil
			}
		}
		for i, body := range b.bodies {
			if b.err = w.functionAt(b.first+uint32(i), body); b.err != nil || w.werr != nil {
				break
			}
		}
		w.flush()
		close(b.out)
		if w.werr != nil {
			return
		}
	}
}

// errStopped ends a worker whose text nobody wants any more.
var errStopped = binary.Errorf(0, "stopped")

// write writes the text of the first batch of the queue.
func (q *bodyPool) write() error {
	b := q.queue[0]
	q.queue = q.queue[1:]
	p := q.p
	for text := range b.out {
		if p.werr == nil {
			p.writeOut(text)
		}
		if p.werr != nil {
			return p.werr
		}
		select {
		case q.free <- text:
		default:
		}
	}
	p.lines++
	return b.err
}

// finish prints what is left, after the last body.
func (q *bodyPool) finish() error {
	if b := q.next; b != nil {
		if q.tasks == nil {
			// Too little to share.
			q.next = nil
			for i, body := range b.bodies {
				if err := q.p.functionAt(b.first+uint32(i), body); err != nil {
					return err
				}
			}
			return nil
		}
		if err := q.submit(); err != nil {
			return err
		}
	}
	for len(q.queue) > 0 {
		if err := q.write(); err != nil {
			return err
		}
	}
	return nil
}

// close ends the workers and waits until none reads the input any more.
func (q *bodyPool) close() {
	if q.tasks != nil {
		close(q.stop)
		close(q.tasks)
		q.running.Wait()
	}
}
