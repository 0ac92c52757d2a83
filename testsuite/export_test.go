package testsuite

// Says is says, for tests outside of the package.
var Says = says
