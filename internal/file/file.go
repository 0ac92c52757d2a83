// Package file reads the inputs and writes the outputs of a command: a path
// or standard input in, a path or standard output out, written so that a
// failure leaves the old file as it was.
package file

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Stdin is what users write for standard input, and Stdout for standard
// output; an empty name means the same.
const (
	Stdin  = "-"
	Stdout = "-"
)

// IsStandard says whether name stands for standard input or output.
func IsStandard(name string) bool { return name == "" || name == Stdin }

// mapped is the size from which a file is mapped into memory instead of being
// read: copying a large module costs as much as checking half of it.
const mapped = 1 << 20

// Read returns the whole of the file, or of stdin where name is empty or "-".
// The returned name is the one to show in diagnostics. The bytes must not be
// changed: of a large file they are the file itself, mapped into memory until
// the process ends.
func Read(name string, stdin io.Reader) (data []byte, shown string, err error) {
	if IsStandard(name) {
		data, err = io.ReadAll(stdin)
		return data, "<stdin>", err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, name, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, name, err
	}
	if info.IsDir() {
		return nil, name, &fs.PathError{Op: "read", Path: name, Err: errors.New("is a folder, not a file")}
	}
	if size := info.Size(); info.Mode().IsRegular() && size >= mapped && size == int64(int(size)) {
		if data, err := mapFile(f, size); err == nil {
			return data, name, nil
		}
	}
	if info.Mode().IsRegular() {
		data, err = os.ReadFile(name)
	} else {
		data, err = io.ReadAll(f)
	}
	return data, name, err
}

// Write puts data into the file name. The file either has the old content or
// the whole of the new, never a part: see Writer.
func Write(name string, data []byte) error {
	w, err := Create(name)
	if err != nil {
		return err
	}
	if _, err := w.Write(data); err != nil {
		w.Abort()
		return err
	}
	return w.Close()
}

// Writer writes a file that appears under its name only when Close succeeds.
// For a device, a pipe or a socket, which cannot be renamed over (/dev/null,
// /dev/stdout), it writes straight.
type Writer struct {
	file   *os.File
	buffer *bufio.Writer
	path   string // where the file shall appear; empty when writing straight
	err    error
}

// Create starts writing the file name. Nothing changes under that name before
// Close; a file that is there keeps its permissions, and a symbolic link stays
// a link to the file that is rewritten.
func Create(name string) (*Writer, error) {
	mode := fs.FileMode(0o666)
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return nil, &fs.PathError{Op: "write", Path: name, Err: errors.New("is a folder, not a file")}
	case err == nil && !info.Mode().IsRegular():
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return nil, err
		}
		return &Writer{file: f, buffer: bufio.NewWriterSize(f, 64<<10)}, nil
	case err == nil:
		mode = info.Mode().Perm()
		if mode&0o200 == 0 {
			return nil, &fs.PathError{Op: "write", Path: name, Err: fs.ErrPermission}
		}
		if real, err := filepath.EvalSymlinks(name); err == nil {
			name = real
		}
	}
	f, err := createBeside(name, mode)
	if err != nil {
		return nil, err
	}
	if info != nil {
		// The process's umask has taken bits from a new file; an old
		// file's bits are the user's choice.
		if err := f.Chmod(mode); err != nil {
			f.Close()
			os.Remove(f.Name())
			return nil, &fs.PathError{Op: "write", Path: name, Err: cause(err)}
		}
	}
	return &Writer{file: f, buffer: bufio.NewWriterSize(f, 64<<10), path: name}, nil
}

// createBeside opens a new file with a name of its own in the folder of name.
// os.CreateTemp would give it mode 0600.
func createBeside(name string, mode fs.FileMode) (*os.File, error) {
	dir, base := filepath.Split(name)
	for try := 0; ; try++ {
		f, err := os.OpenFile(filepath.Join(dir, temporary(base, try)), os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if err == nil {
			return f, nil
		}
		if !errors.Is(err, fs.ErrExist) || try > 1000 {
			// The temporary name says nothing to the user.
			return nil, &fs.PathError{Op: "write", Path: name, Err: cause(err)}
		}
	}
}

// Write adds p to the file.
func (w *Writer) Write(p []byte) (int, error) {
	if w.err != nil {
		return 0, w.err
	}
	n, err := w.buffer.Write(p)
	w.err = w.named(err)
	return n, w.err
}

// Close completes the file under its name. On any failure, an earlier one of
// Write included, the old file is left and the error returned.
func (w *Writer) Close() error {
	if w.err == nil {
		w.err = w.named(w.buffer.Flush())
	}
	if err := w.file.Close(); w.err == nil {
		w.err = w.named(err)
	}
	if w.path == "" {
		return w.err
	}
	if w.err != nil {
		os.Remove(w.file.Name())
		return w.err
	}
	if err := os.Rename(w.file.Name(), w.path); err != nil {
		os.Remove(w.file.Name())
		return &fs.PathError{Op: "write", Path: w.path, Err: cause(err)}
	}
	return nil
}

// Abort gives up: the old file stays as it was.
func (w *Writer) Abort() {
	w.file.Close()
	if w.path != "" {
		os.Remove(w.file.Name())
	}
}

// named puts the user's name for the file in place of the temporary one.
func (w *Writer) named(err error) error {
	if err == nil || w.path == "" {
		return err
	}
	return &fs.PathError{Op: "write", Path: w.path, Err: cause(err)}
}

func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}
