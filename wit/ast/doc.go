// Package ast is the syntax of WIT: tokens, comments, the syntax tree of one file, the parser and the formatter.
//
// In goes the text of one file. Out comes a [File]: its items with the span of everything a person may want to point at,
// and every comment, so that nothing of the text is lost. Spans are byte offsets; lines and columns are computed only when
// somebody asks ([File.Position]).
//
// A tree says what was written, not what it means: names are not looked up, gates are not weighed, doubles are not found.
// That is the resolver's work, in package wit.
//
//	f, err := ast.Parse("clocks.wit", src)
//	if err != nil {
//		return err // an ErrorList: all syntax errors, in the order of the text
//	}
//	for _, item := range f.Items {
//		if i, ok := item.(*ast.Interface); ok {
//			fmt.Println(i.Name.Name, f.Position(i.Name.Span.Start))
//		}
//	}
//
// The grammar is design/mvp/WIT.md of the component model's specification.
package ast
