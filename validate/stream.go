package validate

import (
	"context"
	"io"

	"wcomp/decode"
)

// Reader validates what r yields while it is being read. What it keeps is what
// Info tells, the sections that names in it lie in, and the bodies of functions
// until they have been checked, which Workers do meanwhile. The answer is that
// of Binary, whatever the pieces that r yields. Between reads the run ends when
// the context does; an error of r is returned as it is.
//
// Everything is read first if more than one error is looked for.
func Reader(r io.Reader, o Options) (*Info, error) {
	if o.Context != nil {
		r = &contextReader{o.Context, r}
	}
	if o.AllErrors > 1 {
		data, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		return Binary(data, o)
	}
	v := newValidator(nil, o)
	v.streams = true
	v.parser = decode.NewStream(r, 0, func(custom string) bool { return custom == "name" || custom == "component-name" })
	return v.run(kindAny)
}

// contextReader reads until a context ends.
type contextReader struct {
	context context.Context
	r       io.Reader
}

func (c *contextReader) Read(b []byte) (int, error) {
	if err := c.context.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(b)
}

// custom takes note of a section with names.
func (v *validator) custom(s *scope, ev *decode.Event) {
	switch {
	case s.module != nil && ev.Name == "name":
		s.module.names, s.module.namesOffset = ev.Data, ev.Offset
	case v.streams && s.component != nil && ev.Name == "component-name" && !s.component.named:
		s.component.names, s.component.namesOffset, s.component.named = ev.Data, ev.Offset, true
	}
}

// scanNames reads the rest of a stream for the names of the components that are
// open: something in one of them is wrong, so that nothing more is checked.
func (v *validator) scanNames() {
	if v.scanned {
		return
	}
	v.scanned = true
	v.parser.Hold()
	var ev decode.Event
	for {
		for v.parser.Next(&ev) {
			switch {
			case ev.Kind == decode.EventStart:
				v.parser.Skip()
			case ev.Kind == decode.EventCustom && ev.Depth < len(v.scopes):
				v.custom(&v.scopes[ev.Depth], &ev)
			}
		}
		if !v.parser.Leave() {
			return
		}
	}
}
