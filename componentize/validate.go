package componentize

// validateResult checks the finished component.
func validateResult(component []byte, file string) error { return nil }
