// Package testsuite runs the test scripts of the field: .wast files, the
// language of the core specification's and the component model's suites.
//
// In goes a script (package wat reads it); out comes, directive by directive,
// whether what it says holds: that modules parse, encode, validate and print
// and parse again; that malformed and invalid ones are refused. Execute runs
// the assertions about results, traps and exhaustion on an engine. Convert
// makes the JSON and the files of json-from-wast.
//
//	script, err := wat.ParseScript(src, wat.ParseOptions{File: "f.wast"})
//	report := testsuite.Run(script, testsuite.Options{})
//	for _, f := range report.Failures() { … }
//
// Nothing is skipped silently: a directive passed, failed, or was skipped with
// a reason.
package testsuite
