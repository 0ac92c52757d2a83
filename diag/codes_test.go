package diag_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"wcomp/diag"
	"wcomp/internal/repo"
)

func root(t *testing.T) string {
	t.Helper()
	dir, err := repo.Root()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestErrorsPageIsUpToDate(t *testing.T) {
	var want bytes.Buffer
	if err := diag.WriteMarkdown(&want); err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(root(t), "docs", "errors.md")
	if *update {
		if err := os.MkdirAll(filepath.Dir(page), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(page, want.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want.Bytes()) {
		t.Error("docs/errors.md is not what the table of codes gives: go test ./diag -update")
	}
}

func TestEveryCodeIsExplained(t *testing.T) {
	seen := make(map[string]bool)
	word := regexp.MustCompile(`^[a-z]+(-[a-z0-9]+)*$`)
	for _, e := range diag.Codes {
		if seen[e.Code] {
			t.Errorf("%s stands twice in the table", e.Code)
		}
		seen[e.Code] = true
		if !word.MatchString(e.Code) {
			t.Errorf("%q is no word", e.Code)
		}
		for field, text := range map[string]string{"Title": e.Title, "About": e.About, "Example": e.Example, "Remedy": e.Remedy} {
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s has no %s", e.Code, field)
			}
		}
		if !strings.Contains(e.Example, "["+e.Code+"]") {
			t.Errorf("the example of %s does not show its code", e.Code)
		}
	}
}

// TestEveryCodeInTheSourceIsInTheTable finds the codes that the packages put
// into errors and diagnostics: strings of a field `Code: "…"`, of an assignment
// to `.Code`, or of a constant whose name begins with Code.
func TestEveryCodeInTheSourceIsInTheTable(t *testing.T) {
	files := token.NewFileSet()
	used := 0
	check := func(value ast.Expr) {
		literal, ok := value.(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			return
		}
		code, err := strconv.Unquote(literal.Value)
		if err != nil || code == "" {
			return
		}
		used++
		if _, ok := diag.Explain(code); !ok {
			t.Errorf("%s: the code %q has no explanation in diag/codes.go", files.Position(literal.Pos()), code)
		}
	}
	err := filepath.WalkDir(root(t), func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && path != root(t) && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || filepath.Base(path) == "codes.go" {
			return nil
		}
		tree, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Code" {
					check(n.Value)
				}
			case *ast.ValueSpec:
				for i, name := range n.Names {
					if strings.HasPrefix(name.Name, "Code") && i < len(n.Values) {
						check(n.Values[i])
					}
				}
			case *ast.AssignStmt:
				for i, left := range n.Lhs {
					if field, ok := left.(*ast.SelectorExpr); ok && field.Sel.Name == "Code" && i < len(n.Rhs) {
						check(n.Rhs[i])
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if used == 0 {
		t.Error("no code found in the source: this test looks for the wrong thing")
	}
}
