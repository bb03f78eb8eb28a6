/** From the text in the page to arrays: base64, zlib, planes, differences, scale. See contract.ts. */

import { unzlibSync } from "fflate";
import type { ArrayInfo, DType } from "./contract";

const BYTES: Record<DType, number> = { u1: 1, i1: 1, u2: 2, i2: 2, u4: 4, i4: 4, f4: 4 };

/** The bytes of a base64 text. */
export function fromBase64(text: string): Uint8Array {
  const raw = atob(text.trim());
  const out = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) out[i] = raw.charCodeAt(i);
  return out;
}

/** The stream unpacked: by the browser where it can, else by fflate. */
export async function inflate(packed: Uint8Array): Promise<Uint8Array> {
  if (!packed.length) return packed;
  if (typeof DecompressionStream === "undefined") return unzlibSync(packed);
  const stream = new Blob([packed as BlobPart]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Number of values of an array. */
export function size(info: ArrayInfo): number {
  return info.shape.reduce((n, k) => n * k, 1);
}

/** All arrays by name, as 32-bit floats; NaN where there is no value. */
export function unpack(bytes: Uint8Array, infos: ArrayInfo[]): Map<string, Float32Array> {
  const out = new Map<string, Float32Array>();
  let at = 0;
  for (const info of infos) {
    const length = size(info) * BYTES[info.dtype];
    if (at + length > bytes.length) throw new Error(`the data end before ${info.name}`);
    out.set(info.name, values(bytes.subarray(at, at + length), info));
    at += length;
  }
  return out;
}

/** The values of one array from its stored bytes. */
export function values(bytes: Uint8Array, info: ArrayInfo): Float32Array {
  const n = size(info);
  const q = whole(bytes, info.dtype, n);
  if (info.delta) {
    const step = info.shape[info.shape.length - 1];
    for (let i = 0; i < n; i++) if (i % step) q[i] += q[i - 1]; // wraps around in its type
  }
  const scale = info.scale ?? 1;
  const offset = info.offset ?? 0;
  const out = new Float32Array(n);
  for (let i = 0; i < n; i++) out[i] = q[i] === info.missing ? NaN : offset + scale * q[i];
  return out;
}

function whole(bytes: Uint8Array, dtype: DType, n: number) {
  const width = BYTES[dtype];
  let flat = bytes;
  if (width > 1) {
    flat = new Uint8Array(bytes.length);
    for (let b = 0; b < width; b++) for (let i = 0; i < n; i++) flat[i * width + b] = bytes[b * n + i];
  }
  const copy = flat.slice().buffer; // aligned
  if (dtype === "u1") return new Uint8Array(copy);
  if (dtype === "i1") return new Int8Array(copy);
  if (dtype === "u2") return new Uint16Array(copy);
  if (dtype === "i2") return new Int16Array(copy);
  if (dtype === "u4") return new Uint32Array(copy);
  return dtype === "i4" ? new Int32Array(copy) : new Float32Array(copy);
}
