// Runs a component that jco has transpiled to ./component.js, as a run of
// corpus/real asks for it. The one argument is JSON: {args, env, dir, invoke,
// expect}. Without `invoke` the component's wasi:cli/run is called. With it
// the text is a call in WAVE, `name(values)`: the result is compared with
// `expect`, WAVE too, as values, since JavaScript has other spellings.
import * as cli from '@bytecodealliance/preview2-shim/cli';
import * as filesystem from '@bytecodealliance/preview2-shim/filesystem';
import { isDeepStrictEqual } from 'node:util';

// Wave reads a value in WAVE into the nearest of JavaScript: some(x), ok(x)
// and err(x) are x, labels and characters are strings.
class Wave {
  constructor(text) { this.text = text; this.at = 0; }
  skip() { while (/\s/.test(this.text[this.at] ?? '')) this.at++; return this.text[this.at]; }
  take(c) { if (this.skip() !== c) throw new Error(`expected ${c} at ${this.at} of ${this.text}`); this.at++; }
  match(re) { re.lastIndex = this.at; const m = re.exec(this.text); if (m) this.at += m[0].length; return m?.[0]; }
  list(close) {
    const values = [];
    for (this.at++; this.skip() !== close;) {
      values.push(this.value());
      if (this.skip() === ',') this.at++;
    }
    this.at++;
    return values;
  }
  value() {
    switch (this.skip()) {
      case '[': return this.list(']');
      case '(': return this.list(')');
      case '{': {
        const record = {};
        for (this.at++; this.skip() !== '}';) {
          const name = this.match(/[a-z0-9-]+/y);
          this.take(':');
          record[camel(name)] = this.value();
          if (this.skip() === ',') this.at++;
        }
        this.at++;
        return record;
      }
      case '"': case "'": {
        const quoted = this.match(/"(\\.|[^"\\])*"|'(\\.|[^'\\])*'/y);
        return JSON.parse('"' + quoted.slice(1, -1) + '"');
      }
    }
    const number = this.match(/-?[0-9][0-9.e+-]*/y);
    if (number) return /[.e]/.test(number) ? Number(number) : BigInt(number);
    const word = this.match(/[a-z][a-z0-9-]*/y);
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'none') return null;
    if (this.text[this.at] === '(') return this.list(')')[0] ?? null;
    return word;
  }
}

const task = JSON.parse(process.argv[2]);
cli._setArgs(task.args);
cli._setEnv(task.env);
filesystem._setPreopens(task.dir);

const component = await import('./component.js');

if (task.invoke === undefined) {
  try {
    component.run.run();
  } catch (error) {
    if (error.payload === undefined && error.message !== undefined && error.constructor.name !== 'ComponentError') throw error;
    process.exitCode = 1;
  }
} else {
  const call = /^([^(]*)\((.*)\)$/s.exec(task.invoke);
  const f = find(component, camel(call[1]));
  const parsed = new Wave('[' + call[2] + ']').value();
  let result;
  try {
    result = await f(...parsed.map((v, i) => convert(v)));
  } catch (error) {
    if (error.payload === undefined) throw error;
    result = error.payload;
  }
  const want = new Wave(task.expect.trim()).value();
  if (!isDeepStrictEqual(plain(result), plain(want))) {
    console.log('got', plain(result), 'want', plain(want));
    process.exitCode = 99;
  }
}

function camel(name) {
  return name.trim().replace(/-([a-z0-9])/g, (_, c) => c.toUpperCase());
}

// find looks for a function at the root and in every exported interface.
function find(exports, name) {
  if (typeof exports[name] === 'function') return exports[name];
  for (const value of Object.values(exports)) {
    if (typeof value === 'object' && typeof value[name] === 'function') return value[name];
  }
  throw new Error(`the component exports no function ${name}`);
}

function convert(v) {
  return typeof v === 'bigint' && v >= -(2n ** 31n) && v < 2n ** 32n ? Number(v) : v;
}

// plain removes what WAVE and JavaScript spell differently: kinds of integers,
// typed arrays, absent fields, the wrapper of ok and err.
function plain(v) {
  if (typeof v === 'bigint') return v;
  if (typeof v === 'number' && Number.isInteger(v)) return BigInt(v);
  if (v === undefined || v === null) return null;
  if (ArrayBuffer.isView(v)) return Array.from(v, plain);
  if (Array.isArray(v)) return v.map(plain);
  if (typeof v === 'object') {
    const entries = Object.entries(v).map(([k, x]) => [k, plain(x)]).filter(([, x]) => x !== null);
    return Object.fromEntries(entries.sort());
  }
  return v;
}
