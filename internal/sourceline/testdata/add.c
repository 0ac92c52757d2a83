// clang 14 --target=wasm32 -g -O0 -nostdlib -fdebug-compilation-dir=/src -Wl,--no-entry -Wl,--export=add -o add.wasm add.c
int twice(int x) { return 2 * x; }

int add(int a, int b) {
  int sum = twice(a);
  return sum +
         b;
}
