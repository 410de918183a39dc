// Sets environment variables and puts back exactly what was there before, also the absence of one.

export type Variables = Readonly<Record<string, string | undefined>>

/** One setting of one variable. What is put back is kept with the setting, so that settings may end in any order. */
interface Setting {
  before: string | undefined
}

/** The settings of each variable that have not ended, the oldest first. Runners differ in the order in which they end. */
const settings = new WeakMap<NodeJS.ProcessEnv, Map<string, Setting[]>>()

/** @returns what puts the variables back */
export function setVariables(variables: Variables, environment: NodeJS.ProcessEnv): () => void {
  const ends = Object.entries(variables).map(([name, value]) => {
    const end = begin(name, environment)
    setOne(environment, name, value)
    return end
  })
  return () => {
    for (const end of ends) end()
  }
}

/** @returns puts back what was there; where a later setting still holds, that one puts it back when it ends */
function begin(name: string, environment: NodeJS.ProcessEnv): () => void {
  const ofName = settings.get(environment) ?? new Map<string, Setting[]>()
  settings.set(environment, ofName)
  const open = ofName.get(name) ?? []
  ofName.set(name, open)
  const setting: Setting = { before: environment[name] }
  open.push(setting)
  return () => {
    const at = open.indexOf(setting)
    if (at === -1) return
    const [later] = open.slice(at + 1)
    open.splice(at, 1)
    if (later === undefined) setOne(environment, name, setting.before)
    else later.before = setting.before
  }
}

/** An `undefined` that is assigned would become the text "undefined". */
function setOne(environment: NodeJS.ProcessEnv, name: string, value: string | undefined): void {
  if (value === undefined) delete environment[name]
  else environment[name] = value
}
