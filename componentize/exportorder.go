package componentize

import (
	"strconv"

	"wcomp/diag"
	"wcomp/wit"
)

// exportItem is one of the world's exports and the module that provides it.
type exportItem struct {
	module *PlannedModule
	key    wit.WorldKey
	item   wit.WorldItem
}

// orderExports lists the world's exports in the order in which they are emitted: main's, then each adapter's, but an
// interface after those it takes types from, whoever provides them.
func (p *Plan) orderExports(problems *problems) {
	var all []exportItem
	provider := map[wit.WorldKey]*PlannedModule{}
	at := map[wit.InterfaceID]int{}
	for _, m := range p.Modules {
		for _, key := range m.list {
			if first := provider[key]; first != nil {
				problems.add(m.scanned, 0, diag.Diagnostic{Code: "duplicate-export", Item: "export " + strconv.Quote(p.world.resolve.KeyName(key)),
					Message: first.scanned.title() + " and " + m.scanned.title() + " both have it in their worlds' exports",
					Help:    []string{"leave it out of one of the two worlds; the reactor adapter exports nothing, the command adapter wasi:cli/run"}})
				continue
			}
			provider[key] = m
			item, _ := p.world.world.Exports.Get(key)
			if i, ok := item.(*wit.InterfaceItem); ok {
				at[i.ID] = len(all)
			}
			all = append(all, exportItem{m, key, item})
		}
	}
	done := make([]bool, len(all))
	var visit func(i int)
	visit = func(i int) {
		if done[i] {
			return
		}
		done[i] = true
		if item, ok := all[i].item.(*wit.InterfaceItem); ok {
			for id := range p.world.resolve.Interfaces[item.ID].Types.Values() {
				if from, ok := p.world.usedFrom(id); ok {
					if j, ok := at[from]; ok {
						visit(j)
					}
				}
			}
		}
		p.exports = append(p.exports, all[i])
	}
	for i := range all {
		visit(i)
	}
}

// usedFrom is the interface that a type is taken from by `use`.
func (w *world) usedFrom(id wit.TypeID) (wit.InterfaceID, bool) {
	alias, ok := w.resolve.Types[id].Kind.(wit.Alias)
	if !ok {
		return 0, false
	}
	to, ok := alias.Type.Def()
	if !ok {
		return 0, false
	}
	return w.resolve.Types[to].Owner.Interface()
}
