// Package badinput puts damaged modules and components through everything
// that reads one: decoding, validating, printing, componentizing, reading WIT.
// What comes out may be an error or a success; a panic, a hang, or memory out
// of proportion to the input is a defect.
package badinput

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"time"

	"wcomp/binary"
	"wcomp/componentize"
	"wcomp/decode"
	"wcomp/validate"
	"wcomp/wat"
	"wcomp/wit"
)

// Stage is one reader of binaries.
type Stage struct {
	Name string
	Run  func(data []byte) error
}

// Stages are all readers, each run on its own.
var Stages = []Stage{
	{"decode", decodeAll},
	{"validate", func(data []byte) error {
		_, err := validate.Binary(data, validate.Options{Features: binary.AllFeatures})
		return err
	}},
	{"print", func(data []byte) error { return wat.Print(io.Discard, data, wat.PrintOptions{}) }},
	{"new", func(data []byte) error {
		_, err := componentize.New(data, componentize.Options{Validate: true, MergeImports: true, DebugNames: true})
		return err
	}},
	{"wit", func(data []byte) error {
		d, err := wit.DecodeBinary(data, 0)
		if err == nil {
			_, err = d.Resolve.AppendWIT(nil, d.Package, wit.PrintOptions{})
		}
		return err
	}},
}

// Limits of one run of one stage.
const (
	// MaxTime is what counts as a hang.
	MaxTime = 10 * time.Second
	// Memory may grow by so many times the input's size, plus a constant.
	memoryFactor = 16
	memoryConst  = 64 << 20
)

// Run puts data through every stage and reports what no input may cause.
func Run(data []byte) error {
	var all []error
	for _, s := range Stages {
		if err := s.run(data); err != nil {
			all = append(all, fmt.Errorf("%s: %w", s.Name, err))
		}
	}
	return errors.Join(all...)
}

func (s Stage) run(data []byte) (err error) {
	defer func() {
		if p := recover(); p != nil {
			buf := make([]byte, 16<<10)
			err = fmt.Errorf("panic: %v\n%s", p, buf[:runtime.Stack(buf, false)])
		}
	}()
	start := time.Now()
	_ = s.Run(data)
	if d := time.Since(start); d > MaxTime {
		return fmt.Errorf("took %v for %d bytes", d, len(data))
	}
	return nil
}

// Memory puts data through every stage and reports one that allocates more
// than is in proportion. What is allocated in all stands for the peak, which it
// is never below.
func Memory(data []byte) error {
	var all []error
	for _, s := range Stages {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		err := s.run(data)
		runtime.ReadMemStats(&after)
		if used, limit := after.TotalAlloc-before.TotalAlloc, uint64(memoryFactor*len(data)+memoryConst); used > limit {
			all = append(all, fmt.Errorf("%s: %d bytes allocated for %d bytes of input, more than %d", s.Name, used, len(data), limit))
		}
		if err != nil {
			all = append(all, fmt.Errorf("%s: %w", s.Name, err))
		}
	}
	return errors.Join(all...)
}

// decodeAll reads every entry and operator, and the custom sections.
func decodeAll(data []byte) error {
	if err := decode.All(data); err != nil {
		return err
	}
	p := decode.NewParser(data, 0)
	var ev decode.Event
	for p.Next(&ev) {
		switch ev.Kind {
		case decode.EventCustom:
			readCustom(&ev)
		case decode.EventSection:
			if !ev.Component && ev.Section() == binary.SectionElement {
				for items := ev.Items(); items.Next(); {
					e := items.Element()
					for range decode.ElementFuncs(&e) {
					}
				}
			}
		}
	}
	return p.Err()
}

// readCustom reads the sections with a known layout; what is wrong with them
// is nobody's error.
func readCustom(ev *decode.Event) {
	switch ev.Name {
	case "name":
		for range decode.NameSubsections(ev.Data, ev.Offset) {
		}
	case "component-name":
		for range decode.ComponentNameSubsections(ev.Data, ev.Offset) {
		}
	case "producers":
		_, _ = decode.Producers(ev.Data, ev.Offset)
	case "target_features":
		_, _ = decode.TargetFeatures(ev.Data, ev.Offset)
	case "dylink.0":
		_, _ = decode.Dylink(ev.Data, ev.Offset)
	case "metadata.code.branch_hint":
		_, _ = decode.BranchHints(ev.Data, ev.Offset)
	}
	if len(ev.Name) >= len(wit.MetadataSectionPrefix) && ev.Name[:len(wit.MetadataSectionPrefix)] == wit.MetadataSectionPrefix {
		_, _ = wit.DecodeMetadata(ev.Data, ev.Offset)
	}
}

// interesting bytes are those at which the format changes its mind.
var interesting = []byte{0x00, 0x01, 0x02, 0x05, 0x0b, 0x0f, 0x40, 0x41, 0x42, 0x60, 0x7e, 0x7f, 0x80, 0xfb, 0xfe, 0xff}

// Mutate returns data with one to four bytes changed, or a stretch removed,
// repeated or inserted. The same seed gives the same result.
func Mutate(data []byte, seed uint64) []byte {
	r := rand.New(rand.NewPCG(seed, 0x5eed))
	out := append([]byte(nil), data...)
	for range 1 + r.IntN(4) {
		if len(out) < 9 {
			break
		}
		at := 8 + r.IntN(len(out)-8)
		switch r.IntN(8) {
		case 0:
			out[at] = byte(r.Uint32())
		case 1:
			out[at] ^= 1 << r.IntN(8)
		case 2:
			out[at]++
		case 3:
			out[at]--
		case 4:
			out[at] = interesting[r.IntN(len(interesting))]
		case 5: // a count or size of 2^32-1
			out = append(out[:at], append([]byte{0xff, 0xff, 0xff, 0xff, 0x0f}, out[min(at+5, len(out)):]...)...)
		case 6:
			n := min(1+r.IntN(8), len(out)-at)
			out = append(out[:at], out[at+n:]...)
		case 7:
			n := min(1+r.IntN(8), len(out)-at)
			out = append(out[:at+n], append(append([]byte(nil), out[at:at+n]...), out[at+n:]...)...)
		}
	}
	return out
}
