// Sets environment variables and puts back exactly what was there before, also the absence of one.

export type Variables = Readonly<Record<string, string | undefined>>

/** @returns what puts the variables back */
export function setVariables(variables: Variables, environment: NodeJS.ProcessEnv): () => void {
  const before = Object.keys(variables).map((name) => [name, environment[name]] as const)
  for (const [name, value] of Object.entries(variables)) setOne(environment, name, value)
  return () => {
    for (const [name, value] of before) setOne(environment, name, value)
  }
}

/** An `undefined` that is assigned would become the text "undefined". */
function setOne(environment: NodeJS.ProcessEnv, name: string, value: string | undefined): void {
  if (value === undefined) delete environment[name]
  else environment[name] = value
}
