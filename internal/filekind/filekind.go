// Package filekind says what a file is from its first bytes, so that a command
// can name the wrong kind of file instead of complaining about byte 0.
package filekind

import (
	"bytes"
	"encoding/binary"
	"unicode/utf8"
)

// Kind is what a file seems to be.
type Kind int

const (
	Unknown   Kind = iota // bytes of no kind known here
	Empty                 // no byte at all
	Module                // core WebAssembly module
	Component             // WebAssembly component
	OtherWasm             // the magic of WebAssembly with a version that is neither
	WasmText              // text that begins with an opening parenthesis
	Text                  // other text
	UTF16Text             // text that is not UTF-8 but UTF-16 by its mark
	ELF                   // native program, library or object
	MachO                 // the same for macOS
	PE                    // the same for Windows
	Bitcode               // LLVM bitcode
	Archive               // ar archive
	Gzip                  // compressed
	Zstd
	Xz
	Bzip2
	Zip
)

var magics = []struct {
	prefix string
	kind   Kind
}{
	{"\x7fELF", ELF},
	{"\xfe\xed\xfa\xce", MachO}, {"\xfe\xed\xfa\xcf", MachO},
	{"\xce\xfa\xed\xfe", MachO}, {"\xcf\xfa\xed\xfe", MachO}, {"\xca\xfe\xba\xbe", MachO},
	{"BC\xc0\xde", Bitcode}, {"\xde\xc0\x17\x0b", Bitcode},
	{"!<arch>\n", Archive}, {"!<thin>\n", Archive},
	{"\x1f\x8b", Gzip}, {"\x28\xb5\x2f\xfd", Zstd}, {"\xfd7zXZ\x00", Xz}, {"BZh", Bzip2},
	{"PK\x03\x04", Zip}, {"PK\x05\x06", Zip},
	{"\xff\xfe", UTF16Text}, {"\xfe\xff", UTF16Text},
}

// Of says what data seems to be.
func Of(data []byte) Kind {
	if len(data) == 0 {
		return Empty
	}
	if bytes.HasPrefix(data, []byte("\x00asm")) {
		return ofWasm(data)
	}
	for _, m := range magics {
		if bytes.HasPrefix(data, []byte(m.prefix)) {
			return m.kind
		}
	}
	if bytes.HasPrefix(data, []byte("MZ")) && bytes.IndexByte(data[:min(len(data), 512)], 0) >= 0 {
		return PE
	}
	switch {
	case firstToken(data) == '(':
		// What is strange further on, a NUL or bad UTF-8, is for the parser
		// to say, which knows the place.
		return WasmText
	case !isText(data):
		return Unknown
	}
	return Text
}

// ofWasm looks at the version and the layer (Binary.md, component
// definitions: both are 16 bits wide; layer 0 is a module, 1 a component).
func ofWasm(data []byte) Kind {
	if len(data) < 8 {
		return OtherWasm
	}
	version, layer := binary.LittleEndian.Uint16(data[4:]), binary.LittleEndian.Uint16(data[6:])
	switch {
	case layer == 0 && version == 1:
		return Module
	case layer == 1:
		return Component
	}
	return OtherWasm
}

// isText looks at the beginning only: what is wrong further on is for the
// parser to say.
func isText(data []byte) bool {
	head := data[:min(len(data), 4096)]
	for len(head) > 0 {
		r, size := utf8.DecodeRune(head)
		if r == 0 || (r == utf8.RuneError && size == 1 && len(head) >= utf8.UTFMax) {
			return false
		}
		head = head[size:]
	}
	return true
}

// firstToken is the first byte after blanks and comments of the text format;
// 0 if there is none.
func firstToken(data []byte) byte {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	for {
		data = bytes.TrimLeft(data, " \t\r\n")
		switch {
		case bytes.HasPrefix(data, []byte(";;")):
			end := bytes.IndexByte(data, '\n')
			if end < 0 {
				return 0
			}
			data = data[end:]
		case bytes.HasPrefix(data, []byte("(;")):
			data = afterBlockComment(data)
		case len(data) == 0:
			return 0
		default:
			return data[0]
		}
	}
}

// afterBlockComment skips a comment; they nest.
func afterBlockComment(data []byte) []byte {
	depth := 0
	for len(data) > 0 {
		switch {
		case bytes.HasPrefix(data, []byte("(;")):
			depth++
			data = data[2:]
		case bytes.HasPrefix(data, []byte(";)")):
			depth--
			data = data[2:]
			if depth == 0 {
				return data
			}
		default:
			data = data[1:]
		}
	}
	return nil
}

// IsObject says whether a core module is a relocatable object file: it has a
// custom section that only linkers read (tool-conventions, Linking.md). What
// is broken is no object.
func IsObject(module []byte) bool {
	found := false
	customSections(module, func(name []byte) bool {
		found = string(name) == "linking" || bytes.HasPrefix(name, []byte("reloc."))
		return !found
	})
	return found
}

// IsSharedLibrary says whether a core module is a library for dynamic linking
// (tool-conventions, DynamicLinking.md).
func IsSharedLibrary(module []byte) bool {
	found := false
	customSections(module, func(name []byte) bool {
		found = string(name) == "dylink.0" || string(name) == "dylink"
		return !found
	})
	return found
}

func customSections(module []byte, visit func(name []byte) bool) {
	if Of(module) != Module {
		return
	}
	for rest := module[8:]; len(rest) > 0; {
		id := rest[0]
		size, n := binary.Uvarint(rest[1:])
		if n <= 0 || size > uint64(len(rest)-1-n) {
			return
		}
		body := rest[1+n:][:size]
		rest = rest[1+n:][size:]
		if id != 0 {
			continue
		}
		length, n := binary.Uvarint(body)
		if n <= 0 || length > uint64(len(body)-n) {
			return
		}
		if !visit(body[n:][:length]) {
			return
		}
	}
}
