package encode_test

import (
	"fmt"

	"wcomp/binary"
	"wcomp/encode"
)

func ExampleComponent() {
	var m encode.Module
	m.Entry(binary.SectionMemory, func(b []byte) []byte { return encode.MemoryType(b, binary.MemoryType{}) })

	var c encode.Component
	module := c.CoreModule(m.Bytes())
	instance := c.CoreInstance(&binary.CoreInstance{Module: module})
	fmt.Println(instance, len(c.Bytes()))
	// Output: 0 29
}
