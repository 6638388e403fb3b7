/**
 * A specifier as Deno writes it -> the package in node_modules: "npm:@scope/name@1.2/part" -> "@scope/name/part"; "jsr:"
 * too, by the name that `npx jsr add` gives a package.
 */
export function packageSpecifier(specifier: string): string {
  const named = /^(?:npm|jsr):\/?((?:@[^/]+\/)?[^@/]+)(?:@[^/]*)?(\/.*)?$/.exec(specifier);
  return named === null ? specifier : `${named[1]}${named[2] ?? ""}`;
}

/** Says how to get a package that is not there, in the error that Node threw. */
export function withRemedy(problem: Error & { code?: unknown }, specifier: string): Error {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(packageSpecifier(specifier))?.[0];
  if (problem.code !== "ERR_MODULE_NOT_FOUND" || !problem.message.includes(`package '${name}'`))
    return problem;
  const command = specifier.startsWith("jsr:") ? `!npx jsr add ${name}` : `%npm install ${name}`;
  problem.message += `. To get it: ${command}`;
  return problem;
}
