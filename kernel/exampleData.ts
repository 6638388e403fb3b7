/**
 * Program: `node exampleData.js FOLDER` writes the example data set of the notebooks into FOLDER when it is missing
 * or was made by another version. The bootstraps run it.
 */
import { isRonchiError } from "#core/errors.js";
import { writeExampleData } from "./io/exampleData.js";

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: node exampleData.js FOLDER");
  process.exitCode = 2;
} else {
  await run(folder);
}

async function run(target: string): Promise<void> {
  try {
    const { path, written } = await writeExampleData(target, {
      onProgress: ({ doneFrames, totalFrames }) =>
        console.log(`Example data: ${doneFrames} of ${totalFrames} patterns`),
    });
    console.log(written ? `Example data written: ${path}` : `Example data are there: ${path}`);
  } catch (error) {
    if (!isRonchiError(error)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
