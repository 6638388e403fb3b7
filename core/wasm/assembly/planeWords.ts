import { blockLength } from "./blocks";
import { appendWord, ENTRY, endWords, HEADER, tagOf } from "./words";

/** Bytes of planes that are looked at together, in lines of 64. */
const SECTION: usize = 4096;
const LINE: usize = 64;

/** Where the lines that are not empty are listed: behind all words that may come of them. */
const LIST: usize = (SECTION / 16 + 1) * ENTRY;

/** See KernelTable.planeWords. */
export function planeWords(
  planes: usize,
  frames: usize,
  frameStride: usize,
  elements: usize,
  elementBytes: usize,
  blockElements: usize,
  valid: usize,
  words: usize,
  wordStride: usize,
): void {
  const bits = elementBytes * 8;
  for (let frame: usize = 0; frame < frames; frame++, words += wordStride) {
    let block = planes + frame * frameStride;
    let at = words + HEADER;
    let start: usize = 0;
    for (let length = blockLength(elements, 0, blockElements); length; ) {
      const mask = valid + (start >> 3);
      const planeBytes = length >> 3;
      if (planeBytes % LINE === 0) at = addLines(block, start, planeBytes, bits, mask, at);
      else at = addPlanes(block, start, planeBytes, bits, mask, at);
      block += length * elementBytes;
      start += length;
      length = blockLength(elements, start, blockElements);
    }
    if (start < elements) at = addTail(block, start, elements, elementBytes, valid + (start >> 3), at);
    endWords(words, at);
  }
}

/** A block whose planes are whole lines: most of them are empty, and are not looked at twice. */
function addLines(
  block: usize,
  start: usize,
  planeBytes: usize,
  bits: usize,
  valid: usize,
  at: usize,
): usize {
  const bytes = planeBytes * bits;
  for (let section: usize = 0; section < bytes; section += SECTION) {
    const list = at + LIST;
    const end = listLines(block, section, min(bytes, section + SECTION), list);
    for (let next = list; next !== end; next += 4) {
      const line: usize = load<u32>(next);
      const bit: usize = <u32>line / <u32>planeBytes;
      const byte = line - bit * planeBytes;
      at = addLine(block + line, valid + byte, tagOf(start + (byte << 3), bit), at);
    }
  }
  return at;
}

/** Writes the offsets of the lines that are not empty to `list`, and gives its end. */
function listLines(block: usize, first: usize, end: usize, list: usize): usize {
  for (let line = first; line < end; line += LINE) {
    const from = block + line;
    const low = v128.or(v128.load(from), v128.load(from, 16));
    const high = v128.or(v128.load(from, 32), v128.load(from, 48));
    store<u32>(list, <u32>line);
    list += (<usize>v128.any_true(v128.or(low, high))) << 2;
  }
  return list;
}

function addLine(line: usize, valid: usize, tag: u32, at: usize): usize {
  at = appendWord(at, v128.and(v128.load(line), v128.load(valid)), tag);
  at = appendWord(at, v128.and(v128.load(line, 16), v128.load(valid, 16)), tag + tagOf(128, 0));
  at = appendWord(at, v128.and(v128.load(line, 32), v128.load(valid, 32)), tag + tagOf(256, 0));
  return appendWord(at, v128.and(v128.load(line, 48), v128.load(valid, 48)), tag + tagOf(384, 0));
}

/** A block whose planes end within a line. */
function addPlanes(
  plane: usize,
  start: usize,
  planeBytes: usize,
  bits: usize,
  valid: usize,
  at: usize,
): usize {
  for (let bit: usize = 0; bit < bits; bit++, plane += planeBytes) {
    let byte: usize = 0;
    for (; byte + 16 <= planeBytes; byte += 16) {
      const word = v128.and(v128.load(plane + byte), v128.load(valid + byte));
      at = appendWord(at, word, tagOf(start + (byte << 3), bit));
    }
    if (byte === planeBytes) continue;
    const rest = loadPart(plane + byte, valid + byte, planeBytes - byte);
    at = appendWord(at, rest, tagOf(start + (byte << 3), bit));
  }
  return at;
}

/** Fewer than 16 bytes of a plane and its mask; neither is read beyond them. */
function loadPart(plane: usize, valid: usize, bytes: usize): v128 {
  let low: u64 = 0;
  let high: u64 = 0;
  for (let at: usize = 0; at < bytes; at++) {
    const byte: u64 = load<u8>(plane + at) & load<u8>(valid + at);
    if (at < 8) low |= byte << (<u64>at * 8);
    else high |= byte << (<u64>(at - 8) * 8);
  }
  return i64x2.replace_lane(i64x2.splat(low), 1, high);
}

/** The elements after the last block, at most 7, which are stored raw. */
function addTail(
  pixels: usize,
  start: usize,
  elements: usize,
  elementBytes: usize,
  valid: usize,
  at: usize,
): usize {
  for (let bit: usize = 0; bit < elementBytes * 8; bit++) {
    let byte: u32 = 0;
    for (let element = start; element < elements; element++) {
      const from = pixels + (element - start) * elementBytes + (bit >> 3);
      byte |= ((<u32>load<u8>(from) >> (<u32>bit & 7)) & 1) << (<u32>(element - start));
    }
    at = appendWord(at, i32x4.replace_lane(i32x4.splat(0), 0, byte & load<u8>(valid)), tagOf(start, bit));
  }
  return at;
}
