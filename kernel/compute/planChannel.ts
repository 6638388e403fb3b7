import type { CubeDescription } from "#core/data/cubeDescription.js";
import type { Plan, Tile } from "#core/data/executor.js";
import { OnceReceiver, OnceSender, type Sent } from "./sentOnce.js";

/** A plan as it crosses from a client to a worker: the cube, and the tiles of the whole of it, are sent once. */
export interface PlanMessage extends Omit<Plan, "cube" | "tiles"> {
  readonly cube: Sent<CubeDescription>;
  readonly tiles: Sent<readonly Tile[]> | readonly Tile[];
}

/** The client's end; every message must go to every worker, in order. */
export function createPlanSender(): (plan: Plan) => PlanMessage {
  const cubes = new OnceSender<CubeDescription>();
  const tileLists = new OnceSender<readonly Tile[]>();
  return (plan) => ({
    ...plan,
    cube: cubes.send(plan.cube),
    // Tiles of a region are made for one plan and are not seen again.
    tiles: plan.region === undefined ? tileLists.send(plan.tiles) : plan.tiles,
  });
}

/** A worker's end, one for each client. */
export function createPlanReceiver(): (message: PlanMessage) => Plan {
  const cubes = new OnceReceiver<CubeDescription>();
  const tileLists = new OnceReceiver<readonly Tile[]>();
  return ({ cube, tiles, ...rest }) => ({
    ...rest,
    cube: cubes.receive(cube),
    tiles: "id" in tiles ? tileLists.receive(tiles) : tiles,
  });
}
