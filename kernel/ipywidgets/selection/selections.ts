import * as generated from "../generated/selections.js";
import { SelectionRangeSliderTraits, SelectionSliderTraits } from "../generated/sliders.js";
import { alwaysOneOption, manyOptions, oneOption, optionRange } from "./choice.js";
import {
  type Constructor,
  type MultipleSelectionClass,
  type SelectionClass,
  selecting,
} from "./selectionClass.js";

type Init<Class extends abstract new (...args: never) => unknown> = ConstructorParameters<Class>[0] & object;
type One<Class extends abstract new (...args: never) => unknown> = SelectionClass<
  InstanceType<Class>,
  Init<Class>
>;
type Many<Class extends abstract new (...args: never) => unknown> = MultipleSelectionClass<
  InstanceType<Class>,
  Init<Class>
>;

/** Makes the class that `selecting` gives one of this type: generic in the values of its options. */
function typed<Class>(made: Constructor): Class {
  return made as unknown as Class;
}

const DropdownBase = typed<One<typeof generated.DropdownTraits>>(
  selecting(generated.DropdownTraits, "Dropdown", oneOption),
);
/** A menu of options: `new Dropdown({ options: { low: 0.1, high: 10 } })` has the value 0.1. */
export class Dropdown<Value = string> extends DropdownBase<Value> {}

const RadioButtonsBase = typed<One<typeof generated.RadioButtonsTraits>>(
  selecting(generated.RadioButtonsTraits, "RadioButtons", oneOption),
);
/** Options below or beside each other, one of which is marked. */
export class RadioButtons<Value = string> extends RadioButtonsBase<Value> {}

const SelectBase = typed<One<typeof generated.SelectTraits>>(
  selecting(generated.SelectTraits, "Select", oneOption),
);
/** A list of options. */
export class Select<Value = string> extends SelectBase<Value> {}

const ToggleButtonsBase = typed<One<typeof generated.ToggleButtonsTraits>>(
  selecting(generated.ToggleButtonsTraits, "ToggleButtons", oneOption),
);
/** A button for each option, one of which is down. */
export class ToggleButtons<Value = string> extends ToggleButtonsBase<Value> {}

const SelectionSliderBase = typed<One<typeof SelectionSliderTraits>>(
  selecting(SelectionSliderTraits, "SelectionSlider", alwaysOneOption),
);
/** A slider over options. */
export class SelectionSlider<Value = string> extends SelectionSliderBase<Value> {}

const SelectMultipleBase = typed<Many<typeof generated.SelectMultipleTraits>>(
  selecting(generated.SelectMultipleTraits, "SelectMultiple", manyOptions),
);
/** A list of options, any number of which are chosen. */
export class SelectMultiple<Value = string> extends SelectMultipleBase<Value> {}

const SelectionRangeSliderBase = typed<Many<typeof SelectionRangeSliderTraits>>(
  selecting(SelectionRangeSliderTraits, "SelectionRangeSlider", optionRange),
);
/** A slider with two handles over options: its value is the first and the last one. */
export class SelectionRangeSlider<Value = string> extends SelectionRangeSliderBase<Value> {}
