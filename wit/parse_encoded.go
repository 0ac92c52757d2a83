package wit

import "fmt"

// addEncoded takes the packages of an encoded dependency into the graph.
func (r *resolver) addEncoded(name string, from *Resolve) error {
	return fmt.Errorf("%s: encoded packages are not read yet", name)
}
