package doc

import (
	"os"
	"testing"

	"wcomp/wit"
)

func TestZGen(t *testing.T) {
	for in, out := range map[string]string{"/work/shared/corpus/wasi-0.2": "wasi2", "/work/shared/corpus/wasi-0.3": "wasi3", "/tmp/wm/t1.wit": "t1"} {
		r, main, err := wit.ParsePath(in, &wit.ParseOptions{AllFeatures: true})
		if err != nil {
			t.Fatal(err)
		}
		f, _ := os.Create("/tmp/wm/" + out + ".html")
		if err := Write(f, r, main, Options{}); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
}
