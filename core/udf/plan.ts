import {
  type ChunkedPart,
  type CubeDescription,
  type CubePart,
  frameCount,
  pixelCount,
} from "../data/cubeDescription.js";
import { bytesPerElement } from "../data/dtype.js";
import type { Plan, Tile, UdfCall } from "../data/executor.js";
import { spreadOrder } from "./tileOrder.js";

/**
 * Decoded bytes that one tile aims at: long enough to drown the cost of handing it out, short enough that a cancelled
 * run stops within milliseconds and every worker gets many.
 */
const tileBytes = 1 << 20;
/** A user's function may take milliseconds a frame, and other runs wait for a tile to end. */
const userTileBytes = 1 << 16;

/** Tiles of a plan that is looked at while it runs: a partial result samples the scan the more finely, the smaller they are. */
const spreadTileBytes = 1 << 18;

/**
 * In which order the workers take the tiles: as the pixels are stored, or so that the part of the scan that is done is
 * always spread over all of it, for partial results that are looked at.
 */
export type TileOrder = "storage" | "spread";

/** Makes the plan that runs `calls` over a cube, or over the frames that `region` marks with 1. Reads nothing. */
export function makePlan(
  cube: CubeDescription,
  calls: readonly UdfCall[],
  region?: Uint8Array,
  order: TileOrder = "storage",
): Plan {
  const usual = order === "spread" ? spreadTileBytes : tileBytes;
  const aim = calls.some(({ udf }) => udf === "user") ? userTileBytes : usual;
  if (region === undefined) return { cube, calls, tiles: tilesOfAll(cube, aim, order) };
  return { cube, calls, tiles: tilesOf(cube, aim, order, region), region };
}

/** Makes the plan that runs `calls` over a single frame, given by its linear scan index. */
export function makeFramePlan(cube: CubeDescription, calls: readonly UdfCall[], frame: number): Plan {
  const region = new Uint8Array(frameCount(cube));
  region[frame] = 1;
  const part = cube.parts.findLastIndex(({ firstFrame }) => firstFrame <= frame);
  const first = chunkOf(cube.parts[part]!, frame);
  return { cube, calls, tiles: [{ part, first, count: 1 }], region };
}

/** The scan chunk of a part that holds a frame. */
function chunkOf(part: CubePart, frame: number): number {
  const inPart = frame - part.firstFrame;
  if (part.kind === "contiguous") return inPart;
  const [extentY, extentX] = scanChunk(part);
  const [, gridX] = scanChunkGrid(part);
  const [y, x] = [Math.floor(inPart / part.stored[1]), inPart % part.stored[1]];
  return Math.floor(y / extentY) * gridX + Math.floor(x / extentX);
}

/** Tiles of whole cubes: the same for every plan, and a drag makes many. */
const knownTiles = new WeakMap<CubeDescription, Map<string, readonly Tile[]>>();

function tilesOfAll(cube: CubeDescription, aim: number, order: TileOrder): readonly Tile[] {
  const known = knownTiles.get(cube) ?? new Map<string, readonly Tile[]>();
  knownTiles.set(cube, known);
  const key = `${order} ${aim}`;
  const tiles = known.get(key) ?? tilesOf(cube, aim, order);
  known.set(key, tiles);
  return tiles;
}

function tilesOf(cube: CubeDescription, aim: number, order: TileOrder, region?: Uint8Array): readonly Tile[] {
  const tiles = cube.parts.flatMap((part, index) => partTiles(cube, part, index, aim, region));
  if (order === "storage") return tiles;
  const middles = tiles.map(({ part, first, count }) => {
    const frames = chunkFrames(cube.parts[part]!, first + (count >> 1));
    return frames[frames.length >> 1]!;
  });
  return spreadOrder(middles, cube.shape[1]).map((i) => tiles[i]!);
}

/** How many frames the plan will process. */
export function plannedFrames(plan: Plan): number {
  if (plan.region === undefined) return frameCount(plan.cube);
  let frames = 0;
  for (const marked of plan.region) frames += marked;
  return frames;
}

/** Scan extent of a part's chunk; a contiguous part counts as chunks of one frame. */
export function scanChunk(part: CubePart): readonly [number, number] {
  return part.kind === "contiguous" ? [1, 1] : [part.chunk[0], part.chunk[1]];
}

/** Grid of scan chunks, [y, x]. */
function scanChunkGrid(part: CubePart): readonly [number, number] {
  if (part.kind === "contiguous") return [1, part.frameCount];
  return [Math.ceil(part.stored[0] / part.chunk[0]), Math.ceil(part.stored[1] / part.chunk[1])];
}

/** Linear scan indices of the frames in one scan chunk, in the order in which the chunk stores them. */
export function chunkFrames(part: CubePart, chunk: number): number[] {
  if (part.kind === "contiguous") return [part.firstFrame + chunk];
  const [, gridX] = scanChunkGrid(part);
  const [extentY, extentX] = scanChunk(part);
  const y0 = Math.floor(chunk / gridX) * extentY;
  const x0 = (chunk % gridX) * extentX;
  return boxFrames(part, y0, x0, extentY, extentX);
}

function boxFrames(part: ChunkedPart, y0: number, x0: number, extentY: number, extentX: number): number[] {
  const frames: number[] = [];
  for (let y = y0; y < Math.min(y0 + extentY, part.stored[0]); y++) {
    for (let x = x0; x < Math.min(x0 + extentX, part.stored[1]); x++) {
      frames.push(part.firstFrame + y * part.stored[1] + x);
    }
  }
  return frames;
}

function partTiles(
  cube: CubeDescription,
  part: CubePart,
  index: number,
  aim: number,
  region?: Uint8Array,
): Tile[] {
  const [extentY, extentX] = scanChunk(part);
  const [gridY, gridX] = scanChunkGrid(part);
  const chunkBytes = extentY * extentX * pixelCount(cube) * bytesPerElement(cube.dtype);
  const perTile = Math.max(1, Math.floor(aim / chunkBytes));
  const tiles: Tile[] = [];
  for (let first = 0; first < gridY * gridX; first += perTile) {
    const count = Math.min(perTile, gridY * gridX - first);
    if (region === undefined || touches(part, first, count, region))
      tiles.push({ part: index, first, count });
  }
  return tiles;
}

function touches(part: CubePart, first: number, count: number, region: Uint8Array): boolean {
  const [extentY, extentX] = scanChunk(part);
  if (extentY * extentX === 1) {
    const frame = part.firstFrame + first;
    return region.subarray(frame, frame + count).includes(1);
  }
  for (let chunk = first; chunk < first + count; chunk++) {
    if (chunkFrames(part, chunk).some((frame) => region[frame] === 1)) return true;
  }
  return false;
}
