package main

import (
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// point is one module of the series: its size and the time of both tools.
type point struct {
	size         int64
	ours, theirs time.Duration
}

// series validates modules of 1, 2, 4 … megabytes with both tools and draws
// the times: a straight line of slope 1 means linear time.
func (c *comparison) series(most int, svg string) error {
	var points []point
	fmt.Printf("%-10s %9s  %12s %12s %6s %16s\n", "verb", "input MB", "wcomp ms", "wasm-tools", "ratio", "wcomp MB/s")
	for megabytes := 1; megabytes <= most; megabytes *= 2 {
		path := filepath.Join(c.scratch, "series.wasm")
		module := generate(megabytes * 1_000_000)
		if err := os.WriteFile(path, module, 0o666); err != nil {
			return err
		}
		ours, theirs, err := c.run(job{verb: "validate", args: []string{"validate", path}})
		if err != nil {
			return err
		}
		p := point{int64(len(module)), ours.least, theirs.least}
		points = append(points, p)
		fmt.Printf("%-10s %9.1f  %12.1f %12.1f %6.2f %16.0f\n", "validate", float64(p.size)/1e6, ms(p.ours), ms(p.theirs),
			float64(p.ours)/float64(p.theirs), float64(p.size)/1e6/p.ours.Seconds())
	}
	if svg == "" {
		return nil
	}
	return os.WriteFile(svg, draw(points), 0o666)
}

// generate makes a valid module of about size bytes: functions alike in kind
// to a compiler's (locals, arithmetic, memory, branches, calls), each a little
// different.
func generate(size int) []byte {
	const typed = "\x60\x02\x7f\x7f\x01\x7f" // (func (param i32 i32) (result i32))
	var bodies []byte
	count := 0
	for len(bodies) < size {
		body := function(count)
		bodies = binary.AppendUvarint(bodies, uint64(len(body)))
		bodies = append(bodies, body...)
		count++
	}
	module := []byte("\x00asm\x01\x00\x00\x00")
	section := func(id byte, parts ...[]byte) {
		length := 0
		for _, p := range parts {
			length += len(p)
		}
		module = append(module, id)
		module = binary.AppendUvarint(module, uint64(length))
		for _, p := range parts {
			module = append(module, p...)
		}
	}
	vector := binary.AppendUvarint(nil, uint64(count))
	section(1, []byte("\x01"+typed))
	section(3, vector, make([]byte, count))
	section(5, []byte{1, 0, 1})
	section(10, vector, bodies)
	return module
}

// function is the n-th body: n decides its constants and whom it calls.
func function(n int) []byte {
	b := []byte{1, 3, 0x7f} // three locals of type i32
	constant := func(v int) {
		b = append(b, 0x41)
		b = append(b, sleb(v)...)
	}
	for i := range 24 {
		b = append(b, 0x02, 0x40, 0x03, 0x40)                         // block loop
		b = append(b, 0x20, 0x00, 0x20, 0x01)                         // local.get 0, 1
		constant((n*31 + i*7) % 5000)                                 // i32.const
		b = append(b, 0x6a, 0x71, 0x22, 0x02)                         // i32.add, i32.and, local.tee 2
		b = append(b, 0x45, 0x0d, 0x01)                               // i32.eqz, br_if 1
		b = append(b, 0x20, 0x02, 0x28, 0x02)                         // local.get 2, i32.load align=4
		b = binary.AppendUvarint(b, uint64(n%4000))                   // offset
		b = append(b, 0x21, 0x03, 0x20, 0x02, 0x20, 0x03, 0x36, 2, 8) // local.set 3 … i32.store offset=8
		b = append(b, 0x20, 0x03, 0x20, 0x02, 0x10)                   // … call
		b = binary.AppendUvarint(b, uint64(n/2))                      // an earlier function
		b = append(b, 0x22, 0x04, 0x0d, 0x00, 0x0b, 0x0b)             // local.tee 4, br_if 0, end end
	}
	return append(b, 0x20, 0x04, 0x0b) // local.get 4, end
}

func sleb(v int) []byte {
	var b []byte
	for {
		c := byte(v & 0x7f)
		v >>= 7
		if (v == 0 && c&0x40 == 0) || (v == -1 && c&0x40 != 0) {
			return append(b, c)
		}
		b = append(b, c|0x80)
	}
}

// draw makes the picture: both axes logarithmic.
func draw(points []point) []byte {
	const width, height, left, right, top, bottom = 640, 400, 70, 110, 30, 50
	minX, maxX := float64(points[0].size), float64(points[len(points)-1].size)
	minY, maxY := math.Inf(1), 0.0
	for _, p := range points {
		minY = min(minY, ms(p.ours), ms(p.theirs))
		maxY = max(maxY, ms(p.ours), ms(p.theirs))
	}
	minY, maxY = math.Pow(10, math.Floor(math.Log10(minY))), math.Pow(10, math.Ceil(math.Log10(maxY)))
	x := func(v float64) float64 {
		return left + (width-left-right)*math.Log(v/minX)/math.Log(maxX/minX)
	}
	y := func(v float64) float64 {
		return height - bottom - (height-top-bottom)*math.Log(v/minY)/math.Log(maxY/minY)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12" role="img" aria-label="Time of validate by size of the module">
<style>text{fill:#222}.grid{stroke:#ddd}.a{stroke:#06c;fill:none;stroke-width:2}.b{stroke:#c50;fill:none;stroke-width:2}.ta{fill:#06c}.tb{fill:#c50}
@media (prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#444}.a{stroke:#6af}.b{stroke:#f95}.ta{fill:#6af}.tb{fill:#f95}}</style>
<text x="%d" y="18">validate: time by size of the module, both logarithmic</text>
`, width, height, left)
	for v := minY; v <= maxY*1.001; v *= 10 {
		fmt.Fprintf(&b, `<line class="grid" x1="%d" x2="%d" y1="%.1f" y2="%.1f"/><text x="%d" y="%.1f" text-anchor="end">%g ms</text>`+"\n",
			left, width-right, y(v), y(v), left-6, y(v)+4, v)
	}
	for i, p := range points {
		if i%2 == 0 {
			at := x(float64(p.size))
			fmt.Fprintf(&b, `<line class="grid" x1="%.1f" x2="%.1f" y1="%d" y2="%d"/><text x="%.1f" y="%d" text-anchor="middle">%.0f MB</text>`+"\n",
				at, at, top, height-bottom, at, height-bottom+18, float64(p.size)/1e6)
		}
	}
	line := func(class, name string, time func(point) time.Duration) {
		var at []string
		for _, p := range points {
			at = append(at, fmt.Sprintf("%.1f,%.1f", x(float64(p.size)), y(ms(time(p)))))
		}
		last := points[len(points)-1]
		fmt.Fprintf(&b, `<polyline class="%s" points="%s"/><text class="t%s" x="%d" y="%.1f">%s</text>`+"\n",
			class, strings.Join(at, " "), class, width-right+6, y(ms(time(last)))+4, name)
	}
	line("a", "wcomp", func(p point) time.Duration { return p.ours })
	line("b", "wasm-tools", func(p point) time.Duration { return p.theirs })
	b.WriteString("</svg>\n")
	return []byte(b.String())
}
