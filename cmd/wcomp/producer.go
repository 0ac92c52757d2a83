package main

import (
	"strings"

	"wcomp/internal/version"
)

// producer is what the producers section records: wcomp itself, or what the
// environment's WCOMP_PRODUCER says, NAME@VERSION.
func producer(env *environment) (name, v string) {
	if name, v, ok := strings.Cut(env.getenv("WCOMP_PRODUCER"), "@"); ok {
		return name, v
	}
	return version.Name, version.Version
}
