package ast

import (
	"fmt"
	"reflect"
	"strings"
)

// meaning writes a tree down without its places: two texts of one meaning give the same.
func meaning(f *File) string {
	var b strings.Builder
	write(&b, f, reflect.ValueOf(f.Package), 0)
	write(&b, f, reflect.ValueOf(f.Items), 0)
	return b.String()
}

func write(b *strings.Builder, f *File, v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			b.WriteString("nil")
			return
		}
		write(b, f, v.Elem(), depth)
	case reflect.Struct:
		if c, ok := v.Interface().(Comments); ok {
			docs, ok := f.Docs(c)
			fmt.Fprintf(b, "%q %v", docs, ok)
			return
		}
		b.WriteString(v.Type().Name() + "{")
		for i := range v.NumField() {
			if _, ok := v.Field(i).Interface().(Span); ok {
				continue
			}
			fmt.Fprintf(b, "\n%s%s: ", strings.Repeat(" ", depth+1), v.Type().Field(i).Name)
			write(b, f, v.Field(i), depth+1)
		}
		b.WriteString("}")
	case reflect.Slice:
		for i := range v.Len() {
			fmt.Fprintf(b, "\n%s- ", strings.Repeat(" ", depth))
			write(b, f, v.Index(i), depth+1)
		}
	default:
		fmt.Fprintf(b, "%v", v.Interface())
	}
}
