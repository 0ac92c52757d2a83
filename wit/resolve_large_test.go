package wit_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"wcomp/internal/corpus"
	"wcomp/wit"
)

// generate makes a text by calling add with 0, 1, … n-1.
func generate(n int, head string, add func(i int) string, tail string) string {
	var b strings.Builder
	b.WriteString(head)
	for i := range n {
		b.WriteString(add(i))
	}
	b.WriteString(tail)
	return b.String()
}

// large are texts that are long, deep or chained in one way each, of a size in proportion to n.
var large = map[string]func(n int) string{
	"functions of an interface": func(n int) string {
		return generate(n, "package a:b; interface i {\n", func(i int) string { return fmt.Sprintf("fn%d: func(x: list<u8>) -> string;\n", i) }, "}")
	},
	"types of an interface": func(n int) string {
		return generate(n, "package a:b; interface i {\n", func(i int) string { return fmt.Sprintf("record r%d { a: u8, b: list<string> }\n", i) }, "}")
	},
	"chain of types": func(n int) string {
		return generate(n, "package a:b; interface i { type t0 = u8;\n", func(i int) string { return fmt.Sprintf("type t%d = option<t%d>;\n", i+1, i) }, "}")
	},
	"chain of types backwards": func(n int) string {
		return generate(n, "package a:b; interface i {\n", func(i int) string { return fmt.Sprintf("type t%d = t%d;\n", i, i+1) }, fmt.Sprintf("resource t%d; f: func(x: t0); }", n))
	},
	"chain of uses": func(n int) string {
		return generate(n, "package a:b; interface i0 { resource t; }\n", func(i int) string { return fmt.Sprintf("interface i%d { use i%d.{t}; }\n", i+1, i) },
			fmt.Sprintf("world w { export i%d; }", n))
	},
	"chain of uses backwards": func(n int) string {
		return generate(n, "package a:b;\n", func(i int) string { return fmt.Sprintf("interface i%d { use i%d.{t}; }\n", i, i+1) },
			fmt.Sprintf("interface i%d { type t = u8; } world w { import i0; }", n))
	},
	"chain of includes": func(n int) string {
		return generate(n, "package a:b; world w0 { import f: func(); }\n", func(i int) string { return fmt.Sprintf("world w%d { include w%d; }\n", i+1, i) }, "")
	},
	"chain of includes backwards": func(n int) string {
		return generate(n, "package a:b;\n", func(i int) string { return fmt.Sprintf("world w%d { include w%d; }\n", i, i+1) }, fmt.Sprintf("world w%d { export f: func(); }", n))
	},
	"chain of packages": func(n int) string {
		return generate(n, "package z:z; interface i { use p:p0/i.{t}; }\n", func(i int) string {
			return fmt.Sprintf("package p:p%d { interface i { use p:p%d/i.{t}; } }\n", i, i+1)
		}, fmt.Sprintf("package p:p%d { interface i { type t = u8; } }", n))
	},
	"imports of a world": func(n int) string {
		return generate(n, "package a:b; world w {\n", func(i int) string { return fmt.Sprintf("import fn%d: func(a: tuple<u8, u16>);\n", i) }, "}")
	},
	"included imports": func(n int) string {
		return generate(n, "package a:b; world w {\n", func(i int) string { return fmt.Sprintf("import fn%d: func(a: tuple<u8, u16>);\n", i) }, "} world v { include w; } world u { include v; }")
	},
	"members": func(n int) string {
		return generate(n, "package a:b; interface i { enum e {\n", func(i int) string { return fmt.Sprintf("c%d,\n", i) }, "} }")
	},
	"params": func(n int) string {
		return generate(n, "package a:b; interface i { f: func(\n", func(i int) string { return fmt.Sprintf("p%d: u8,\n", i) }, "); }")
	},
	"methods": func(n int) string {
		return generate(n, "package a:b; interface i { resource r {\n", func(i int) string { return fmt.Sprintf("m%d: func(a: borrow<r>) -> r;\n", i) }, "} }")
	},
	"tuple": func(n int) string {
		return generate(n, "package a:b; interface i { type t = tuple<", func(i int) string { return "u8, " }, ">; }")
	},
	"worlds with one large import": func(n int) string {
		return generate(n/1000, generate(n, "package a:b; interface i {\n", func(i int) string { return fmt.Sprintf("type t%d = u8;\n", i) }, "}\n"),
			func(i int) string { return fmt.Sprintf("world w%d { import i; }\n", i) }, "")
	},
	"names of a use": func(n int) string {
		return generate(n, generate(n, "package a:b; interface i {\n", func(i int) string { return fmt.Sprintf("type t%d = u8;\n", i) }, "}\ninterface j { use i.{"),
			func(i int) string { return fmt.Sprintf("t%d, ", i) }, "}; }")
	},
	"docs": func(n int) string {
		return generate(n, "package a:b;\n", func(i int) string { return fmt.Sprintf("/// line %d\n", i) }, "interface i {}")
	},
}

// Every such text of a hundred thousand items resolves, and ten times the size does not take a hundred times as long: the test ends
// in seconds or never. Times are logged, not judged.
func TestLargeTexts(t *testing.T) {
	n := 100_000
	if testing.Short() {
		n = 10_000
	}
	for name, text := range large {
		t.Run(name, func(t *testing.T) {
			for _, n := range []int{n / 10, n} {
				src := []byte(text(n))
				begin := time.Now()
				_, _, err := wit.Parse("a.wit", src, nil)
				if err != nil {
					message := err.Error()
					t.Fatal(message[:min(len(message), 400)])
				}
				t.Logf("%d: %d KB in %v", n, len(src)>>10, time.Since(begin))
			}
		})
	}
}

// A chain of uses that no validator accepts in binary form is refused before that form, which is as large as the square of its length, is
// made.
func TestCheckPackageSize(t *testing.T) {
	for _, n := range []int{999, 1000, 100_000} {
		r, main, err := wit.Parse("a.wit", []byte(large["chain of uses"](n)), nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.CheckPackageSize(main); (err != nil) != (n > 999) {
			t.Errorf("%d: %v", n, err)
		}
	}
}

// As many errors as a text has lines take no longer than the text without them.
func TestManyErrors(t *testing.T) {
	for name, text := range map[string]string{
		"unknown": generate(100_000, "package a:b; interface i {\n", func(i int) string { return fmt.Sprintf("fn%d: func(x: t%d);\n", i, i) }, "}"),
		"doubles": generate(100_000, "package a:b; interface i {\n", func(i int) string { return "f: func();\n" }, "}"),
		"syntax":  generate(100_000, "package a:b; interface i {\n", func(i int) string { return "f: func(;\n" }, "}"),
		"uses":    generate(100_000, "package a:b; interface j {} interface i {\n", func(i int) string { return fmt.Sprintf("use j.{t%d};\n", i) }, "}"),
		"package": generate(100_000, "package a:b; interface i {\n", func(i int) string { return fmt.Sprintf("use j:k%d/l.{t};\n", i) }, "}"),
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := wit.Parse("a.wit", []byte(text), nil)
			if err == nil {
				t.Fatal("no error")
			}
			if lines := strings.Count(err.Error(), "\n"); lines > 1000 {
				t.Errorf("%d errors are listed", lines)
			}
		})
	}
}

func BenchmarkResolveWASI(b *testing.B) {
	dir := corpus.Path(b, "wasi-0.2")
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := wit.ParseDir(dir, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkResolveLarge(b *testing.B) {
	text := []byte(large["types of an interface"](20_000))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := wit.Parse("a.wit", text, nil); err != nil {
			b.Fatal(err)
		}
	}
}
