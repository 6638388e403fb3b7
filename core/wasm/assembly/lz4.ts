/*
 * LZ4 block format. Ends are compared by difference (`end - pointer`), never by sum, so that nothing wraps at 4 GiB.
 * Copies go 16 bytes at a time and may write garbage ahead of what is decoded, never at or beyond `outputLimit`;
 * likewise nothing at or beyond `sourceLimit` is read.
 */

/**
 * The swizzle that repeats the first `period` (1 to 16) bytes of a vector: lane i holds i mod `period`. A difference
 * that would be negative wraps above 128, so the minimum undoes it.
 */
function cycle(period: i32): v128 {
  const once = i8x16.splat(<i8>period);
  const twice = i8x16.add(once, once);
  const four = i8x16.add(twice, twice);
  let index = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  index = i8x16.min_u(index, i8x16.sub(index, i8x16.add(four, four)));
  index = i8x16.min_u(index, i8x16.sub(index, four));
  index = i8x16.min_u(index, i8x16.sub(index, twice));
  return i8x16.min_u(index, i8x16.sub(index, once));
}

/** The 16 bytes that follow when the `offset` bytes before `target` repeat. */
function continuation(target: usize, offset: usize): v128 {
  return i8x16.swizzle(v128.load(target - offset), cycle(<i32>min(offset, 16)));
}

/** Copies bytes one by one up to `end`: the last few before a limit. Source and target may overlap. */
function copyBytes(target: usize, source: usize, end: usize): void {
  while (target !== end) store<u8>(target++, load<u8>(source++));
}

/** Copies bytes that lie in other memory than the target, or at least 16 before it. */
function copyVectors(target: usize, source: usize, end: usize, sourceLimit: usize, outputLimit: usize): void {
  while (end - target >= 16) {
    v128.store(target, v128.load(source));
    target += 16;
    source += 16;
  }
  if (target === end) return;
  if (sourceLimit - source >= 16 && outputLimit - target >= 16) v128.store(target, v128.load(source));
  else copyBytes(target, source, end);
}

/** A match from 16 bytes before or more. A long one that overlaps itself is nearly always a run of zeros. */
function copyMatch(target: usize, offset: usize, end: usize, outputLimit: usize): void {
  if (offset < 64 && end - target >= 128) {
    copyVectors(target, target - offset, target + 64, outputLimit, outputLimit);
    target += 64;
    // As far back as is written by now, in whole periods: a load must not wait for the store just before it.
    offset *= (64 + offset) / offset;
  }
  while (end - target >= 64) {
    v128.store(target, v128.load(target - offset));
    v128.store(target, v128.load(target + 16 - offset), 16);
    v128.store(target, v128.load(target + 32 - offset), 32);
    v128.store(target, v128.load(target + 48 - offset), 48);
    target += 64;
  }
  copyVectors(target, target - offset, end, outputLimit, outputLimit);
}

/** A match that repeats the `offset` (1 to 15) bytes before `target`, where 16 bytes are free. */
function repeatPattern(target: usize, offset: usize, end: usize, outputLimit: usize): void {
  const pattern = continuation(target, offset);
  const step: usize = 16 - (16 % <u32>offset);
  while (end - target >= 64) {
    v128.store(target, pattern);
    v128.store(target + step, pattern);
    v128.store(target + 2 * step, pattern);
    v128.store(target + 3 * step, pattern);
    target += 4 * step;
  }
  while (end - target >= 16) {
    v128.store(target, pattern);
    target += step;
  }
  if (target === end) return;
  if (outputLimit - target >= 16) v128.store(target, pattern);
  else copyBytes(target, target - offset, end);
}

/**
 * Decodes one LZ4 block that must fill [output, outputEnd) exactly. False when it does not, or copies from before
 * `output`. Reads stay below `sourceLimit`, writes below `outputLimit` (both at or after the block's own ends).
 *
 * The frames of an electron detector give short sequences in no order, whose branches nothing can predict. So literals
 * and matches of up to 16 bytes are one vector each, whatever their length and distance.
 */
export function decodeLz4Block(
  source: usize,
  sourceEnd: usize,
  sourceLimit: usize,
  output: usize,
  outputEnd: usize,
  outputLimit: usize,
): bool {
  let from = source;
  let to = output;
  while (from !== sourceEnd) {
    const token: u32 = load<u8>(from++);

    let literals: usize = token >> 4;
    if (literals === 15) {
      let more: u32 = 255;
      while (more === 255) {
        if (from === sourceEnd || literals > outputEnd - to) return false;
        more = load<u8>(from++);
        literals += more;
      }
    }
    if (literals > outputEnd - to || literals > sourceEnd - from) return false;
    if (literals <= 16 && sourceLimit - from >= 16 && outputLimit - to >= 16) {
      v128.store(to, v128.load(from));
    } else {
      copyVectors(to, from, to + literals, sourceLimit, outputLimit);
    }
    to += literals;
    from += literals;
    // Only the last sequence has no match.
    if (from === sourceEnd) return to === outputEnd;

    if (sourceEnd - from < 2) return false;
    const offset: usize = load<u16>(from);
    from += 2;
    if (offset === 0 || offset > to - output) return false;

    let length: usize = token & 15;
    if (length === 15) {
      // A run of zero planes is some thirty bytes of 255: eight at once.
      while (sourceEnd - from >= 8 && load<u64>(from) === u64.MAX_VALUE && length <= outputEnd - to) {
        from += 8;
        length += 8 * 255;
      }
      let more: u32 = 255;
      while (more === 255) {
        if (from === sourceEnd || length > outputEnd - to) return false;
        more = load<u8>(from++);
        length += more;
      }
    }
    length += 4;
    if (length > outputEnd - to) return false;
    const end = to + length;
    if (outputLimit - to < 16) copyBytes(to, to - offset, end);
    else if (length <= 16) v128.store(to, continuation(to, offset));
    else if (offset >= 16) copyMatch(to, offset, end, outputLimit);
    else repeatPattern(to, offset, end, outputLimit);
    to = end;
  }
  return false;
}
