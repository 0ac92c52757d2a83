package ast_test

import (
	"fmt"

	"wcomp/wit/ast"
)

func ExampleParse() {
	f, err := ast.Parse("clock.wit", `package my:clock@1.0.0;

/// What time is it?
interface clock {
  now: func() -> u64;
}
`)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, item := range f.Items {
		if i, ok := item.(*ast.Interface); ok {
			p := f.Position(i.Name.Span.Start)
			docs, _ := f.Docs(i.Attrs.Docs)
			fmt.Printf("%d:%d: %s: %s\n", p.Line, p.Column, i.Name.Name, docs)
		}
	}
	// Output: 4:11: clock: What time is it?
}

func ExampleParse_errors() {
	_, err := ast.Parse("broken.wit", `package my:pkg;
interface i {
  f: func(a u32);
  type t = list<>;
}
`)
	fmt.Println(err)
	// Output:
	// broken.wit:3:13: expected `:`, found keyword `u32`
	// broken.wit:4:17: expected a type, found `>`
}

func ExampleFormat() {
	out, err := ast.Format("a.wit", "package a:b;interface i{/// docs\nenum e{x,y} f:func(a:e,)->bool; // f\n}")
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(out)
	// Output:
	// package a:b;
	//
	// interface i {
	//   /// docs
	//   enum e {
	//     x,
	//     y,
	//   }
	//   f: func(a: e) -> bool; // f
	// }
}
