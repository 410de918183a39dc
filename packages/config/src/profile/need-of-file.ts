// Decides whether a configuration needs its file: pure, before any file is looked at.
import { mergeLayers, type Layer, type LayersBelow } from './layers.ts'

/** `optional`: the file is read if it is there. */
export type NeedOfFile = 'none' | 'optional' | 'required'

/**
 * A whole API key above the file leaves it nothing to say. One that is only whole with Terraform's variables, which the file wins
 * over, leaves it something to say, but nothing that has to be said.
 *
 * @param asked - whether the caller named a file or a profile: then it is read, come what may
 */
export function needOfFile(asked: boolean, above: Layer, { region, terraform }: LayersBelow): NeedOfFile {
  if (asked) return 'required'
  if (isWholeApiKey(mergeLayers([above, region]))) return 'none'
  return isWholeApiKey(mergeLayers([above, region, terraform])) ? 'optional' : 'required'
}

function isWholeApiKey(layer: Layer): boolean {
  const hasKey = layer.has('keyContent') || layer.has('keyFile')
  return hasKey && (['tenancy', 'user', 'fingerprint', 'region'] as const).every((name) => layer.has(name))
}
