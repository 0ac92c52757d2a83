// Package wat is the WebAssembly text format: the printer, which turns a
// binary (core module or component) into text, and the parser, which turns
// text into a binary.
//
// The printer's layout is the one of wasm-tools, byte for byte, since that is
// what people compare. Neither direction validates: what can be written down
// is written down, whether it is allowed is asked of package validate.
//
//	err := wat.Print(os.Stdout, data, wat.PrintOptions{})
package wat
