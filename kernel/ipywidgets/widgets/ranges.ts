import { FloatRangeSliderTraits, IntRangeSliderTraits } from "../generated/sliders.js";

type IntInit = ConstructorParameters<typeof IntRangeSliderTraits>[0];
type FloatInit = ConstructorParameters<typeof FloatRangeSliderTraits>[0];

/** A slider with two handles, for integers. Without a value it is the middle half. */
export class IntRangeSlider extends IntRangeSliderTraits {
  constructor(init: IntInit = {}) {
    super({ ...init, value: init.value ?? middleHalf(init) });
  }
}

/** A slider with two handles. Without a value it is the middle half. */
export class FloatRangeSlider extends FloatRangeSliderTraits {
  constructor(init: FloatInit = {}) {
    super({ ...init, value: init.value ?? middleHalf(init) });
  }
}

function middleHalf({ min = 0, max = 100 }: { min?: number; max?: number }): readonly [number, number] {
  return [0.75 * min + 0.25 * max, 0.25 * min + 0.75 * max];
}
