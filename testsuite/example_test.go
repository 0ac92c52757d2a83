package testsuite_test

import (
	"context"
	"fmt"

	"wcomp/testsuite"
	"wcomp/wat"
)

const exampleScript = `
(module (func (export "half") (param i32) (result i32)
  (i32.div_u (local.get 0) (i32.const 2))))
(assert_return (invoke "half" (i32.const 7)) (i32.const 3))
(assert_invalid (module (func (result i32))) "type mismatch")
(assert_return (invoke "half" (i32.const 8)) (i32.const 5))
`

func ExampleRun() {
	script, err := wat.ParseScript([]byte(exampleScript), wat.ParseOptions{File: "half.wast"})
	if err != nil {
		fmt.Println(err)
		return
	}
	var tally testsuite.Tally
	tally.Add(testsuite.Run(script, testsuite.Options{}))
	fmt.Println(&tally)
	// Output: 2 run, 2 passed, 0 failed, 2 skipped: 2 needs execution
}

func ExampleExecute() {
	script, err := wat.ParseScript([]byte(exampleScript), wat.ParseOptions{File: "half.wast"})
	if err != nil {
		fmt.Println(err)
		return
	}
	report := testsuite.Execute(context.Background(), script, testsuite.Options{})
	for _, f := range report.Failures() {
		fmt.Println(f)
	}
	// Output: half.wast:6:2: assert_return failed: result 0 is (i32.const 4), expected (i32.const 5)
}

func ExampleConvert() {
	script, err := wat.ParseScript([]byte(`(module) (register "m")`), wat.ParseOptions{File: "a.wast"})
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := testsuite.Convert(script, testsuite.ConvertOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s\n%s: %d bytes\n", c.JSON(false), c.Files[0].Name, len(c.Files[0].Data))
	// Output:
	// {"source_filename":"a.wast","commands":[{"type":"module","line":1,"filename":"a.0.wasm","module_type":"binary"},{"type":"register","line":1,"as":"m"}]}
	// a.0.wasm: 8 bytes
}
