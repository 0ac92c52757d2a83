package diag

import (
	"encoding/json"
	"io"
)

// record is the JSON form of a diagnostic. Fields are only ever added.
type record struct {
	Code     string     `json:"code"`
	Severity Severity   `json:"severity"`
	File     string     `json:"file,omitempty"`
	Place    *jsonPlace `json:"place,omitempty"`
	Item     string     `json:"item,omitempty"`
	Message  string     `json:"message"`
	Expected string     `json:"expected,omitempty"`
	Found    string     `json:"found,omitempty"`
	Notes    []jsonNote `json:"notes,omitempty"`
	Help     []string   `json:"help,omitempty"`
}

// jsonPlace has either a byte offset into a binary, or the span of a text as
// byte offsets and as line and column (from 1, in characters).
type jsonPlace struct {
	Offset    *int64 `json:"offset,omitempty"`
	Start     *int   `json:"start,omitempty"`
	End       *int   `json:"end,omitempty"`
	Line      int    `json:"line,omitempty"`
	Column    int    `json:"column,omitempty"`
	EndLine   int    `json:"endLine,omitempty"`
	EndColumn int    `json:"endColumn,omitempty"`
}

type jsonNote struct {
	File    string     `json:"file,omitempty"`
	Place   *jsonPlace `json:"place,omitempty"`
	Message string     `json:"message"`
}

// WriteJSON writes each diagnostic as one JSON object on a line of its own.
func WriteJSON(w io.Writer, list List) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for _, d := range list {
		r := record{
			Code: d.Code, Severity: d.Severity, File: d.File, Place: placeRecord(d.Place), Item: d.Item,
			Message: d.Message, Expected: d.Expected, Found: d.Found, Help: d.Help,
		}
		for _, n := range d.Notes {
			r.Notes = append(r.Notes, jsonNote{n.File, placeRecord(n.Place), n.Message})
		}
		if err := encoder.Encode(r); err != nil {
			return err
		}
	}
	return nil
}

func placeRecord(p Place) *jsonPlace {
	switch p.kind {
	case inBinary:
		return &jsonPlace{Offset: &p.begin}
	case inText:
		start, end := int(p.begin), int(p.end)
		from, to := p.source.Position(start), p.source.Position(end)
		return &jsonPlace{
			Start: &start, End: &end,
			Line: from.Line, Column: from.Column, EndLine: to.Line, EndColumn: to.Column,
		}
	}
	return nil
}
