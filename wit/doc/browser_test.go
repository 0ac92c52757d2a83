package doc_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/internal/peers"
	"wcomp/wit"
)

// In a real browser, at the width of a phone and of a desktop, in light and dark: the page has no error on the console,
// its script has run under its own security policy, nothing is wider than the window, and axe finds no violation.
func TestPageInBrowser(t *testing.T) {
	browser := lookBrowser(t)
	axe, err := peers.PackageFile("axe-core", "axe.min.js")
	if err == nil {
		_, err = os.Stat(axe)
	}
	if err != nil {
		corpus.Missing(t, "axe-core is not here: make peers (%v)", err)
	}
	rules, err := os.ReadFile(axe)
	if err != nil {
		t.Fatal(err)
	}
	r, main, err := wit.ParseDir(corpus.Path(t, "wasi-0.2"), &wit.ParseOptions{AllFeatures: true})
	if err != nil {
		t.Fatal(err)
	}
	html := page(t, r, main)
	// The check itself is not under the page's policy, which would forbid it.
	checked := regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`).ReplaceAll(html, nil)
	// Chromium's windows are at least 500 wide, which no rule of the page tells from a phone; the rest is cut off by hand.
	const check = `<script>
		document.documentElement.style.width = "%dpx";
		axe.run(document, {resultTypes: ["violations"]}).then((result) => {
			document.documentElement.dataset.result = JSON.stringify({
				Wide: [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > %[1]d + 1).map((e) => e.outerHTML.slice(0, 200)),
				Violations: result.violations.map((v) => v.id + ": " + v.nodes[0].html + ": " + v.nodes[0].failureSummary),
			});
		});</script></body>`
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int{390, 1366} {
			t.Run(fmt.Sprint(scheme, " ", width), func(t *testing.T) {
				script := "<script>" + string(rules) + "</script>" + fmt.Sprintf(check, width)
				checked := bytes.Replace(checked, []byte("</body>"), []byte(script), 1)
				if scheme == "dark" {
					checked = bytes.Replace(checked, []byte("@media (prefers-color-scheme: dark)"), []byte("@media all"), 1)
				}
				dom, log := dump(t, browser, width, html)
				if strings.Contains(log, "CONSOLE") {
					t.Errorf("the console says:\n%s", log)
				}
				if !strings.Contains(dom, `<div id="search" role="search">`) {
					t.Error("the script has not run")
				}
				dom, _ = dump(t, browser, width, checked)
				found := regexp.MustCompile(`data-result="([^"]*)"`).FindStringSubmatch(dom)
				if found == nil {
					t.Fatal("axe gave no result")
				}
				var result struct {
					Wide, Violations []string
				}
				if err := json.Unmarshal([]byte(unescape(found[1])), &result); err != nil {
					t.Fatal(err)
				}
				for _, v := range result.Wide {
					t.Errorf("wider than the window: %s", v)
				}
				for _, v := range result.Violations {
					t.Error(v)
				}
			})
		}
	}
}

func unescape(s string) string {
	return strings.NewReplacer("&quot;", `"`, "&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(s)
}

func lookBrowser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	corpus.Missing(t, "no Chromium is here: make peers")
	return ""
}

// dump opens a page and returns the document after its scripts have run, and what the browser logged.
func dump(t *testing.T, browser string, width int, html []byte) (dom, log string) {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "page.html")
	if err := os.WriteFile(file, html, 0o666); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	c := exec.Command(browser, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--user-data-dir="+filepath.Join(dir, "profile"),
		fmt.Sprintf("--window-size=%d,900", width), "--virtual-time-budget=60000", "--dump-dom", "file://"+filepath.ToSlash(file))
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil {
		t.Fatalf("%v\n%s", err, errs.String())
	}
	return out.String(), errs.String()
}
