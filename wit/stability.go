package wit

// Docs are the comments in front of an item. The zero value means that there are none, which differs from empty ones.
type Docs struct {
	Contents string // without comment markers and common indentation, lines ending in LF but the last
	Present  bool
}

// NewDocs returns docs with the contents.
func NewDocs(contents string) Docs { return Docs{Contents: contents, Present: true} }

// ExternalID is the text of an @external-id attribute. The zero value means that there is none.
type ExternalID struct {
	Value   string
	Present bool
}

// NewExternalID returns the external id with the text.
func NewExternalID(value string) ExternalID { return ExternalID{Value: value, Present: true} }

// Stability is the gate of an item: stable since a version (@since), unstable behind a feature (@unstable), or, the
// zero value, unknown. It is comparable. At most one of Since and Feature is set; Deprecated comes with one of them.
type Stability struct {
	Since      Version
	Feature    string
	Deprecated Version
}

// IsUnknown reports whether the item has no gate.
func (s Stability) IsUnknown() bool { return s.Since == "" && s.Feature == "" }

// IsStable reports whether the item is stable since a version.
func (s Stability) IsStable() bool { return s.Since != "" }

// IsUnstable reports whether the item is unstable behind a feature.
func (s Stability) IsUnstable() bool { return s.Feature != "" }
