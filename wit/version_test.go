package wit

import "testing"

func TestParseVersion(t *testing.T) {
	for _, good := range []string{
		"0.0.0", "1.2.3", "18446744073709551615.0.0", "1.0.0-rc", "1.0.0-rc.1", "1.0.0-0a.-", "1.0.0+001", "1.0.0-a-b+c-d.00",
	} {
		if v, err := ParseVersion(good); err != nil || string(v) != good {
			t.Errorf("%s: %q, %v", good, v, err)
		}
	}
	for _, bad := range []string{
		"", "1", "1.2", "1.2.3.4", "01.0.0", "1.0.00", "1.a.0", "1.-1.0", "18446744073709551616.0.0", "1.0.0-", "1.0.0-01",
		"1.0.0-a..b", "1.0.0+", "1.0.0-a_b", "1.0.0 ", "1..0", "+1.0.0",
	} {
		if v, err := ParseVersion(bad); err == nil {
			t.Errorf("%q is accepted as %q", bad, v)
		}
	}
}

func TestVersionCompare(t *testing.T) {
	// semver.org, 11, and build metadata at the end.
	order := []Version{
		"", "0.0.9", "0.1.0-alpha", "1.0.0-2", "1.0.0-10", "1.0.0-99999999999999999999", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta",
		"1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.0+b1", "1.0.0+b2", "1.0.1", "1.10.0", "2.0.0", "10.0.0",
	}
	for i, a := range order {
		for j, b := range order {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := a.Compare(b); got != want {
				t.Errorf("%q and %q: %d, want %d", a, b, got, want)
			}
		}
	}
}

func TestVersionTrack(t *testing.T) {
	for v, want := range map[Version]string{
		"1.2.3": "1", "12.0.0+x": "12", "0.2.6": "0.2", "0.0.3": "0.0.3", "0.0.3+x": "0.0.3", "1.0.0-rc.1": "1.0.0-rc.1",
		"1.0.0-rc.1+b": "1.0.0-rc.1", "": "",
	} {
		if got := v.Track(); got != want {
			t.Errorf("%s: %q, want %q", v, got, want)
		}
	}
}
