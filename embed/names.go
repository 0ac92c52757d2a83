package embed

import "wcomp/wit"

// Naming is a scheme of names for core imports and exports.
type Naming byte

const (
	// Standard32 names begin with cm32p2 (component-model BuildTargets.md).
	Standard32 Naming = iota
	// Legacy names are those that bindings generators have used from the start.
	Legacy
)

// Lifting says how a dummy's functions are lowered and lifted.
type Lifting byte

const (
	Sync Lifting = iota
	// AsyncCallback lifts async functions with a callback. Legacy names only.
	AsyncCallback
	// AsyncStackful lifts async functions without a callback. Legacy names only.
	AsyncStackful
)

// scheme makes the names of a dummy's imports and exports.
type scheme struct {
	r      *wit.Resolve
	naming Naming
	lift   Lifting
}

// key is the name of an interface in a core name; empty for the root.
func (s *scheme) key(k wit.WorldKey) string {
	if k.IsName() {
		return k.Name
	}
	if s.naming == Legacy {
		return s.r.KeyName(k)
	}
	// Standard names carry a version's track only.
	i := s.r.Interfaces[k.Interface]
	name := s.r.Packages[i.Package].Name
	track := name.Version.Track()
	name.Version = wit.Version(track)
	return name.ItemName(i.Name)
}

// imported is the module of what a component imports: the root for an empty
// key.
func (s *scheme) imported(key string) string {
	switch {
	case s.naming == Legacy && key == "":
		return "$root"
	case s.naming == Legacy:
		return key
	case key == "":
		return "cm32p2"
	}
	return "cm32p2|" + key
}

// exported is the module of the built-ins for what a component exports.
func (s *scheme) exported(key string) string {
	switch {
	case s.naming == Legacy && key == "":
		return "[export]$root"
	case s.naming == Legacy:
		return "[export]" + key
	}
	return "cm32p2|_ex_" + key
}

func (s *scheme) resource(builtin, name string) string {
	if s.naming == Legacy {
		return "[resource-" + builtin + "]" + name
	}
	return name + "_" + builtin
}

// liftPrefix stands before the export name of what is lifted async.
func (s *scheme) liftPrefix() string {
	switch s.lift {
	case AsyncCallback:
		return "[async-lift]"
	case AsyncStackful:
		return "[async-lift-stackful]"
	}
	return ""
}

// function is the export name of a function.
func (s *scheme) function(key, name string) string {
	switch {
	case s.naming == Standard32:
		return "cm32p2|" + key + "|" + name
	case key == "":
		return name
	}
	return key + "#" + name
}

func (s *scheme) postReturn(export string) string {
	if s.naming == Legacy {
		return "cabi_post_" + export
	}
	return export + "_post"
}

func (s *scheme) destructor(key, resource string) string {
	if s.naming == Legacy {
		return s.liftPrefix() + key + "#[dtor]" + resource
	}
	return "cm32p2|" + key + "|" + resource + "_dtor"
}

func (s *scheme) memory() string { return s.pick("memory", "cm32p2_memory") }

func (s *scheme) realloc() string { return s.pick("cabi_realloc", "cm32p2_realloc") }

func (s *scheme) initialize() string { return s.pick("_initialize", "cm32p2_initialize") }

func (s *scheme) pick(legacy, standard string) string {
	if s.naming == Legacy {
		return legacy
	}
	return standard
}
