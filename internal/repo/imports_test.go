package repo_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"wcomp/internal/repo"
)

type room struct {
	name    string
	imports []string
	modules []string
}

// rooms is the table of docs/architecture.md: what each package may import of
// this module (everything below a name included), and which modules of others.
// `internal/` is open to all but binary; the standard library to all.
var rooms = []room{
	{"binary", nil, nil},
	{"diag", []string{"binary"}, nil},
	{"decode", []string{"binary"}, nil},
	{"encode", []string{"binary"}, nil},
	{"validate", []string{"binary", "decode"}, nil},
	{"wat", []string{"binary", "decode", "encode"}, nil},
	{"wit", []string{"binary", "decode", "encode"}, []string{"github.com/gomarkdown/markdown"}},
	{"embed", []string{"binary", "decode", "encode", "wit"}, nil},
	{"componentize", []string{"binary", "diag", "decode", "encode", "validate", "wit"}, []string{"github.com/tetratelabs/wabin"}},
	{"compare", []string{"binary", "decode", "wat"}, []string{"github.com/sergi/go-diff"}},
	{"testsuite", []string{"binary", "diag", "decode", "encode", "validate", "wat", "wit", "embed", "componentize"}, []string{"github.com/tetratelabs/wazero"}},
	{"cmd", []string{"binary", "diag", "decode", "encode", "validate", "wat", "wit", "embed", "componentize", "compare", "testsuite"},
		[]string{"github.com/spf13"}},
	{"internal", nil, []string{"golang.org/x/term", "github.com/sergi/go-diff"}},
}

// TestRoomsImportOnlyWhatTheTableAllows asks the go command what every package
// outside of tests imports.
func TestRoomsImportOnlyWhatTheTableAllows(t *testing.T) {
	root, err := repo.Root()
	if err != nil {
		t.Fatal(err)
	}
	list := exec.Command("go", "list", "-json=ImportPath,Imports", "./...")
	list.Dir = root
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	packages := 0
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; packages++ {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(p.ImportPath, "wcomp/")
		first, _, _ := strings.Cut(name, "/")
		at := slices.IndexFunc(rooms, func(r room) bool { return r.name == first })
		if at < 0 {
			t.Errorf("package %s stands in no room of the table", name)
			continue
		}
		for _, imported := range p.Imports {
			if reason := forbidden(rooms[at], imported); reason != "" && !strings.HasPrefix(name, "internal/tools/") {
				t.Errorf("%s imports %s: %s", name, imported, reason)
			}
		}
	}
	if packages < len(rooms)/2 {
		t.Errorf("go list named only %d packages", packages)
	}
}

func forbidden(r room, imported string) string {
	first, rest, _ := strings.Cut(imported, "/")
	switch {
	case first == "wcomp":
		other, _, _ := strings.Cut(rest, "/")
		if other == r.name || (other == "internal" && r.name != "binary") || slices.Contains(r.imports, other) {
			return ""
		}
		return "the table allows it only " + strings.Join(append([]string{"itself"}, r.imports...), ", ")
	case !strings.Contains(first, "."):
		return "" // standard library
	}
	for _, m := range r.modules {
		if imported == m || strings.HasPrefix(imported, m+"/") {
			return ""
		}
	}
	return "of others it may use only " + strings.Join(append([]string{"the standard library"}, r.modules...), ", ")
}
