/*
 * LZ4 block format. Ends are compared by difference (`end - pointer`), never by sum, so that nothing wraps at 4 GiB.
 * Copies go 16 bytes at a time and may write garbage ahead of what is decoded, never at or beyond `outputLimit`;
 * likewise nothing at or beyond `sourceLimit` is read.
 */

/** Lane i holds i mod `period` (1 to 15): the swizzle that repeats the first `period` bytes of a vector. */
function cycle(period: u32): v128 {
  let index = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  for (let shift: u32 = 4; shift-- > 0; ) {
    const step = i8x16.splat(<i8>(period << shift));
    index = i8x16.sub(index, v128.and(step, i8x16.ge_s(index, step)));
  }
  return index;
}

/** Copies bytes one by one up to `end`: the last few before a limit. Source and target may overlap. */
function copyBytes(target: usize, source: usize, end: usize): void {
  while (target != end) store<u8>(target++, load<u8>(source++));
}

/** Copies literals. They lie in other memory than the output. */
function copyLiterals(target: usize, source: usize, end: usize, sourceLimit: usize, outputLimit: usize): void {
  while (end - target >= 16) {
    v128.store(target, v128.load(source));
    target += 16;
    source += 16;
  }
  if (target == end) return;
  if (sourceLimit - source >= 16 && outputLimit - target >= 16) v128.store(target, v128.load(source));
  else copyBytes(target, source, end);
}

/** Copies from at least 16 bytes before, or fewer than 16 bytes from no nearer than their number. */
function copyApart(target: usize, offset: usize, end: usize, outputLimit: usize): void {
  while (end - target >= 16) {
    v128.store(target, v128.load(target - offset));
    target += 16;
  }
  if (target == end) return;
  if (outputLimit - target >= 16) v128.store(target, v128.load(target - offset));
  else copyBytes(target, target - offset, end);
}

/** Repeats the `offset` (1 to 15) bytes before `target`; 16 bytes are free there. */
function repeatPattern(target: usize, offset: usize, end: usize, outputLimit: usize): void {
  let pattern: v128;
  let step: usize = 16;
  if (offset == 1) {
    pattern = v128.load_splat<u8>(target - 1);
  } else {
    pattern = i8x16.swizzle(v128.load(target - offset), cycle(<u32>offset));
    step = 16 - (16 % offset);
  }
  if (step == 16) {
    while (end - target >= 64) {
      v128.store(target, pattern);
      v128.store(target, pattern, 16);
      v128.store(target, pattern, 32);
      v128.store(target, pattern, 48);
      target += 64;
    }
  }
  while (end - target >= 16) {
    v128.store(target, pattern);
    target += step;
  }
  if (target == end) return;
  if (outputLimit - target >= 16) v128.store(target, pattern);
  else copyBytes(target, target - offset, end);
}

/**
 * Decodes one LZ4 block that must fill [output, outputEnd) exactly. False when it does not, or copies from before
 * `output`. Reads stay below `sourceLimit`, writes below `outputLimit` (both at or after the block's own ends).
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
  while (from != sourceEnd) {
    const token: u32 = load<u8>(from++);

    let literals: usize = token >> 4;
    if (literals == 15) {
      let more: u32 = 255;
      while (more == 255) {
        if (from == sourceEnd || literals > outputEnd - to) return false;
        more = load<u8>(from++);
        literals += more;
      }
    }
    if (literals > outputEnd - to || literals > sourceEnd - from) return false;
    copyLiterals(to, from, to + literals, sourceLimit, outputLimit);
    to += literals;
    from += literals;
    if (from == sourceEnd) return to == outputEnd;

    if (sourceEnd - from < 2) return false;
    const offset: usize = load<u16>(from);
    from += 2;
    if (offset == 0 || offset > to - output) return false;

    let length: usize = token & 15;
    if (length == 15) {
      // A run of zero planes is some thirty bytes of 255: eight at once.
      while (sourceEnd - from >= 8 && load<u64>(from) == u64.MAX_VALUE && length <= outputEnd - to) {
        from += 8;
        length += 8 * 255;
      }
      let more: u32 = 255;
      while (more == 255) {
        if (from == sourceEnd || length > outputEnd - to) return false;
        more = load<u8>(from++);
        length += more;
      }
    }
    length += 4;
    if (length > outputEnd - to) return false;
    const end = to + length;
    if (outputLimit - to < 16) copyBytes(to, to - offset, end);
    else if (offset >= 16 || offset >= length) copyApart(to, offset, end, outputLimit);
    else repeatPattern(to, offset, end, outputLimit);
    to = end;
  }
  return false;
}
