package componentize

import "strings"

// standardImport classifies an import by the standard names. scheme is what follows the prefix of the import module:
// nothing for the world itself, |KEY for an imported interface, |_ex_KEY for an exported one.
func (c *classifier) standardImport(imp *Import, module string) *importProblem {
	if module == "" {
		scope := c.w.rootImports()
		if f, ok := scope.function(imp.Name); ok {
			return c.lower(imp, "", f, false)
		}
		return c.standardResource(imp, scope)
	}
	key, ok := strings.CutPrefix(module, "|")
	if !ok {
		return &importProblem{cause: causeNotStandard}
	}
	if exported, ok := strings.CutPrefix(key, "_ex_"); ok {
		scope, ok := c.w.standardScope(exported, true)
		if !ok {
			return &importProblem{cause: causeNoExportedInterface, name: exported}
		}
		return c.standardResource(imp, scope)
	}
	scope, ok := c.w.standardScope(key, false)
	if !ok {
		return &importProblem{cause: causeNoInterface, name: key}
	}
	if f, ok := scope.function(imp.Name); ok {
		return c.lower(imp, scope.key, f, false)
	}
	return c.standardResource(imp, scope)
}

// standardResource recognises r_drop, and r_new and r_rep for exported resources.
func (c *classifier) standardResource(imp *Import, s *scope) *importProblem {
	for i := range resourceBuiltins {
		b := &resourceBuiltins[i]
		name, ok := strings.CutSuffix(imp.Name, "_"+b.word)
		if !ok || b.exportedOnly && !s.exported {
			continue
		}
		if id, ok := s.resource(name); ok {
			return c.resourceBuiltin(imp, s, b, id)
		}
	}
	return &importProblem{cause: causeNoFunction, name: imp.Name, scope: s}
}
