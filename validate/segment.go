package validate

import (
	"strconv"

	"wcomp/binary"
	"wcomp/decode"
)

func decimal(i uint32) string { return strconv.FormatUint(uint64(i), 10) }

// Element and data segments (core spec 3.4.6, 3.4.7).

func (m *moduleState) addElement(e *binary.Element) *binary.Error {
	at := e.Offset
	t, err := m.elementType(e)
	if err != nil {
		if m.v.goesOn() {
			m.poison(binary.SectionElement, len(m.Elements))
		}
		m.Elements = append(m.Elements, binary.FuncRef)
		return err
	}
	m.Elements = append(m.Elements, t)
	if e.Count > m.v.limits.ElementItems {
		return limitf(at, "an element segment of %d items is longer than the limit of %d", e.Count, m.v.limits.ElementItems)
	}
	if e.Mode == binary.SegmentActive {
		if err := m.checkEntity(binary.ExternTable, e.Table, at); err != nil {
			return err
		}
		table := &m.Tables[e.Table]
		if !m.v.types.Subtype(t, table.Elem) {
			return mismatch(at, "the type of an element segment must match its table's", m.typeString(table.Elem), m.typeString(t))
		}
		if err := m.constExpr(e.Where, table.AddressType()); err != nil {
			return err
		}
	}
	if !e.Exprs {
		var err *binary.Error
		n := len(m.Funcs)
		for at, i := range decode.ElementFuncs(e) {
			if uint64(i) >= uint64(n) {
				err = unknown("func", i, n, at)
				break
			}
			m.declare(i)
		}
		return err
	}
	for x := range decode.ElementExprs(e) {
		if err := m.constExpr(x, t); err != nil {
			return err
		}
	}
	return nil
}

// elementType is the type of a segment's elements.
func (m *moduleState) elementType(e *binary.Element) (binary.ValType, *binary.Error) {
	if e.Mode != binary.SegmentActive {
		if err := m.v.need(binary.FeatureBulkMemory, e.Offset, "a passive or declared element segment"); err != nil {
			return 0, err
		}
	}
	switch {
	case !e.Exprs:
		return binary.HeapFunc, nil // functions are never null
	case e.Type == binary.FuncRef:
		return e.Type, nil
	}
	return m.v.resolve(m.spaceOfTypes(), e.Type, e.Offset)
}

func (m *moduleState) addData(d *binary.Data) *binary.Error {
	if !m.HasDataCount {
		m.DataCount++
	}
	if d.Mode != binary.SegmentActive {
		return m.v.need(binary.FeatureBulkMemory, d.Offset, "a passive data segment")
	}
	if err := m.checkEntity(binary.ExternMemory, d.Memory, d.Offset); err != nil {
		return err
	}
	return m.constExpr(d.Where, m.Memories[d.Memory].AddressType())
}
