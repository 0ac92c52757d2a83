package validate

import "wcomp/binary"

// loop checks instruction by instruction up to the end of a body or
// expression, whose end offset is given.
func (f *funcState) loop(end int64) {
	for f.reader.Next(&f.op) {
		if len(f.frames) == 0 {
			f.fail(binary.Errorf(f.op.Offset, "operators remaining after end of function"))
			return
		}
		if f.constant {
			f.constOperator()
		}
		if f.err == nil {
			f.step()
		}
		if f.err != nil {
			return
		}
	}
	f.finish(end)
}

// finish is called when there are no more bytes.
func (f *funcState) finish(end int64) {
	if f.err != nil {
		return
	}
	if err := asError(f.reader.Err()); err != nil {
		f.fail(err)
		return
	}
	if len(f.frames) != 0 {
		f.fail(&binary.Error{Offset: end, Message: "unexpected end of the function body: blocks are still open", Expected: "end", Found: "the end of the body"})
	}
}
