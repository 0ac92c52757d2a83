package validate

import (
	"wcomp/binary"
	"wcomp/decode"
)

// ComponentInfo is a component as the validator sees it.
type ComponentInfo struct{}

// componentState is a component being validated.
type componentState struct {
	v      *validator
	parent *componentState
}

// newComponentState starts a component; parent is nil for the outermost.
func newComponentState(v *validator, parent *componentState) *componentState {
	return &componentState{v: v, parent: parent}
}

// section checks a section of the component that is not a nested module or
// component. The error ends the run.
func (c *componentState) section(ev *decode.Event) *binary.Error { return nil }

// nested is called at the start of a nested module or component (ev is its
// EventStart), before anything in it is looked at.
func (c *componentState) nested(ev *decode.Event) *binary.Error { return nil }

// addModule is called at the end of a nested core module.
func (c *componentState) addModule(m *ModuleInfo, ev *decode.Event) *binary.Error { return nil }

// addComponent is called at the end of a nested component, after its end.
func (c *componentState) addComponent(done *componentState, ev *decode.Event) *binary.Error {
	return nil
}

// end is called at the end of the component.
func (c *componentState) end(ev *decode.Event) (*ComponentInfo, *binary.Error) {
	return &ComponentInfo{}, nil
}
