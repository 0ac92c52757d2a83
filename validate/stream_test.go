package validate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"wcomp/binary"
	"wcomp/decode"
	"wcomp/internal/corpus"
	"wcomp/internal/peers"
)

// sameAsSlice holds the answer about a stream to that about the whole file.
func sameAsSlice(t *testing.T, label string, data []byte, o Options, readers ...func(io.Reader) io.Reader) {
	t.Helper()
	info, want := Binary(data, o)
	for i, wrap := range readers {
		got, err := Reader(wrap(bytes.NewReader(data)), o)
		if (err == nil) != (want == nil) || err != nil && fmt.Sprintf("%#v", err) != fmt.Sprintf("%#v", want) && err.Error() != want.Error() {
			t.Errorf("%s, reader %d:\n stream %v\n slice  %v", label, i, err, want)
			continue
		}
		if err == nil && (got.Types.Len() != info.Types.Len() || (got.Module == nil) != (info.Module == nil)) {
			t.Errorf("%s, reader %d: other types", label, i)
		}
		if err == nil && got.Module != nil && len(got.Module.Exports) != len(info.Module.Exports) {
			t.Errorf("%s, reader %d: other exports", label, i)
		}
	}
}

func plainReader(r io.Reader) io.Reader { return r }

// threes yields three bytes at a time, and the end with the last of them.
func threes(r io.Reader) io.Reader { return iotest.DataErrReader(&pieces{r, 3}) }

type pieces struct {
	r io.Reader
	n int
}

func (p *pieces) Read(b []byte) (int, error) { return p.r.Read(b[:min(len(b), p.n)]) }

// Streams of the scripts' binaries and of the corpus get the answers of whole
// files.
func TestStreamsOfTheCorpus(t *testing.T) {
	files := 0
	scriptCases(t, func(c *scriptCase) {
		files++
		sameAsSlice(t, fmt.Sprintf("%s:%d", c.script, c.line), c.data, Options{Features: c.features | binary.NoFeatures, Workers: 1 + files%3}, iotest.OneByteReader)
	})
	corpus.Walk(t, "component-model", func(path string) {
		for _, c := range splitScript(t, path) {
			files++
			sameAsSlice(t, fmt.Sprintf("%s:%d", c.script, c.line), c.data, Options{Features: binary.AllFeatures}, iotest.OneByteReader, plainReader)
		}
	}, ".wast")
	for _, pattern := range []string{"real/*/*.wasm", "real/*/*/*.wasm", "components/*/*.wasm"} {
		for _, path := range corpus.Glob(t, pattern) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			files++
			sameAsSlice(t, corpus.Name(t, path), data, Options{Features: binary.AllFeatures}, plainReader, threes)
		}
	}
	t.Logf("%d files", files)
}

// So do damaged files and files that are cut off.
func TestStreamsOfDamagedFiles(t *testing.T) {
	var seeds [][]byte
	for _, pattern := range []string{"real/*/module.wasm", "real/*/component.wasm", "components/*/*.wasm"} {
		for _, path := range corpus.Glob(t, pattern) {
			if data, err := os.ReadFile(path); err == nil && len(data) < 60_000 {
				seeds = append(seeds, data)
			}
		}
	}
	r := rand.New(rand.NewPCG(3, 1))
	for i := range 6000 {
		data := bytes.Clone(seeds[r.IntN(len(seeds))])
		for range r.IntN(3) {
			data[r.IntN(len(data))] = byte(r.Uint32())
		}
		if r.IntN(3) > 0 {
			data = data[:r.IntN(len(data))]
		}
		if r.IntN(8) == 0 {
			data = append(data, 0, 5, 1, 'a')
		}
		sameAsSlice(t, fmt.Sprint("damaged ", i), data, Options{Features: binary.AllFeatures, Workers: 1 + i%2}, plainReader, threes)
		if t.Failed() {
			os.WriteFile(t.TempDir()+"/bad.wasm", data, 0o666)
			t.FailNow()
		}
	}
}

// A stream is not kept: what is held at any time is far less than the file.
func TestStreamIsNotKept(t *testing.T) {
	const functions, each = 20_000, 2_000
	body := append(append([]byte{0}, bytes.Repeat([]byte{byte(binary.OpNop)}, each-2)...), byte(binary.OpEnd))
	header := append([]byte(binary.ModuleHeader), coreSection(binary.SectionType, 1, 0x60, 0, 0)...)
	header = append(header, coreSection(binary.SectionFunction, append(binary.AppendU32(nil, functions), make([]byte, functions)...)...)...)
	size := binary.AppendU32(nil, each)
	count := binary.AppendU32(nil, functions)
	code := append(binary.AppendU32([]byte{byte(binary.SectionCode)}, uint32(len(count)+functions*(len(size)+each))), count...)
	custom := append(binary.AppendU32([]byte{0}, 30_000_002), 1, 'x')
	readers := []io.Reader{bytes.NewReader(header), bytes.NewReader(code)}
	for range functions {
		readers = append(readers, bytes.NewReader(size), bytes.NewReader(body))
	}
	readers = append(readers, bytes.NewReader(custom), io.LimitReader(zeros{}, 30_000_000))
	watch := &watched{r: io.MultiReader(readers...)}
	if _, err := Reader(watch, Options{Workers: 2}); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes read, at most %d held", watch.read, watch.most)
	if watch.read < 70_000_000 || watch.most > 16<<20 {
		t.Errorf("%d bytes read, at most %d held", watch.read, watch.most)
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

// watched looks at the heap now and then, after a collection.
type watched struct {
	r          io.Reader
	read, last int
	start      uint64
	most       int64
}

func (w *watched) Read(b []byte) (int, error) {
	if w.read == 0 || w.read-w.last > 4<<20 {
		w.last = w.read
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		if w.start == 0 {
			w.start = m.HeapAlloc
		}
		w.most = max(w.most, int64(m.HeapAlloc)-int64(w.start))
	}
	n, err := w.r.Read(b)
	w.read += n
	return n, err
}

// The run ends with the context, and with the reader's own error.
func TestStreamEnds(t *testing.T) {
	data := append([]byte(binary.ModuleHeader), coreSection(binary.SectionType, 1, 0x60, 0, 0)...)
	ctx, cancel := context.WithCancel(context.Background())
	_, err := Reader(io.MultiReader(bytes.NewReader(data), readerFunc(func([]byte) (int, error) { cancel(); return 0, nil })), Options{Context: ctx})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	broken := errors.New("broken")
	if _, err := Reader(io.MultiReader(bytes.NewReader(data), iotest.ErrReader(broken)), Options{}); err != broken {
		t.Errorf("broken: %v", err)
	}
	if _, err := Reader(readerFunc(func([]byte) (int, error) { return 0, nil }), Options{}); err != io.ErrNoProgress {
		t.Errorf("without progress: %v", err)
	}
	if _, err := Reader(strings.NewReader(""), Options{}); err == nil {
		t.Error("nothing is accepted")
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(b []byte) (int, error) { return f(b) }

// The large modules as streams.
func TestStreamsOfLargeModules(t *testing.T) {
	for _, name := range []string{"esbuild", "canvaskit"} {
		data, err := os.ReadFile(peers.LookModule(t, name))
		if err != nil {
			t.Fatal(err)
		}
		sameAsSlice(t, name, data, Options{Features: binary.AllFeatures}, plainReader)
		sameAsSlice(t, name+" cut off", data[:len(data)/2], Options{Features: binary.AllFeatures}, plainReader)
	}
}

// A stream yields the events of a whole file.
func TestStreamEvents(t *testing.T) {
	for _, path := range corpus.Glob(t, "components/*/component.wasm") {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		a, b := decode.NewParser(data, 7), decode.NewStream(iotest.HalfReader(bytes.NewReader(data)), 7, func(string) bool { return true })
		var x, y decode.Event
		for a.Next(&x) {
			if !b.Next(&y) {
				t.Fatalf("%s: the stream ends: %v", corpus.Name(t, path), b.Err())
			}
			if x.Kind == decode.EventStart || x.Kind == decode.EventCode {
				x.Data, y.Data = nil, nil
			}
			if !bytes.Equal(x.Data, y.Data) {
				t.Fatalf("%s at 0x%x: other data", corpus.Name(t, path), x.Start)
			}
			x.Data, y.Data = nil, nil
			if fmt.Sprintf("%+v", x) != fmt.Sprintf("%+v", y) {
				t.Fatalf("%s: %+v, stream %+v", corpus.Name(t, path), x, y)
			}
		}
		if b.Next(&y) || b.Err() != nil {
			t.Fatalf("%s: the stream goes on: %+v %v", corpus.Name(t, path), y, b.Err())
		}
	}
}

func coreSection(id binary.SectionID, contents ...byte) []byte {
	return append(binary.AppendU32([]byte{byte(id)}, uint32(len(contents))), contents...)
}
