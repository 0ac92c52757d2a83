package binary

// Magic is the first four bytes of every module and component.
const Magic = "\x00asm"

// Version and layer fields that follow Magic (component-model Binary.md,
// "Component Definitions").
const (
	ModuleVersion    = 1
	ModuleLayer      = 0
	ComponentVersion = 0x0d
	ComponentLayer   = 1
)

// ModuleHeader and ComponentHeader are the first eight bytes.
const (
	ModuleHeader    = "\x00asm\x01\x00\x00\x00"
	ComponentHeader = "\x00asm\x0d\x00\x01\x00"
)

// SectionID is the id byte of a section of a core module (core spec 5.5.2).
type SectionID byte

const (
	SectionCustom SectionID = iota
	SectionType
	SectionImport
	SectionFunction
	SectionTable
	SectionMemory
	SectionGlobal
	SectionExport
	SectionStart
	SectionElement
	SectionCode
	SectionData
	SectionDataCount
	SectionTag
)

// sectionRank orders the sections of a module; 0 means unknown. Ids are not
// in file order: tag stands between memory and global, data count before code.
var sectionRank = [...]byte{
	SectionType: 1, SectionImport: 2, SectionFunction: 3, SectionTable: 4,
	SectionMemory: 5, SectionTag: 6, SectionGlobal: 7, SectionExport: 8,
	SectionStart: 9, SectionElement: 10, SectionDataCount: 11,
	SectionCode: 12, SectionData: 13,
}

// Rank is the section's place in the required order, from 1; 0 for custom
// sections and unknown ids.
func (s SectionID) Rank() int {
	if int(s) < len(sectionRank) {
		return int(sectionRank[s])
	}
	return 0
}

var sectionNames = [...]string{
	"custom", "type", "import", "function", "table", "memory", "global",
	"export", "start", "element", "code", "data", "data count", "tag",
}

func (s SectionID) String() string {
	if int(s) < len(sectionNames) {
		return sectionNames[s]
	}
	return "unknown"
}

// ComponentSectionID is the id byte of a section of a component.
type ComponentSectionID byte

const (
	ComponentSectionCustom ComponentSectionID = iota
	ComponentSectionCoreModule
	ComponentSectionCoreInstance
	ComponentSectionCoreType
	ComponentSectionComponent
	ComponentSectionInstance
	ComponentSectionAlias
	ComponentSectionType
	ComponentSectionCanon
	ComponentSectionStart
	ComponentSectionImport
	ComponentSectionExport
)

var componentSectionNames = [...]string{
	"custom", "core module", "core instance", "core type", "component",
	"instance", "alias", "type", "canon", "start", "import", "export",
}

func (s ComponentSectionID) String() string {
	if int(s) < len(componentSectionNames) {
		return componentSectionNames[s]
	}
	return "unknown"
}
