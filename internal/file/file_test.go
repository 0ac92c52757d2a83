package file_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wcomp/internal/file"
)

func TestWriteReplacesTheWholeFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "out.wasm")
	for _, text := range []string{"the first, longer one", "second"} {
		if err := file.Write(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(name)
		if err != nil || string(got) != text {
			t.Fatalf("got %q, %v; want %q", got, err, text)
		}
	}
	onlyEntry(t, dir, "out.wasm")
}

func TestAbortKeepsTheOldFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "out")
	if err := os.WriteFile(name, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	w, err := file.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(bytes.Repeat([]byte("x"), 1<<20)); err != nil {
		t.Fatal(err)
	}
	w.Abort()
	if got, _ := os.ReadFile(name); string(got) != "old" {
		t.Fatalf("the old file became %q", got)
	}
	onlyEntry(t, dir, "out")
}

func TestAFileKeepsItsPermissionsAndLinks(t *testing.T) {
	dir := t.TempDir()
	real, link := filepath.Join(dir, "real"), filepath.Join(dir, "link")
	if err := os.WriteFile(real, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("real", link); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	if err := file.Write(link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Lstat(link)
	if err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Fatalf("the link is gone: %v, %v", info, err)
	}
	info, err = os.Stat(real)
	if err != nil || info.Mode().Perm() != 0o640 || info.Size() != 3 {
		t.Fatalf("the file it points to is %v, %v", info, err)
	}
}

func TestAFullDeviceIsReported(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("this system has no /dev/full")
	}
	err := file.Write("/dev/full", []byte("x"))
	if err == nil || !strings.Contains(err.Error(), "no space left") {
		t.Fatalf("writing to a full device: %v", err)
	}
}

func TestErrorsNameTheUsersFile(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{filepath.Join(dir, "missing", "out"), dir} {
		err := file.Write(name, nil)
		if err == nil || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "wcomp-") {
			t.Errorf("writing %s: %v", name, err)
		}
	}
	if err := file.Write(os.DevNull, []byte("x")); err != nil {
		t.Error(err)
	}
}

func TestReadTakesStdinForDashAndNothing(t *testing.T) {
	for _, name := range []string{"", "-"} {
		data, shown, err := file.Read(name, strings.NewReader("in"))
		if err != nil || string(data) != "in" || shown != "<stdin>" {
			t.Errorf("Read(%q) = %q, %q, %v", name, data, shown, err)
		}
	}
	if _, _, err := file.Read(t.TempDir(), io.MultiReader()); err == nil {
		t.Error("reading a folder succeeded")
	}
}

func onlyEntry(t *testing.T, dir, name string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 || entries[0].Name() != name {
		t.Fatalf("left in the folder: %v, %v", entries, err)
	}
}

func TestALargeFileIsReadWhole(t *testing.T) {
	name := filepath.Join(t.TempDir(), "large")
	want := bytes.Repeat([]byte("0123456789"), 300_000)
	if err := os.WriteFile(name, want, 0o666); err != nil {
		t.Fatal(err)
	}
	got, _, err := file.Read(name, nil)
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("got %d bytes, %v", len(got), err)
	}
	// Writing the file anew leaves what was read as it is.
	if err := file.Write(name, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("the bytes that were read have changed")
	}
}
