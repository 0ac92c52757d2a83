package doc

import (
	"bytes"
	"html"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	htmlrenderer "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown renders docs: GitHub's dialect without what makes a page fetch or run something. Raw HTML is shown as the
// text it is, which is what the author of `list<u8>` without backquotes meant.
type markdown struct {
	page   *page
	engine goldmark.Markdown
	out    bytes.Buffer
}

func newMarkdown(p *page) *markdown {
	return &markdown{page: p, engine: goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify),
		goldmark.WithRendererOptions(
			htmlrenderer.WithXHTML(),
			renderer.WithNodeRenderers(util.Prioritized(harmless{}, 1)),
		),
	)}
}

// render returns HTML. Headings come below level; names in code that are items of scope become links.
func (m *markdown) render(source, scope string, level int) string {
	if !reasonable(source) {
		return "<pre>" + html.EscapeString(source) + "</pre>"
	}
	src := []byte(source)
	document := m.engine.Parser().Parse(text.NewReader(src))
	m.adapt(document, src, scope, level)
	m.out.Reset()
	if err := m.engine.Renderer().Render(&m.out, src, document); err != nil {
		return "<p>" + html.EscapeString(source) + "</p>" // it only fails if writing does
	}
	return m.out.String()
}

// inline returns the HTML of one paragraph without links, which may stand in a line.
func (m *markdown) inline(source string) string {
	if !reasonable(source) {
		return html.EscapeString(source)
	}
	src := []byte(source)
	document := m.engine.Parser().Parse(text.NewReader(src))
	var links []ast.Node
	walk(document, func(n ast.Node) {
		switch n.(type) {
		case *ast.Link, *ast.AutoLink, *ast.Image:
			links = append(links, n)
		}
	})
	for _, n := range links {
		unwrap(n, src)
	}
	first, ok := document.FirstChild().(*ast.Paragraph)
	if !ok || first.NextSibling() != nil {
		return html.EscapeString(source)
	}
	m.out.Reset()
	for n := first.FirstChild(); n != nil; n = n.NextSibling() {
		if err := m.engine.Renderer().Render(&m.out, src, n); err != nil {
			return html.EscapeString(source)
		}
	}
	return m.out.String()
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
	// The callback never fails.
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			visit(n)
		}
		return ast.WalkContinue, nil
	})
}

// adapt changes a document so that it fits into the page: levels of headings, links.
func (m *markdown) adapt(document ast.Node, src []byte, scope string, level int) {
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
				if id, ok = m.item(id, scope); ok {
					n.Destination = []byte("#" + id)
					return
				}
				dead = append(dead, n)
			} else if !external(destination) {
				dead = append(dead, n)
			}
		case *ast.AutoLink:
			if n.AutoLinkType == ast.AutoLinkURL && !external(string(n.URL(src))) {
				dead = append(dead, n)
			}
		case *ast.CodeSpan:
			for up := n.Parent(); up != nil; up = up.Parent() {
				if _, ok := up.(*ast.Link); ok {
					return
				}
			}
			code = append(code, n)
		}
	})
	for _, n := range dead {
		unwrap(n, src)
	}
	for _, n := range code {
		if id, ok := m.item(codeText(n, src), scope); ok {
			link := ast.NewLink()
			link.Destination = []byte("#" + id)
			parent := n.Parent()
			parent.ReplaceChild(parent, n, link)
			link.AppendChild(link, n)
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
func (m *markdown) item(name, scope string) (string, bool) {
	name = strings.TrimSuffix(strings.ReplaceAll(name, "_", "-"), "()")
	if name == "" || strings.ContainsAny(name, " \t\n") {
		return "", false
	}
	for {
		if id, ok := m.page.ids[scope+"."+name]; ok {
			return id, true
		}
		i := strings.LastIndexByte(scope, '.')
		if i < 0 || strings.ContainsAny(scope[i:], "/@") {
			return "", false
		}
		scope = scope[:i]
	}
}

func codeText(n ast.Node, src []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(src))
		}
	}
	return b.String()
}

// unwrap puts what a link shows in the place of the link.
func unwrap(n ast.Node, src []byte) {
	parent := n.Parent()
	if auto, ok := n.(*ast.AutoLink); ok {
		parent.ReplaceChild(parent, n, ast.NewString(auto.Label(src)))
		return
	}
	for c := n.FirstChild(); c != nil; c = n.FirstChild() {
		n.RemoveChild(n, c)
		parent.InsertBefore(parent, n, c)
	}
	parent.RemoveChild(parent, n)
}

// harmless writes images as links, because the page fetches nothing by itself, and raw HTML as text.
type harmless struct{}

func (harmless) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindImage, image)
	r.Register(ast.KindRawHTML, func(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			writeText(w, n.(*ast.RawHTML).Segments, src)
		}
		return ast.WalkSkipChildren, nil
	})
	r.Register(ast.KindHTMLBlock, func(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		block := n.(*ast.HTMLBlock)
		if entering {
			_, _ = w.WriteString("<p>")
			writeText(w, block.Lines(), src)
			if block.HasClosure() {
				_, _ = w.WriteString(html.EscapeString(string(block.ClosureLine.Value(src))))
			}
		} else {
			_, _ = w.WriteString("</p>\n")
		}
		return ast.WalkContinue, nil
	})
}

func writeText(w util.BufWriter, segments *text.Segments, src []byte) {
	for i := range segments.Len() {
		segment := segments.At(i)
		_, _ = w.WriteString(html.EscapeString(string(segment.Value(src)))) // of the buffer
	}
}

func image(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	destination := string(n.(*ast.Image).Destination)
	switch {
	case !external(destination):
	case entering:
		_, _ = w.WriteString(`<a href="` + html.EscapeString(destination) + `">`)
		if n.FirstChild() == nil {
			_, _ = w.WriteString("image")
		}
	default:
		_, _ = w.WriteString("</a>")
	}
	return ast.WalkContinue, nil
}
