package main

import (
	"strings"
	"testing"

	"wcomp/internal/peers"
)

func TestTheGeneratedModulesAreValidAndOfTheirSize(t *testing.T) {
	module := generate(300_000)
	if n := len(module); n < 300_000 || n > 310_000 {
		t.Errorf("asked for 300,000 bytes, got %d", n)
	}
	if _, stderr, code := peers.WasmTools(t, module, "validate"); code != 0 {
		t.Errorf("not valid: %s", stderr)
	}
}

func TestThePictureHoldsEveryPoint(t *testing.T) {
	svg := string(draw([]point{{1e6, 1e6, 2e6}, {2e6, 3e6, 5e6}, {4e6, 9e6, 1e7}}))
	if n := strings.Count(svg, "<polyline"); n != 2 || strings.Contains(svg, "NaN") {
		t.Errorf("%d lines in %s", n, svg)
	}
}
