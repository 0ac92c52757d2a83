package main

import (
	"github.com/spf13/cobra"

	"wcomp/wat"
)

// textFlags are -g and --generate-dwarf, of verbs that read text where a
// binary is wanted.
type textFlags struct {
	dwarf string
	full  bool
}

func (f *textFlags) register(command *cobra.Command) {
	command.Flags().StringVar(&f.dwarf, "generate-dwarf", "", "for text input: make DWARF that maps back to it, `lines` or full")
	command.Flags().BoolVarP(&f.full, "debug-info", "g", false, "the same as --generate-dwarf full")
}

// level is the DWARF asked for.
func (f *textFlags) level(command *cobra.Command) (wat.Dwarf, error) {
	if command.Flags().Changed("generate-dwarf") && f.full {
		return 0, usagef("-g and --generate-dwarf do not go together")
	}
	switch {
	case f.full, f.dwarf == "full":
		return wat.DwarfFull, nil
	case f.dwarf == "lines":
		return wat.DwarfLines, nil
	case f.dwarf == "":
		return wat.DwarfNone, nil
	}
	return 0, usagef("--generate-dwarf is lines or full, not %q", f.dwarf)
}
