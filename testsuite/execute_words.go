package testsuite

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"wcomp/wat"
)

// Values in the words of a script, for messages.

// describe is a value or pattern that a script expects.
func describe(v *wat.Value) string {
	switch v.Type {
	case "i32", "i64", "f32", "f64":
		return "(" + v.Type + ".const " + laneText(v, v.Bits) + ")"
	case "v128":
		b := new(strings.Builder)
		fmt.Fprintf(b, "(v128.const %sx%d", v.Lanes[0].Type, len(v.Lanes))
		for i := range v.Lanes {
			b.WriteString(" " + laneText(&v.Lanes[i], v.Lanes[i].Bits))
		}
		return b.String() + ")"
	case "either":
		words := make([]string, len(v.Items))
		for i := range v.Items {
			words[i] = describe(&v.Items[i])
		}
		return "(either " + strings.Join(words, " ") + ")"
	case "refnull":
		return "(ref.null)"
	}
	switch kind := strings.TrimSuffix(v.Type, "ref"); {
	case v.Null:
		return "(ref.null " + kind + ")"
	case v.HasBits:
		return "(ref." + kind + " " + strconv.FormatUint(v.Bits, 10) + ")"
	default:
		return "(ref." + kind + ")"
	}
}

// describeResult is what the engine gave where v was expected.
func describeResult(v *wat.Value, got []uint64) string {
	switch v.Type {
	case "i32", "i64", "f32", "f64":
		return describe(&wat.Value{Type: v.Type, Bits: got[0]})
	case "v128":
		lanes := make([]wat.Value, len(v.Lanes))
		width := 128 / len(lanes)
		for i := range lanes {
			at := i * width
			lanes[i] = wat.Value{Type: v.Lanes[i].Type, Bits: got[at/64] >> (at % 64)}
		}
		return describe(&wat.Value{Type: "v128", Lanes: lanes})
	case "either":
		if len(v.Items) > 0 {
			return describeResult(&v.Items[0], got)
		}
	}
	switch {
	case got[0] == 0:
		return "(ref.null)"
	case v.Type == "externref":
		return describe(&wat.Value{Type: v.Type, HasBits: true, Bits: got[0] - 1})
	}
	return "a reference that is not null"
}

// laneText is a number of v's type, whose bits may be followed by others.
func laneText(v *wat.Value, bits uint64) string {
	if v.NaN != "" {
		return v.NaN
	}
	switch v.Type {
	case "i8":
		return strconv.Itoa(int(int8(bits)))
	case "i16":
		return strconv.Itoa(int(int16(bits)))
	case "i32":
		return strconv.Itoa(int(int32(bits)))
	case "f32":
		return floatText(float64(math.Float32frombits(uint32(bits))), bits&(1<<31) != 0, bits&0x7fffff, 32)
	case "f64":
		return floatText(math.Float64frombits(bits), bits>>63 != 0, bits&(1<<52-1), 64)
	}
	return strconv.FormatInt(int64(bits), 10)
}

func floatText(f float64, negative bool, payload uint64, size int) string {
	text := strconv.FormatFloat(math.Abs(f), 'g', -1, size)
	switch {
	case math.IsNaN(f):
		text = fmt.Sprintf("nan:%#x", payload)
	case math.IsInf(f, 0):
		text = "inf"
	}
	if negative {
		return "-" + text
	}
	return text
}
