package doc

import (
	"bytes"
	"html"
	"io"
	"slices"
	"strings"

	"github.com/gomarkdown/markdown"
	"github.com/gomarkdown/markdown/ast"
	htmlrenderer "github.com/gomarkdown/markdown/html"
	"github.com/gomarkdown/markdown/parser"
)

// docsRenderer renders docs: GitHub's dialect without what makes a page fetch or run something. Raw HTML is shown as the
// text it is, which is what the author of `list<u8>` without backquotes meant.
type docsRenderer struct {
	page     *page
	renderer *htmlrenderer.Renderer
}

func newMarkdown(p *page) *docsRenderer {
	return &docsRenderer{page: p, renderer: htmlrenderer.NewRenderer(htmlrenderer.RendererOptions{
		Flags: htmlrenderer.UseXHTML, RenderNodeHook: harmless,
	})}
}

// render returns HTML. Headings come below level; names in code that are items of scope become links.
func (d *docsRenderer) render(source, scope string, level int) string {
	if !reasonable(source) {
		return "<pre>" + html.EscapeString(source) + "</pre>"
	}
	document := parse(source)
	d.adapt(document, scope, level)
	return d.html(document)
}

// inline returns the HTML of one paragraph without links, which may stand in a line.
func (d *docsRenderer) inline(source string) string {
	if !reasonable(source) {
		return html.EscapeString(source)
	}
	document := parse(source)
	if len(document.GetChildren()) != 1 {
		return html.EscapeString(source)
	}
	paragraph, ok := document.GetChildren()[0].(*ast.Paragraph)
	if !ok {
		return html.EscapeString(source)
	}
	var links []ast.Node
	walk(document, func(n ast.Node) {
		switch n.(type) {
		case *ast.Link, *ast.Image:
			links = append(links, n)
		}
	})
	for _, n := range links {
		unwrap(n)
	}
	var b strings.Builder
	for _, n := range paragraph.Children {
		b.WriteString(d.html(n))
	}
	return b.String()
}

func parse(source string) ast.Node {
	return parser.NewCommonMarkWithExtensions(parser.Tables | parser.Strikethrough | parser.Autolink).Parse([]byte(source))
}

func (d *docsRenderer) html(n ast.Node) string {
	return string(bytes.TrimLeft(markdown.Render(n, d.renderer), "\n"))
}

// Docs beyond these bounds are shown as they are: reading Markdown takes time in proportion to the square or the cube of
// what is nested or bracketed in it.
const (
	maxDocs     = 256 << 10 // bytes
	maxBrackets = 1000
	maxMarkers  = 100 // of quotes and lists at the beginning of a line
	maxIndent   = 200
)

func reasonable(source string) bool {
	if len(source) > maxDocs || strings.Count(source, "[") > maxBrackets {
		return false
	}
	for line := range strings.SplitSeq(source, "\n") {
		markers, indent := 0, 0
		for i := 0; i < len(line) && strings.IndexByte(" \t>-+*0123456789.)", line[i]) >= 0; i++ {
			if line[i] == ' ' || line[i] == '\t' {
				indent++
			} else {
				markers++
			}
			// A rule of any length is one marker and not many.
			if indent > maxIndent || markers > maxMarkers && indent > maxMarkers/4 || strings.HasPrefix(line[i:], ">>>>>>>>>>") {
				return false
			}
		}
	}
	return true
}

// walk visits all nodes.
func walk(n ast.Node, visit func(ast.Node)) {
	ast.WalkFunc(n, ast.NodeVisitorFunc(func(n ast.Node, entering bool) ast.WalkStatus {
		if entering {
			visit(n)
		}
		return ast.GoToNext
	}))
}

// adapt changes a document so that it fits into the page: levels of headings, links.
func (d *docsRenderer) adapt(document ast.Node, scope string, level int) {
	var open []int // levels of the headings around
	var dead, code []ast.Node
	walk(document, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.Heading:
			for len(open) > 0 && open[len(open)-1] >= n.Level {
				open = open[:len(open)-1]
			}
			open = append(open, n.Level)
			n.Level = min(level+len(open), 6)
		case *ast.Link:
			destination := string(n.Destination)
			if id, ok := strings.CutPrefix(destination, "#"); ok {
				if id, ok = d.item(id, scope); ok {
					n.Destination = []byte("#" + id)
					return
				}
				dead = append(dead, n)
			} else if !external(destination) {
				dead = append(dead, n)
			}
		case *ast.Code:
			for up := n.GetParent(); up != nil; up = up.GetParent() {
				if _, ok := up.(*ast.Link); ok {
					return
				}
			}
			code = append(code, n)
		}
	})
	for _, n := range dead {
		unwrap(n)
	}
	for _, n := range code {
		if id, ok := d.item(string(n.AsLeaf().Literal), scope); ok {
			link := &ast.Link{Destination: []byte("#" + id)}
			replace(n, link)
			n.SetParent(link)
			link.Children = []ast.Node{n}
		}
	}
}

// external reports whether a link leads out of the page to where it may.
func external(destination string) bool {
	for _, scheme := range [...]string{"https://", "http://", "mailto:"} {
		if len(destination) > len(scheme) && strings.EqualFold(destination[:len(scheme)], scheme) {
			return true
		}
	}
	return false
}

// item returns the id of what a name in docs most likely means: an item of the scope or of one around it. Docs write
// names in the words of several languages: some_name, `some-name`, name().
func (d *docsRenderer) item(name, scope string) (string, bool) {
	name = strings.TrimSuffix(strings.ReplaceAll(name, "_", "-"), "()")
	if name == "" || strings.ContainsAny(name, " \t\n") {
		return "", false
	}
	for {
		if id, ok := d.page.ids[scope+"."+name]; ok {
			return id, true
		}
		i := strings.LastIndexByte(scope, '.')
		if i < 0 || strings.ContainsAny(scope[i:], "/@") {
			return "", false
		}
		scope = scope[:i]
	}
}

// unwrap puts what a link shows in the place of the link.
func unwrap(n ast.Node) { replace(n, n.GetChildren()...) }

// replace puts other nodes in the place of n.
func replace(n ast.Node, others ...ast.Node) {
	parent := n.GetParent()
	siblings := slices.Clone(parent.GetChildren())
	i := slices.Index(siblings, n)
	for _, other := range others {
		other.SetParent(parent)
	}
	parent.SetChildren(slices.Replace(siblings, i, i+1, others...))
}

// harmless writes images as links, because the page fetches nothing by itself, and raw HTML as text. The second result
// says whether the node has been written.
func harmless(w io.Writer, n ast.Node, entering bool) (ast.WalkStatus, bool) {
	// What fails to be written fails again with the end of the page.
	switch n := n.(type) {
	case *ast.HTMLSpan:
		_, _ = io.WriteString(w, html.EscapeString(string(n.Literal)))
		return ast.GoToNext, true
	case *ast.HTMLBlock:
		_, _ = io.WriteString(w, "<p>"+html.EscapeString(string(n.Literal))+"</p>\n")
		return ast.GoToNext, true
	case *ast.Image:
		destination := string(n.Destination)
		switch {
		case !external(destination):
		case entering:
			_, _ = io.WriteString(w, `<a href="`+html.EscapeString(destination)+`">`)
			if len(n.Children) == 0 {
				_, _ = io.WriteString(w, "image")
			}
		default:
			_, _ = io.WriteString(w, "</a>")
		}
		return ast.GoToNext, true
	}
	return ast.GoToNext, false
}
