package wit

// textSize estimates the bytes of a graph's WIT text, to make room for it at
// once: growing by doubling would touch three times as much memory.
func (r *Resolve) textSize(o PrintOptions) int {
	const perFunction, perType, perItem = 96, 160, 64
	n := 256*len(r.Packages) + perItem*(len(r.Interfaces)+len(r.Worlds)) + perType*len(r.Types)
	docs := 0
	for _, t := range r.Types {
		docs += len(t.Docs.Contents)
	}
	for _, i := range r.Interfaces {
		docs += len(i.Docs.Contents)
		n += perFunction * i.Functions.Len()
		for f := range i.Functions.Values() {
			docs += len(f.Docs.Contents)
		}
	}
	if o.NoDocs {
		return n
	}
	return n + docs + docs/4 // each line of docs begins with an indent and ///
}
