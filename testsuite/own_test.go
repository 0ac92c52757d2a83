package testsuite_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"wcomp/binary"
	"wcomp/internal/peers"
	"wcomp/testsuite"
	"wcomp/wat"
)

var featuresLine = regexp.MustCompile(`^;; features: (\S+)`)

// TestOwnScripts: every directive of the scripts in testdata/scripts holds,
// here and, where it is at hand, for the reference, which makes the same JSON
// and the same modules of them.
func TestOwnScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/scripts/*.wast")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			features, list := binary.AllFeatures, "all"
			if m := featuresLine.FindSubmatch(src); m != nil {
				list = string(m[1])
				if features, err = binary.ParseFeatures(binary.DefaultFeatures, list); err != nil {
					t.Fatal(err)
				}
			}
			o := wat.ParseOptions{File: file, LegacyComponentIndices: true}
			script, err := wat.ParseScript(src, o)
			if err != nil {
				t.Fatal(err)
			}
			report := testsuite.Run(script, testsuite.Options{Features: features, Parse: o, TestFolded: true, PrettyWhitespace: true})
			for _, f := range report.Failures() {
				t.Error(f)
			}
			if _, err := peers.FindWasmTools(); err != nil {
				return
			}
			if _, complaint, code := peers.WasmTools(t, nil, "wast", file, "--features="+list); code != 0 {
				t.Errorf("the reference: %s", complaint)
			}
			compareConversion(t, file, src, t.TempDir())
		})
	}
}

// compareConversion compares what json-from-wast makes of a script.
func compareConversion(t *testing.T, file string, src []byte, dir string) {
	t.Helper()
	want, complaint, code := peers.WasmTools(t, nil, "json-from-wast", file, "--wasm-dir", dir)
	o := wat.ParseOptions{File: file, LegacyComponentIndices: true, AllowConfusingUnicode: true}
	script, err := wat.ParseScript(src, o)
	var c *testsuite.Conversion
	if err == nil {
		c, err = testsuite.Convert(script, testsuite.ConvertOptions{Parse: o})
	}
	switch {
	case code == 0 && err != nil:
		t.Errorf("the reference converts it: %v\n%s", err, src)
		return
	case code != 0 && err == nil:
		t.Errorf("the reference does not convert it: %s\n%s", complaint, src)
		return
	case err != nil:
		return
	}
	if got := c.JSON(false); !bytes.Equal(got, want) {
		at := firstDifferent(got, want)
		t.Errorf("JSON differs at byte %d:\n%s\nthe reference:\n%s\n%s", at, around(got, at), around(want, at), src)
	}
	for _, f := range c.Files {
		want, err := os.ReadFile(filepath.Join(dir, f.Name))
		if err != nil {
			t.Error(err)
			continue
		}
		if !bytes.Equal(f.Data, want) {
			t.Errorf("%s: %d bytes, the reference gives %d others\n%s", f.Name, len(f.Data), len(want), src)
		}
	}
}

// around is what stands near a place.
func around(b []byte, at int) []byte { return b[max(0, at-100):min(len(b), at+100)] }
