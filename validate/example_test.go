package validate_test

import (
	"errors"
	"fmt"
	"io"
	"log"
	"os"

	"wcomp/binary"
	"wcomp/validate"
	"wcomp/wat"
)

// A file is validated while it is read from a pipe, a connection or a file.
func ExampleReader() {
	r, w := io.Pipe()
	go func() {
		module, err := wat.Parse([]byte(`(module (func (export "answer") (result i32) (i32.const 42)))`), wat.ParseOptions{})
		if err == nil {
			_, err = w.Write(module)
		}
		w.CloseWithError(err)
	}()
	info, err := validate.Reader(r, validate.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for i := range info.Module.Exports {
		e := &info.Module.Exports[i]
		fmt.Println(e.Name, info.Types.String(validate.TypeID(info.Module.ExportType(e).Type)))
	}
	// Output: answer (func (result i32))
}

// Up to ten errors at once: what uses an item that is wrong is not reported.
func ExampleErrors() {
	module, err := wat.Parse([]byte(`(module
		(import "env" "log" (func (type 7)))
		(global (export "limit") i64 (i32.const 1))
		(func (call 0))
		(func (result i32) (f64.const 0)))`), wat.ParseOptions{})
	if err != nil {
		log.Fatal(err)
	}
	_, err = validate.Module(module, validate.Options{AllErrors: 10})
	var all validate.Errors
	if errors.As(err, &all) {
		for _, e := range all {
			fmt.Printf("%s: %s\n", e.Item, e.Message)
		}
	}
	// Output:
	// import "env" "log": unknown type 7: there are 2 types
	// global 0: type mismatch in end
	// func 2: type mismatch in end
}

// Limits are options; what is not named is as DefaultLimits says.
func ExampleLimits() {
	module, err := wat.Parse([]byte(`(module (memory 1) (memory 1) (memory 1))`), wat.ParseOptions{})
	if err != nil {
		log.Fatal(err)
	}
	_, err = validate.Module(module, validate.Options{Limits: validate.Limits{Memories: 2}})
	var e *binary.Error
	if errors.As(err, &e) {
		fmt.Fprintln(os.Stdout, e.Code, "-", e.Message)
	}
	// Output: limit - more than the limit of 2 memories
}
