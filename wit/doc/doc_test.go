package doc_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/wit"
	"wcomp/wit/doc"
)

func page(t testing.TB, r *wit.Resolve, main wit.PackageID) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := doc.Write(&b, r, main, doc.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pageOf(t testing.TB, text string) []byte {
	t.Helper()
	r, main, err := wit.Parse("test.wit", []byte(text), &wit.ParseOptions{AllFeatures: true})
	if err != nil {
		t.Fatal(err)
	}
	return page(t, r, main)
}

// check reads a page as XML, which finds every element that is not closed, and returns the ids and the targets of links.
func check(t testing.TB, html []byte) (ids map[string]bool, links []string) {
	t.Helper()
	ids = map[string]bool{}
	text := regexp.MustCompile(`(?s)<(style|script)>.*?</(style|script)>`).ReplaceAll(html, nil)
	text = bytes.TrimPrefix(text, []byte("<!DOCTYPE html>\n"))
	d := xml.NewDecoder(bytes.NewReader(text))
	level := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return ids, links
		}
		if err != nil {
			t.Fatalf("the page is not well-formed: %v", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if name := start.Name.Local; len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
			next := int(name[1] - '0')
			if next > level+1 {
				t.Errorf("a heading %s after one of level %d", name, level)
			}
			level = next
		}
		if name := start.Name.Local; name == "img" || name == "iframe" || name == "object" || name == "embed" {
			t.Errorf("the page has an element %s", name)
		}
		for _, a := range start.Attr {
			switch {
			case a.Name.Local == "id" && ids[a.Value]:
				t.Errorf("the id %q is there twice", a.Value)
			case a.Name.Local == "id":
				ids[a.Value] = true
			case a.Name.Local == "href":
				links = append(links, a.Value)
			case strings.HasPrefix(a.Name.Local, "on"):
				t.Errorf("the page has an attribute %s", a.Name.Local)
			}
		}
	}
}

// Pages of everything there is are well-formed, every id is unique, and every link leads somewhere.
func TestPagesAreWhole(t *testing.T) {
	inputs := append(corpus.Glob(t, "wasi-0.*"), corpus.Glob(t, "wit-ui/*.wit")...)
	inputs = append(inputs, corpus.Glob(t, "interfaces/*.wit")...)
	for _, input := range inputs {
		t.Run(strings.TrimPrefix(input, corpus.Dir(t)), func(t *testing.T) {
			r, main, err := wit.ParsePath(input, &wit.ParseOptions{AllFeatures: true})
			if err != nil {
				t.Fatal(err)
			}
			ids, links := check(t, page(t, r, main))
			for _, link := range links {
				if id, ok := strings.CutPrefix(link, "#"); ok {
					if id, err = url.PathUnescape(id); err != nil || !ids[id] {
						t.Errorf("link to %s, which is not there", link)
					}
				}
			}
			// Everything with a name is on the page.
			for id, i := range r.Interfaces {
				name, ok := r.InterfaceName(wit.InterfaceID(id))
				if !ok {
					continue
				}
				want := []string{name}
				for typeName, t := range i.Types.All() {
					if _, used := r.Used(t); !used {
						want = append(want, name+"."+typeName)
					}
				}
				for f := range i.Functions.Values() {
					if !f.Kind.OfResource() {
						want = append(want, name+"."+f.Name)
					} else if f.Kind != wit.Constructor {
						want = append(want, name+"."+r.Types[f.Resource].Name+"."+f.ItemName())
					}
				}
				for _, w := range want {
					if !ids[w] {
						t.Errorf("%s is not on the page", w)
					}
				}
			}
		})
	}
}

func TestPage(t *testing.T) {
	html := string(pageOf(t, `
/// The *package*.
package a:b@1.0.0;
/// Talk.
interface i {
  /// A thing, see `+"`other`, `t` and `nothing`"+`.
  @since(version = 1.0.0)
  resource thing {
    /// Makes one.
    constructor(x: u8);
    /// Like `+"`thing`"+`.
    other: func(t: borrow<thing>) -> result<list<t>, string>;
  }
  type t = u32;
  @deprecated(version = 1.0.0) @unstable(feature = new)
  record r { /// The field.
    field: thing }
}
interface j { use i.{thing as it}; f: async func(a: it) -> it; }
/// The world.
world w {
  import i;
  import l: j;
  import in: interface { g: func(); }
  export f: func(a: u8);
}
`))
	for _, want := range []string{
		"<p>The <em>package</em>.</p>",
		`<section class="item" id="a:b/i@1.0.0.thing" data-name="thing" data-kind="resource">`,
		`<a href="#a:b/i@1.0.0.thing.other"><code>other</code></a>, <a href="#a:b/i@1.0.0.t"><code>t</code></a> and <code>nothing</code>`,
		`<pre><code>constructor(x: u8)</code></pre>`,
		`<pre><code>other: func(t: borrow&lt;<a href="#a:b/i@1.0.0.thing">thing</a>&gt;) -&gt; result&lt;list&lt;<a href="#a:b/i@1.0.0.t">t</a>&gt;, string&gt;</code></pre>`,
		`<span class="gate">since 1.0.0</span>`,
		`<span class="gate unstable">unstable: new</span> <span class="gate deprecated">deprecated since 1.0.0</span>`,
		`<li><code>field: <a href="#a:b/i@1.0.0.thing">thing</a></code><div class="docs"><p>The field.</p>`,
		`Uses <code><a href="#a:b/i@1.0.0.thing">a:b/i@1.0.0.thing</a> as it</code>.`,
		`f: async func(a: <a href="#a:b/i@1.0.0.thing">it</a>)`,
		`<li><a href="#a:b/i@1.0.0">a:b/i@1.0.0</a> <span class="brief">Talk.</span>`,
		`<li><code>l</code>: <a href="#a:b/j@1.0.0">a:b/j@1.0.0</a>`,
		`id="a:b/w@1.0.0/import/in.g"`,
		`id="a:b/w@1.0.0/export/f"`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if t.Failed() {
		t.Log(html)
	}
}

// Docs are text from anywhere.
func TestDocsAreHarmless(t *testing.T) {
	html := pageOf(t, `
/// # Big
/// #### Small
/// ## Middle
///
/// <script>alert(1)</script> <img src="x" onerror="alert(1)">
/// [bad](javascript:alert(1)) [local](./file.html) [gone](#nowhere) [good](https://example.org/?a=1&b=2) [f](#f)
/// ![picture](https://example.org/p.png "t") ![local](p.png) ![](https://example.org/q.png)
/// www.example.org <javascript:alert(2)>
///
/// | a | b |
/// |---|---|
/// | 1 | 2 |
///
/// - [ ] task
package a:b;
/// See [the function](#f), <b>bold</b> and `+"`f`"+`. More.
interface i { f: func(); }
world w { import i; }
`)
	ids, links := check(t, html)
	for _, link := range links {
		if strings.HasPrefix(link, "#") {
			if !ids[link[1:]] {
				t.Errorf("link to %s", link)
			}
		} else if !strings.HasPrefix(link, "http") && link != "data:," {
			t.Errorf("link to %s", link)
		}
	}
	text := string(html)
	for _, bad := range []string{"<script>alert", "<img", "<b>", "<input type=\"checkbox\"", "<!-- "} {
		if strings.Contains(text, bad) {
			t.Errorf("the page has %s", bad)
		}
	}
	for _, want := range []string{
		"<h3>Big</h3>", "<h4>Small</h4>", "<h4>Middle</h4>", `<a href="https://example.org/p.png">picture</a>`, `>image</a>`, "<table>",
		`<a href="#a:b/i.f">the function</a>`, `<span class="brief">See the function, &lt;b&gt;bold&lt;/b&gt; and <code>f</code>.</span>`, "&lt;script&gt;alert(1)",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}

// Names of items cannot be mistaken for one another's ids.
func TestIDsAreUnique(t *testing.T) {
	check(t, pageOf(t, `package a:b;
interface i { resource r { constructor(); %constructor: func(); %import: static func(); } resource r2 { r: func(); } f: func(); }
world w {
  resource %import { f: func(); constructor(); } resource %export { f: func(); }
  import f: func(); export f: func(); import i: interface { f: func(); resource r; } export i: interface { f: func(); resource r; }
}
world w2 { include w; }`))
}

// Types nested or chained as deep as a component can have them are cut, not followed to the end of the stack.
func TestDeepTypes(t *testing.T) {
	r := new(wit.Resolve)
	pkg := r.AddPackage(&wit.Package{Name: wit.PackageName{Namespace: "a", Name: "b"}})
	deep := wit.U8
	for range 1_000_000 {
		deep = r.AddType(&wit.TypeDef{Kind: wit.List{Elem: deep}}).Ref()
	}
	i := &wit.Interface{Name: "i", Package: pkg}
	i.Functions.Set("f", &wit.Function{Name: "f", Result: deep})
	r.Packages[pkg].Interfaces.Set("i", r.AddInterface(i))
	if n := len(page(t, r, pkg)); n > 100_000 {
		t.Errorf("%d bytes", n)
	}
}

// Docs that would take Markdown minutes are shown as they are.
func TestHostileDocs(t *testing.T) {
	var nested strings.Builder
	for i := range 3000 {
		nested.WriteString(strings.Repeat(" ", 2*i) + "- a\n")
	}
	for name, docs := range map[string]string{
		"quotes": strings.Repeat("> ", 100_000), "tight quotes": strings.Repeat(">", 100_000), "numbers": strings.Repeat("1. ", 100_000),
		"links": strings.Repeat("[a](", 100_000), "lists": nested.String(), "long": strings.Repeat("a\n", 1_000_000),
	} {
		r := new(wit.Resolve)
		id := r.AddPackage(&wit.Package{Name: wit.PackageName{Namespace: "a", Name: "b"}, Docs: wit.NewDocs(docs)})
		if html := page(t, r, id); !bytes.Contains(html, []byte(`<div class="docs"><pre>`)) {
			t.Errorf("%s: %d bytes of HTML", name, len(html))
		}
	}
	// A rule is no nesting.
	html := pageOf(t, "/// a\n///\n/// "+strings.Repeat("-", 300)+"\npackage a:b;")
	if !bytes.Contains(html, []byte("<hr />")) {
		t.Error("a rule is not shown as one")
	}
}

func Example() {
	resolve, pkg, err := wit.Parse("greet.wit", []byte(`
/// Greetings.
package acme:greet;
interface greeter { greet: func(name: string) -> string; }
`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	file, err := os.CreateTemp("", "greet-*.html")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.Remove(file.Name())
	fmt.Println(doc.Write(file, resolve, pkg, doc.Options{Title: "Greetings"}), file.Close())
	// Output: <nil> <nil>
}

func BenchmarkWrite(b *testing.B) {
	r, main, err := wit.ParseDir(corpus.Path(b, "wasi-0.2"), nil)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := doc.Write(io.Discard, r, main, doc.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
