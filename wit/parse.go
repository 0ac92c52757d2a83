package wit

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// ParseOptions says how WIT is read. The zero value, and a nil pointer, read with no feature active.
type ParseOptions struct {
	// Features are the names of the features that are active (`@unstable(feature = name)`). An entry may hold several, with commas or
	// white space between.
	Features []string
	// AllFeatures makes every feature active.
	AllFeatures bool
	// Decode reads a WIT package that is encoded as a component, in binary or text form. Without it the binary form is read with
	// [DecodeBinary], and the text form, whose parser is in package wat, is refused.
	Decode func(name string, data []byte) (*Resolve, PackageID, error)
}

// ParseFile reads a package from one file: WIT text, the WIT in a Markdown file (.md), or an encoded package. It answers with the graph
// of all packages in it and the one that the file itself is about.
//
// What is wrong with the text comes as an [ast.ErrorList]: all independent errors, in the order of the text.
func ParseFile(name string, o *ParseOptions) (*Resolve, PackageID, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, 0, err
	}
	return Parse(name, data, o)
}

// Parse is [ParseFile] for the contents of a file; name is what errors show.
func Parse(name string, data []byte, o *ParseOptions) (*Resolve, PackageID, error) {
	l := newLoader(o)
	if isEncoded(data) {
		return l.decode(name, data)
	}
	main := l.parse(name, []sourceFile{{name, data}})
	return l.resolve(main)
}

// ParseDir reads a package from a folder: all its .wit files together. The packages in its folder deps are there for it to use: folders,
// .wit files, and encoded packages (.wasm, .wat).
func ParseDir(dir string, o *ParseOptions) (*Resolve, PackageID, error) {
	// Paths are shown as they were given, with the rest behind them.
	show := func(name string) string {
		if name == "." {
			return dir
		}
		name = filepath.FromSlash(name)
		if dir == "" || os.IsPathSeparator(dir[len(dir)-1]) {
			return dir + name
		}
		return dir + string(filepath.Separator) + name
	}
	return parseFS(os.DirFS(dir), ".", show, o)
}

// ParseFS is [ParseDir], or [ParseFile] if root is a file, in a file system.
func ParseFS(fsys fs.FS, root string, o *ParseOptions) (*Resolve, PackageID, error) {
	root = path.Clean(root)
	info, err := fs.Stat(fsys, root)
	if err != nil {
		return nil, 0, err
	}
	if !info.IsDir() {
		data, err := fs.ReadFile(fsys, root)
		if err != nil {
			return nil, 0, err
		}
		return Parse(root, data, o)
	}
	return parseFS(fsys, root, func(name string) string { return name }, o)
}

// ParsePath is [ParseDir] for a folder and [ParseFile] for a file.
func ParsePath(name string, o *ParseOptions) (*Resolve, PackageID, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, 0, err
	}
	if info.IsDir() {
		return ParseDir(name, o)
	}
	return ParseFile(name, o)
}

func parseFS(fsys fs.FS, root string, show func(string) string, o *ParseOptions) (*Resolve, PackageID, error) {
	l := newLoader(o)
	files, err := witFiles(fsys, root, show)
	if err != nil {
		return nil, 0, err
	}
	main := l.parse(show(root), files)
	deps := path.Join(root, "deps")
	entries, err := fs.ReadDir(fsys, deps)
	if err != nil {
		if _, statErr := fs.Stat(fsys, deps); statErr == nil {
			return nil, 0, fmt.Errorf("%s: %w", show(deps), err)
		}
		return l.resolve(main)
	}
	for _, entry := range entries { // sorted by name
		if err := l.dependency(fsys, path.Join(deps, entry.Name()), show); err != nil {
			return nil, 0, err
		}
	}
	return l.resolve(main)
}

// loader reads the groups of files that make up the input: the main one, and one for each dependency.
type loader struct {
	r *resolver
	o *ParseOptions
}

func newLoader(o *ParseOptions) *loader {
	if o == nil {
		o = new(ParseOptions)
	}
	return &loader{r: newResolver(o), o: o}
}

// resolve ends the loading.
func (l *loader) resolve(main *unresolved) (*Resolve, PackageID, error) {
	err := l.r.mergeEncoded()
	l.r.resolveAll()
	if err := cmp.Or(l.r.err(), err); err != nil {
		return nil, 0, err
	}
	return l.r.r, main.id, nil
}

// decode reads an encoded package that is the whole input.
func (l *loader) decode(name string, data []byte) (*Resolve, PackageID, error) {
	if l.o.Decode == nil {
		return decodePackage(name, data)
	}
	return l.o.Decode(name, data)
}

// decodePackage reads a WIT package in binary form.
func decodePackage(name string, data []byte) (*Resolve, PackageID, error) {
	if !bytes.HasPrefix(data, []byte("\x00asm")) {
		return nil, 0, fmt.Errorf("%s: this is an encoded package in the text format, which cannot be read here", name)
	}
	d, err := DecodeBinary(data, 0)
	switch {
	case err != nil:
		return nil, 0, fmt.Errorf("%s: %w", name, err)
	case d.IsComponent:
		return nil, 0, fmt.Errorf("%s: this is a component, not a WIT package", name)
	}
	return d.Resolve, d.Package, nil
}

// dependency reads one entry of the folder deps.
func (l *loader) dependency(fsys fs.FS, name string, show func(string) string) error {
	info, err := fs.Stat(fsys, name) // follows links
	if err != nil {
		return err
	}
	if info.IsDir() {
		files, err := witFiles(fsys, name, show)
		if err != nil {
			return err
		}
		l.parse(show(name), files)
		return nil
	}
	switch path.Ext(name) {
	case ".wit", ".wat", ".wasm":
	default:
		return nil
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	if !isEncoded(data) {
		l.parse(show(name), []sourceFile{{show(name), data}})
		return nil
	}
	from, main, err := l.decode(show(name), data)
	if err != nil {
		return err
	}
	l.r.encoded = append(l.r.encoded, encoded{show(name), from, main})
	return nil
}

// sourceFile is a file that has been read.
type sourceFile struct {
	name string
	data []byte
}

// witFiles reads the .wit files of a folder, in the order of their names.
func witFiles(fsys fs.FS, dir string, show func(string) string) (files []sourceFile, err error) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		name := path.Join(dir, entry.Name())
		if !strings.HasSuffix(entry.Name(), ".wit") || entry.IsDir() {
			continue
		}
		if entry.Type()&fs.ModeSymlink != 0 {
			info, err := fs.Stat(fsys, name)
			if err != nil {
				return nil, err
			}
			if info.IsDir() {
				continue
			}
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		files = append(files, sourceFile{show(name), data})
	}
	slices.SortFunc(files, func(a, b sourceFile) int { return strings.Compare(a.name, b.name) })
	return files, nil
}

// isEncoded reports whether the contents are those of a WebAssembly binary or text: its first token, behind white space and comments of the
// text format, is a parenthesis.
func isEncoded(data []byte) bool {
	if bytes.HasPrefix(data, []byte("\x00asm")) {
		return true
	}
	for len(data) > 0 {
		switch {
		case data[0] == ' ' || data[0] == '\t' || data[0] == '\n' || data[0] == '\r':
			data = data[1:]
		case bytes.HasPrefix(data, []byte(";;")):
			end := bytes.IndexByte(data, '\n')
			if end < 0 {
				return false
			}
			data = data[end:]
		case bytes.HasPrefix(data, []byte("(;")):
			depth, i := 1, 2
			for ; i < len(data) && depth > 0; i++ {
				switch {
				case bytes.HasPrefix(data[i:], []byte("(;")):
					depth++
					i++
				case bytes.HasPrefix(data[i:], []byte(";)")):
					depth--
					i++
				}
			}
			data = data[i:]
		default:
			return data[0] == '('
		}
	}
	return false
}
