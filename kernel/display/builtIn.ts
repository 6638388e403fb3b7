import { describeArrowTable, isArrowTable } from "./arrowTable.js";
import { describeErrorValue } from "./errorValue.js";
import { describeCube, describeSlice, isCube, isSlice } from "./fieldTypes.js";
import { describeForeign } from "./foreignTypes.js";
import { describeMap } from "./mapTable.js";
import { describeMeasured } from "./measuredTypes.js";
import type { MimeBundle } from "./mimeBundle.js";
import { describeGrid, gridOf } from "./numberGrid.js";
import { describePixels, isPixels } from "./pixels.js";
import { messageOf, plainText } from "./plainText.js";
import { describePlotly, isPlotlyFigure } from "./plotly.js";
import { describeRecordList, isRecordList } from "./recordTable.js";
import { describeRecord, isResultRecord } from "./resultRecord.js";
import { describeShapedArray, describeTypedArray, isNumericArray, isShapedArray } from "./typedArrays.js";

/** How a value without a display method of its own is shown: never by guessing what a plain string might be. */
export function describe(value: unknown): MimeBundle {
  if (typeof value !== "object" || value === null) return plain(value);
  try {
    return describeObject(value) ?? plain(value);
  } catch (thrown) {
    // Getters and traps of the value run when one looks at it. That they throw must not take its text away.
    return { "text/plain": `${plainText(value)}\n(a look at it threw: ${messageOf(thrown)})` };
  }
}

function describeObject(value: object): MimeBundle | undefined {
  return (
    describeForeign(value) ?? describeField(value) ?? describeMeasured(value) ?? describeContainer(value)
  );
}

/** Slices, cubes and arrays of numbers. */
function describeField(value: object): MimeBundle | undefined {
  if (isSlice(value)) return describeSlice(value);
  if (isCube(value)) return { "text/plain": describeCube(value) };
  if (isNumericArray(value)) return { "text/plain": describeTypedArray(value) };
  const grid = gridOf(value);
  if (grid !== undefined) return describeGrid(grid);
  return isShapedArray(value) ? { "text/plain": describeShapedArray(value) } : undefined;
}

function describeContainer(value: object): MimeBundle | undefined {
  if (value instanceof Error) return describeErrorValue(value);
  if (value instanceof Map) return describeMap(value);
  if (isPlotlyFigure(value)) return describePlotly(value);
  if (isArrowTable(value)) return describeArrowTable(value);
  if (isPixels(value)) return describePixels(value);
  if (isResultRecord(value)) return describeRecord(value, describe);
  return isRecordList(value) ? describeRecordList(value) : undefined;
}

function plain(value: unknown): MimeBundle {
  return { "text/plain": plainText(value) };
}
