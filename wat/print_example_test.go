package wat_test

import (
	"fmt"
	"os"

	"wcomp/wat"
)

func ExamplePrint() {
	module := []byte("\x00asm\x01\x00\x00\x00" +
		"\x01\x06\x01\x60\x01\x7f\x01\x7f" + // type: [i32] → [i32]
		"\x03\x02\x01\x00" + // one function of it
		"\x0a\x09\x01\x07\x00\x20\x00\x41\x01\x6a\x0b") // local.get 0, i32.const 1, i32.add
	if err := wat.Print(os.Stdout, module, wat.PrintOptions{FoldInstructions: true}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// (module
	//   (type (;0;) (func (param i32) (result i32)))
	//   (func (;0;) (type 0) (param i32) (result i32)
	//     (i32.add
	//       (local.get 0)
	//       (i32.const 1))
	//   )
	// )
}
