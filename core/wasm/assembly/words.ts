/*
 * The words of a frame, see KernelTable: 16 bytes of a plane each, with what they stand for. Only those that are not
 * empty are there, so that sums run through them without a branch that nothing can predict.
 */

/** Where the first word lies behind the start of a frame's words; before it their number. */
export const HEADER: usize = 8;

/** From one word to the next: 16 bytes of a plane, the tag, padding. */
export const ENTRY: usize = 24;

/** What a word stands for: its first element, a multiple of 8, and the bit that it holds of 128 elements. */
export function tagOf(element: usize, bit: usize): u32 {
  return <u32>((element << 2) | bit);
}

/** Writes a word where `at` is, and gives where the next one goes: the same place when it is empty. */
export function appendWord(at: usize, word: v128, tag: u32): usize {
  v128.store(at, word);
  store<u32>(at, tag, 16);
  return at + (v128.any_true(word) ? ENTRY : 0);
}

/** Notes how many words a frame has. */
export function endWords(words: usize, end: usize): void {
  store<u32>(words, <u32>((end - words - HEADER) / ENTRY));
}

/** Where the words of a frame end. */
export function endOfWords(words: usize): usize {
  return words + HEADER + <usize>load<u32>(words) * ENTRY;
}
