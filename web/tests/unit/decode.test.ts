import assert from "node:assert/strict";
import { test } from "node:test";
import { zlibSync } from "fflate";
import type { ArrayInfo } from "../../src/contract";
import { fromBase64, inflate, unpack } from "../../src/decode";

const info = (more: Partial<ArrayInfo>): ArrayInfo => ({ name: "0.run.x", dtype: "u1", dims: ["time"], shape: [4], ...more });

test("base64 and zlib are undone", async () => {
  const bytes = Uint8Array.from({ length: 300 }, (_, i) => i % 7);
  const text = Buffer.from(zlibSync(bytes)).toString("base64");
  assert.deepEqual(await inflate(fromBase64(text)), bytes);
});

test("differences are summed up along the last axis only, and wrap around", () => {
  const stored = Uint8Array.from([250, 3, 3, 250, 1, 1, 1, 1]);
  const found = unpack(stored, [info({ shape: [2, 4], delta: true })]).get("0.run.x");
  assert.deepEqual([...(found ?? [])], [250, 253, 0, 250, 1, 2, 3, 4]);
});

test("planes, scale, offset and missing values", () => {
  const numbers = Int16Array.from([-2, 300, -32768, 7]);
  const bytes = new Uint8Array(numbers.buffer);
  const planes = Uint8Array.from([...[0, 2, 4, 6].map((i) => bytes[i]), ...[1, 3, 5, 7].map((i) => bytes[i])]);
  const found = unpack(planes, [info({ dtype: "i2", scale: 0.5, offset: 10, missing: -32768 })]).get("0.run.x");
  assert.deepEqual([...(found ?? [])], [9, 160, NaN, 13.5]);
});

test("floats come back as they were", () => {
  const floats = Float32Array.from([0.5, -3, 1e9, 0]);
  const bytes = new Uint8Array(floats.buffer);
  const planes = Uint8Array.from([0, 1, 2, 3].flatMap((b) => [0, 1, 2, 3].map((i) => bytes[4 * i + b])));
  assert.deepEqual(unpack(planes, [info({ dtype: "f4" })]).get("0.run.x"), floats);
});

test("arrays follow each other without a gap; data that end too early are told", () => {
  const two = [info({ name: "a", shape: [3] }), info({ name: "b", shape: [2] })];
  assert.deepEqual([...(unpack(Uint8Array.from([1, 2, 3, 4, 5]), two).get("b") ?? [])], [4, 5]);
  assert.throws(() => unpack(Uint8Array.from([1, 2, 3, 4]), two), /end before b/);
});
