package wit

// maxInterfaceDeps is one less than the instances that validators accept in one component type.
const maxInterfaceDeps = 999

// CheckPackageSize refuses a package whose binary form no validator accepts because an interface takes types, directly or through others,
// from too many interfaces: each of them would be repeated in full in the type of each that stands on it, so that the form is as large as
// the square of a chain's length. [Resolve.EncodePackage] writes it all the same.
func (r *Resolve) CheckPackageSize(id PackageID) error {
	for i := range r.Packages[id].Interfaces.Values() {
		seen := map[InterfaceID]bool{i: true}
		todo := []InterfaceID{i}
		for len(todo) > 0 {
			from := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			for t := range r.Interfaces[from].Types.Values() {
				if dep, ok := r.typeSource(t, from); ok && !seen[dep] {
					seen[dep] = true
					todo = append(todo, dep)
				}
			}
			if len(seen) > maxInterfaceDeps+1 {
				name, _ := r.InterfaceName(i)
				return r.errorAt(CodeLimit, r.Interfaces[i].Span, "interface "+name, "it takes types from more than %d interfaces, directly or through others, which the binary form has no room for", maxInterfaceDeps)
			}
		}
	}
	return nil
}
