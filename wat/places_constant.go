package wat

import (
	"wcomp/binary"
	"wcomp/decode"
)

// constantPlaces are the instructions of the constant expressions of a field, in
// the order of the binary; implied of them, at the beginning, are not written
// in the text: the offset of a segment in a table's own form.
type constantPlaces struct {
	positions []position
	implied   int
}

// constantsOf notes the instructions of a field that has an entry of its own.
func (n *placeNode) constantsOf(f *field) {
	if len(f.result.positions) == 0 {
		return
	}
	c := constantPlaces{positions: f.result.positions}
	if f.kind == fieldTable && f.result.extra != nil {
		c.implied = 1
	}
	if n.constants == nil {
		n.constants = make(map[int]constantPlaces)
	}
	n.constants[f.start] = c
}

// constant is the place of the instruction at offset, if the entry that comes
// next, whose own place is at, holds constant expressions.
func (n *placeNode) constant(ev *decode.Event, s decode.Items, at int, offset int64) int {
	c, ok := n.constants[at]
	if !ok || ev.Component {
		return at
	}
	k := -1 - c.implied // the last instruction that begins at or before offset
	for _, e := range constantExpressions(binary.SectionID(ev.ID), s) {
		r := decode.NewOperatorReader(e.Data, e.Offset, binary.AllFeatures)
		var op binary.Operator
		for r.Next(&op) && op.Offset <= offset {
			if op.Op != binary.OpEnd {
				k++
			}
		}
	}
	if k >= 0 && k < len(c.positions) {
		return c.positions[k].at
	}
	return at
}

// constantExpressions are those of the entry that s is at.
func constantExpressions(id binary.SectionID, s decode.Items) []binary.Expr {
	switch id {
	case binary.SectionGlobal:
		return []binary.Expr{s.Global().Init}
	case binary.SectionTable:
		if t := s.Table(); t.HasInit {
			return []binary.Expr{t.Init}
		}
	case binary.SectionData:
		if d := s.Data(); d.Mode == binary.SegmentActive {
			return []binary.Expr{d.Where}
		}
	case binary.SectionElement:
		var all []binary.Expr
		e := s.Element()
		if e.Mode == binary.SegmentActive {
			all = append(all, e.Where)
		}
		if e.Exprs {
			all = append(all, binary.Expr{Data: e.Items, Offset: e.ItemsOffset})
		}
		return all
	}
	return nil
}
