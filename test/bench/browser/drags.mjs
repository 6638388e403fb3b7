// Drags of a real mouse over a picker in JupyterLab, and what the page noted of them.

/** Between the moves of a fast mouse, ms. */
const handInterval = 8;

/**
 * One move at a time, each after the answer to the one before was painted: what each answer took, and where.
 * @param wanted "exact" or "coarse": the answer that is waited for
 */
export async function dragStepwise(tab, picker, { pane = "pattern", path, wanted = "exact" }) {
  const { page } = tab;
  const places = await placesOf(picker, pane, path);
  await page.mouse.move(...places[0]);
  await page.mouse.down();
  await page.evaluate(() => window.ronchiWatch.start(false));
  for (const [asked, place] of places.slice(1).entries()) {
    await page.mouse.move(...place);
    await page.evaluate(([n, want]) => window.ronchiWatch.answered(n, want), [asked, wanted]);
  }
  const noted = await page.evaluate(() => window.ronchiWatch.stop());
  await page.mouse.up();
  return noted;
}

/** A hand that moves 120 times a second, whatever comes back. */
export async function dragByHand(tab, picker, { pane = "pattern", path, seconds = 2 }) {
  const { page } = tab;
  const places = await placesOf(picker, pane, path);
  await page.mouse.move(...places[0]);
  await page.mouse.down();
  await page.evaluate(() => window.ronchiWatch.start(true));
  const started = performance.now();
  const moves = [];
  for (let i = 1; performance.now() - started < seconds * 1000; i++) {
    moves.push(page.mouse.move(...places[i % places.length]));
    await new Promise((resolve) => setTimeout(resolve, handInterval));
  }
  await Promise.all(moves);
  const elapsed = (performance.now() - started) / 1000;
  const noted = await page.evaluate(() => window.ronchiWatch.stop());
  await page.mouse.up();
  return { ...noted, seconds: elapsed };
}

/** Image px to page px. */
async function placesOf(picker, pane, path) {
  const [[y0, x0], [y1, x1]] = [await picker.placeOf(pane, [0, 0]), await picker.placeOf(pane, [1, 1])].map(
    ([x, y]) => [y, x],
  );
  return path.map(([y, x]) => [x0 + (x1 - x0) * x, y0 + (y1 - y0) * y]);
}

/** For each request of the pane: ms of the whole way and of its parts, to the exact picture on the screen. */
export function answersOf({ asks, received, drawn }, pane) {
  return asks
    .filter((ask) => ask.pane === pane)
    .flatMap(({ seq, at, moved }) => {
      const of = (list) => list.filter((entry) => entry.pane === pane && entry.seq === seq);
      const exact = of(drawn).find(({ complete }) => complete === 1);
      const frame = of(received).find(({ complete }) => complete === 1);
      if (exact?.painted === undefined || frame === undefined) return [];
      return {
        exact: exact.painted - moved,
        asked: at - moved,
        run: frame.milliseconds,
        transfer: frame.at - at - frame.milliseconds,
        draw: exact.at - frame.at,
        paint: exact.painted - exact.at,
      };
    });
}

/** For each request of the pane: ms until its first picture, however coarse, is on the screen. */
export function firstsOf({ asks, drawn }, pane) {
  return asks
    .filter((ask) => ask.pane === pane)
    .flatMap(({ seq, moved }) => {
      const first = drawn.find(
        (entry) => entry.pane === pane && entry.seq === seq && entry.painted !== undefined,
      );
      return first === undefined ? [] : [first.painted - moved];
    });
}

/** Pictures of a pane drawn a second. */
export function drawnRate({ drawn, seconds }, pane) {
  return drawn.filter((entry) => entry.pane === pane).length / seconds;
}
