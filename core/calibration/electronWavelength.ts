import { RonchiError } from "../errors.js";

const PLANCK = 6.62607015e-34;
const ELECTRON_MASS = 9.1093837e-31;
const ELEMENTARY_CHARGE = 1.602176634e-19;
const SPEED_OF_LIGHT = 299_792_458;
const ANGSTROM = 1e-10;

/**
 * Relativistic de Broglie wavelength of an electron, Å: λ = h / √(2 m E (1 + E / 2mc²)).
 * `energy` is the kinetic energy in eV (200e3 for a 200 kV microscope).
 * Throws RonchiError "invalid-argument" when the energy is not a positive number.
 */
export function electronWavelength(energy: number): number {
  if (!(energy > 0 && Number.isFinite(energy))) {
    throw new RonchiError({
      code: "invalid-argument",
      subject: "energy",
      found: String(energy),
      expected: "a positive number of eV",
      remedy: "Give the beam energy in eV, for example 200e3.",
    });
  }
  const kinetic = energy * ELEMENTARY_CHARGE;
  const rest = ELECTRON_MASS * SPEED_OF_LIGHT ** 2;
  const momentum = Math.sqrt(2 * ELECTRON_MASS * kinetic * (1 + kinetic / (2 * rest)));
  return PLANCK / momentum / ANGSTROM;
}
