import { corruptFile, tooLarge } from "./failures.js";
import { lookup3 } from "./lookup3.js";

/** What a cursor must know of the file it reads: widths of addresses and lengths, and a name for errors. */
export interface CursorFile {
  readonly path: string;
  readonly offsetBytes: number;
  readonly lengthBytes: number;
}

/** Reads little-endian fields one after the other. Every read is checked: "corrupt" past the end. */
export class Cursor {
  position = 0;
  private readonly view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    private readonly file: CursorFile,
    /** The structure that is being read, for errors: "object header". */
    private readonly what: string,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get remaining(): number {
    return this.bytes.byteLength - this.position;
  }

  u8(): number {
    return this.view.getUint8(this.advance(1));
  }

  u16(): number {
    return this.view.getUint16(this.advance(2), true);
  }

  u32(): number {
    return this.view.getUint32(this.advance(4), true);
  }

  /** Unsigned integer of 0 to 8 bytes; "too-large" beyond 2^53 - 1. */
  uint(byteCount: number): number {
    const at = this.advance(byteCount);
    let value = 0;
    for (let i = byteCount - 1; i >= 0; i--) value = value * 256 + this.bytes[at + i]!;
    if (Number.isSafeInteger(value)) return value;
    throw tooLarge(
      this.file.path,
      `${value} as a size or position in its ${this.what}`,
      "at most 2^53 - 1",
      "No data set of this size can be read; the file may be damaged.",
    );
  }

  /** A length, as wide as the superblock says. */
  length(): number {
    return this.uint(this.file.lengthBytes);
  }

  /** A length, or Infinity where the file says "unlimited" (all bits set). */
  lengthOrUnlimited(byteCount = this.file.lengthBytes): number {
    return this.uintUnlessAllSet(byteCount) ?? Infinity;
  }

  /** An address, relative to the superblock; undefined where the file says "none" (all bits set). */
  address(): number | undefined {
    return this.uintUnlessAllSet(this.file.offsetBytes);
  }

  /** An address that must be there. */
  definedAddress(): number {
    const address = this.address();
    if (address !== undefined) return address;
    throw this.corrupt("an undefined address", "an address");
  }

  take(byteCount: number): Uint8Array {
    const at = this.advance(byteCount);
    return this.bytes.subarray(at, at + byteCount);
  }

  /** A cursor over the next bytes, on their own. */
  slice(byteCount: number, what = this.what): Cursor {
    return new Cursor(this.take(byteCount), this.file, what);
  }

  skip(byteCount: number): void {
    this.advance(byteCount);
  }

  /** UTF-8 text of a known length, up to its first NUL. */
  text(byteCount: number): string {
    const bytes = this.take(byteCount);
    const end = bytes.indexOf(0);
    return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
  }

  /** UTF-8 text that ends with a NUL, which is read too. */
  nulTerminatedText(): string {
    const end = this.bytes.indexOf(0, this.position);
    if (end < 0) throw this.corrupt("a name without an end", "a NUL-terminated name");
    return this.text(end + 1 - this.position);
  }

  /** Reads four characters and insists on them. */
  signature(expected: string): void {
    const found = String.fromCharCode(...this.take(4));
    if (found !== expected) throw this.corrupt(JSON.stringify(found), JSON.stringify(expected));
  }

  /** Reads a version byte and insists on one of these. */
  version(...expected: readonly number[]): number {
    return this.oneOf(this.u8(), expected);
  }

  /** As {@link version}, of four bytes. */
  version32(...expected: readonly number[]): number {
    return this.oneOf(this.u32(), expected);
  }

  private oneOf(found: number, expected: readonly number[]): number {
    if (!expected.includes(found)) throw this.corrupt(`version ${found}`, `version ${expected.join(" or ")}`);
    return found;
  }

  /** Reads the checksum of everything before it in this cursor, and insists on it. */
  checksum(): void {
    const computed = lookup3(this.bytes.subarray(0, this.position));
    const stored = this.u32();
    if (stored === computed) return;
    throw this.corrupt(`checksum 0x${computed.toString(16)}`, `0x${stored.toString(16)}, as stored with it`);
  }

  corrupt(found: string, expected: string): Error {
    return corruptFile(this.file.path, `${found} in its ${this.what}`, expected);
  }

  private uintUnlessAllSet(byteCount: number): number | undefined {
    const at = this.position;
    for (let i = 0; i < byteCount; i++) if (this.bytes[at + i] !== 0xff) return this.uint(byteCount);
    this.advance(byteCount);
    return undefined;
  }

  private advance(byteCount: number): number {
    const at = this.position;
    if (byteCount < 0 || at + byteCount > this.bytes.byteLength) {
      throw this.corrupt(`${this.bytes.byteLength} bytes`, `at least ${at + byteCount} bytes`);
    }
    this.position = at + byteCount;
    return at;
  }
}
