package filekind

import "testing"

func TestOf(t *testing.T) {
	for _, test := range []struct {
		data string
		want Kind
	}{
		{"", Empty},
		{"\x00asm\x01\x00\x00\x00", Module},
		{"\x00asm\x0d\x00\x01\x00", Component},
		{"\x00asm\x02\x00\x00\x00", OtherWasm},
		{"\x00asm", OtherWasm},
		{"\x7fELF\x02\x01", ELF},
		{"\xcf\xfa\xed\xfe", MachO},
		{"MZ\x90\x00", PE},
		{"MZ is text", Text},
		{"BC\xc0\xde5", Bitcode},
		{"!<arch>\nfoo", Archive},
		{"\x1f\x8b\x08", Gzip},
		{"\x28\xb5\x2f\xfd", Zstd},
		{"\xfd7zXZ\x00", Xz},
		{"BZh9", Bzip2},
		{"PK\x03\x04", Zip},
		{"\xff\xfe(\x00", UTF16Text},
		{"(module)", WasmText},
		{" ;; c\n(; (; x ;) ;)\t(module)", WasmText},
		{"(module \x00)", WasmText},
		{"(module) ;; \xff", WasmText},
		{"\xef\xbb\xbf(module)", WasmText},
		{";; only a comment", Text},
		{"(; open", Text},
		{"package a:b;", Text},
		{"größe", Text},
		{"a\x00b", Unknown},
		{"\x80\x81\x82\x83\x84", Unknown},
	} {
		if got := Of([]byte(test.data)); got != test.want {
			t.Errorf("Of(%q) = %d, want %d", test.data, got, test.want)
		}
	}
}

func TestObjectsAndLibraries(t *testing.T) {
	const header = "\x00asm\x01\x00\x00\x00"
	for _, test := range []struct {
		data            string
		object, library bool
	}{
		{header, false, false},
		{header + "\x01\x01\x00" + "\x00\x09\x07linking\x02", true, false},
		{header + "\x00\x0c\x0areloc.CODE\x00", true, false},
		{header + "\x00\x0a\x08dylink.0\x00", false, true},
		{header + "\x00\x05\x04name", false, false},
		{header + "\x00\xff\x07linking\x02", false, false}, // cut off
		{"(module)", false, false},
	} {
		if got := IsObject([]byte(test.data)); got != test.object {
			t.Errorf("IsObject(%q) = %v", test.data, got)
		}
		if got := IsSharedLibrary([]byte(test.data)); got != test.library {
			t.Errorf("IsSharedLibrary(%q) = %v", test.data, got)
		}
	}
}
