package validate

import (
	"strconv"
	"strings"

	"wcomp/binary"
	"wcomp/decode"
)

// Names of items in errors. The name section stands behind all that it names,
// so that an item whose check failed gets its name when the rest of the module
// has been read.

// unnamed is an error about an item that may have a name.
type unnamed struct {
	err   *binary.Error
	m     *moduleState
	kind  binary.NameKind
	index uint32
}

// about says which item an error is about, unless it says so itself (a type of
// a group), and that the item's name is wanted.
func (m *moduleState) about(err *binary.Error, word string, kind binary.NameKind, index int) *binary.Error {
	if err == nil || err == errPoisoned {
		return err
	}
	if number, ok := strings.CutPrefix(err.Item, word+" "); ok {
		n, bad := strconv.Atoi(number)
		if bad != nil {
			return err
		}
		index = n
	} else if err.Item != "" {
		return err
	}
	m.v.unnamed = append(m.v.unnamed, unnamed{err, m, kind, uint32(index)})
	return item(err, "%s %d", word, index)
}

// nameItems gives the items of errors their names. p is where reading the
// structure has ended, which is before the name section if an error has ended
// it.
func (v *validator) nameItems(p *decode.Parser) {
	if len(v.unnamed) == 0 {
		return
	}
	if n := len(v.scopes); n > 0 && v.scopes[n-1].module != nil {
		v.scopes[n-1].module.readNames(p)
	}
	for _, u := range v.unnamed {
		if name := u.m.lookupName(u.kind, u.index); name != "" {
			u.err.Item += ` "` + name + `"`
		}
	}
	v.unnamed = nil
}

// readNames reads the rest of the module for its name section alone.
func (m *moduleState) readNames(p *decode.Parser) {
	var ev decode.Event
	for m.names == nil && p.Next(&ev) && ev.Kind != decode.EventEnd {
		if ev.Kind == decode.EventCustom && ev.Name == "name" {
			m.names, m.namesOffset = ev.Data, ev.Offset
		}
	}
}
