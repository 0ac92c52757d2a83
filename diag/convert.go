package diag

import (
	"errors"
	"fmt"
	"io/fs"

	"wcomp/binary"
)

// Located is what an error of a text layer offers beside its message, so that
// the layer need not know this package: the file and its text (both "" if the
// caller knows them) and the span of bytes it is about.
type Located interface {
	error
	Location() (file, text string, start, end int)
}

// Explained is what any error may offer to become a better diagnostic. Empty
// results are left out; message replaces Error().
type Explained interface {
	error
	Explanation() (code, item, message string, notes, help []string)
}

// Related is what an error offers that points at other places too ("first
// defined here"). Each becomes a note, with a place if it is [Located].
type Related interface {
	error
	RelatedErrors() []error
}

// FromError turns an error into diagnostics. Errors joined with errors.Join
// become one each, in order. source is the input the error is about, used
// where the error itself names none; it may be nil, and its text may be empty
// for a binary.
func FromError(err error, source *Source) List {
	var list List
	add(&list, err, source)
	return list
}

func add(list *List, err error, source *Source) {
	switch err := err.(type) {
	case nil:
		return
	case List:
		for _, d := range err {
			list.Add(withFile(d, source))
		}
		return
	case *Diagnostic:
		list.Add(withFile(*err, source))
		return
	case interface{ Unwrap() []error }:
		for _, e := range err.Unwrap() {
			add(list, e, source)
		}
		return
	}
	// What is wrapped with more words (fmt.Errorf("…: %w")) keeps the
	// place of the inner error and the words of the outer.
	var inner List
	var many interface{ Unwrap() []error }
	if errors.As(err, &inner) {
		for _, d := range inner {
			list.Add(withFile(d, source))
		}
		return
	}
	if errors.As(err, &many) {
		add(list, many.(error), source)
		return
	}
	list.Add(one(err, source))
}

func withFile(d Diagnostic, source *Source) Diagnostic {
	if d.File == "" && source != nil {
		d.File = source.Name
	}
	return d
}

func one(err error, source *Source) Diagnostic {
	d := Diagnostic{Code: "failed", Message: err.Error()}
	if source != nil {
		d.File = source.Name
	}
	var (
		given     *Diagnostic
		low       *binary.Error
		located   Located
		explained Explained
		related   Related
		path      *fs.PathError
	)
	switch {
	case errors.As(err, &given):
		return withFile(*given, source)
	case errors.As(err, &located):
		d.Code = "syntax"
		d.File, d.Place = locate(located, source)
		if located == err {
			d.Message = located.Error()
		}
	case errors.As(err, &low):
		fromBinary(&d, low)
	case errors.As(err, &path):
		d.Code, d.File = fileCode(path), path.Path
		d.Message = "cannot " + path.Op + " the file: " + path.Err.Error()
		if path.Op == "open" || path.Op == "stat" || path.Op == "lstat" {
			d.Message = "cannot open the file: " + path.Err.Error()
		}
	}
	if errors.As(err, &explained) {
		code, item, message, notes, help := explained.Explanation()
		if code != "" {
			d.Code = code
		}
		if item != "" {
			d.Item = item
		}
		if message != "" {
			d.Message = message
		}
		for _, note := range notes {
			d.Notes = append(d.Notes, Note{Message: note})
		}
		d.Help = append(d.Help, help...)
	}
	if errors.As(err, &related) {
		for _, e := range related.RelatedErrors() {
			r := one(e, source)
			d.Notes = append(d.Notes, Note{File: r.File, Place: r.Place, Message: r.Message})
		}
	}
	return d
}

func locate(e Located, source *Source) (string, Place) {
	file, text, start, end := e.Location()
	if source == nil || (text != "" && (file != source.Name || text != source.Text)) {
		source = NewSource(file, text)
	}
	if file == "" {
		file = source.Name
	}
	if start < 0 {
		return file, Place{}
	}
	return file, source.Span(start, end)
}

func fromBinary(d *Diagnostic, e *binary.Error) {
	d.Code = e.Code
	if d.Code == "" {
		d.Code = "malformed"
	}
	d.Place = At(e.Offset)
	d.Item, d.Message = e.Item, e.Message
	d.Expected, d.Found = e.Expected, e.Found
	if e.Feature != "" {
		d.Help = append(d.Help, fmt.Sprintf("the feature `%s` allows this: `--features %s`", e.Feature, e.Feature))
	}
}

func fileCode(e *fs.PathError) string {
	switch {
	case errors.Is(e, fs.ErrNotExist) && e.Op != "write":
		return "no-such-file"
	case e.Op == "write":
		return "cannot-write"
	}
	return "cannot-read"
}
