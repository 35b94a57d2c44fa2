/** FNV-1a of 64 bits over a text or over the bytes of float64 numbers, as ci/peers/data-hashes.py prints it. */
export function fnv1a(data: string | Float64Array): string {
  const bytes =
    typeof data === 'string' ? Buffer.from(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  let h = 0xcbf29ce484222325n;
  for (const byte of bytes) h = ((h ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return h.toString(16).padStart(16, '0');
}
