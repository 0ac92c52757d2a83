package encode

import "wcomp/binary"

// subsection appends an id, a size and the contents that fill appends.
func subsection(b []byte, id byte, fill func([]byte) []byte) []byte {
	b = append(b, id)
	return sized(b, fill)
}

// sized appends what fill appends, preceded by its length. The length is
// patched in afterwards in its shortest form.
func sized(b []byte, fill func([]byte) []byte) []byte {
	start := len(b)
	b = append(b, 0)
	b = fill(b)
	return patchSize(b, start)
}

// patchSize writes the number of bytes after the placeholder byte at start
// into it, moving them up where the length needs more than one byte.
func patchSize(b []byte, start int) []byte {
	n := uint32(len(b) - start - 1)
	extra := binary.SizeU32(n) - 1
	if extra > 0 {
		b = append(b, 0, 0, 0, 0)[:len(b)+extra]
		copy(b[start+1+extra:], b[start+1:len(b)-extra])
	}
	binary.AppendU32(b[start:start], n)
	return b
}

// NameMap appends a name map.
func NameMap(b []byte, names []binary.Naming) []byte {
	b = binary.AppendU32(b, uint32(len(names)))
	for _, n := range names {
		b = binary.AppendName(binary.AppendU32(b, n.Index), n.Name)
	}
	return b
}

// NameSubsection appends a subsection of a name section.
func NameSubsection(b []byte, s *binary.NameSubsection) []byte {
	return subsection(b, byte(s.Kind), func(b []byte) []byte {
		switch {
		case s.Kind == binary.NameModule:
			return binary.AppendName(b, s.Name)
		case s.Kind > binary.NameTag:
			return append(b, s.Raw...)
		case s.Kind.Indirect():
			b = binary.AppendU32(b, uint32(len(s.Indirect)))
			for _, i := range s.Indirect {
				b = NameMap(binary.AppendU32(b, i.Index), i.Names)
			}
			return b
		}
		return NameMap(b, s.Names)
	})
}

// ComponentNameSubsection appends a subsection of a component-name section.
func ComponentNameSubsection(b []byte, s *binary.ComponentNameSubsection) []byte {
	return subsection(b, s.ID, func(b []byte) []byte {
		switch s.ID {
		case 0:
			return binary.AppendName(b, s.Name)
		case 1:
			return NameMap(Sort(b, s.Sort), s.Names)
		}
		return append(b, s.Raw...)
	})
}

// Producers appends the contents of a producers section.
func Producers(b []byte, fields []binary.ProducersField) []byte {
	b = binary.AppendU32(b, uint32(len(fields)))
	for _, f := range fields {
		b = binary.AppendU32(binary.AppendName(b, f.Name), uint32(len(f.Values)))
		for _, v := range f.Values {
			b = binary.AppendName(binary.AppendName(b, v.Name), v.Version)
		}
	}
	return b
}

// TargetFeatures appends the contents of a target_features section.
func TargetFeatures(b []byte, fs []binary.TargetFeature) []byte {
	b = binary.AppendU32(b, uint32(len(fs)))
	for _, f := range fs {
		b = binary.AppendName(append(b, f.Prefix), f.Name)
	}
	return b
}

// Dylink appends the contents of a dylink.0 section.
func Dylink(b []byte, subs []binary.DylinkSubsection) []byte {
	for i := range subs {
		s := &subs[i]
		b = subsection(b, byte(s.Kind), func(b []byte) []byte {
			switch s.Kind {
			case binary.DylinkMemInfo:
				b = binary.AppendU32(binary.AppendU32(b, s.MemorySize), s.MemoryAlign)
				return binary.AppendU32(binary.AppendU32(b, s.TableSize), s.TableAlign)
			case binary.DylinkNeeded, binary.DylinkRuntimePath:
				b = binary.AppendU32(b, uint32(len(s.Strings)))
				for _, n := range s.Strings {
					b = binary.AppendName(b, n)
				}
				return b
			case binary.DylinkExportInfo, binary.DylinkImportInfo:
				b = binary.AppendU32(b, uint32(len(s.Symbols)))
				for _, y := range s.Symbols {
					if s.Kind == binary.DylinkImportInfo {
						b = binary.AppendName(b, y.Module)
					}
					b = binary.AppendU32(binary.AppendName(b, y.Name), y.Flags)
				}
				return b
			}
			return append(b, s.Raw...)
		})
	}
	return b
}

// BranchHints appends the contents of a metadata.code.branch_hint section.
func BranchHints(b []byte, funcs []binary.BranchHints) []byte {
	b = binary.AppendU32(b, uint32(len(funcs)))
	for _, f := range funcs {
		b = binary.AppendU32(binary.AppendU32(b, f.Func), uint32(len(f.Hints)))
		for _, h := range f.Hints {
			b = append(binary.AppendU32(b, h.BodyOffset), 1, flag(h.Taken))
		}
	}
	return b
}
