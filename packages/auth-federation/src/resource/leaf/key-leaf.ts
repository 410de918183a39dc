// Versions 2.1, 2.1.1 and 2.1.2: the resource proves itself with a key of its own, to which its tokens are bound as well.
import { createCredential } from '@x/signer'
import { againWhenRefused, exchangeServiceTokens } from '../exchange.ts'
import type { KeyLeafInputs } from '../inputs.ts'
import { knownRegion, type Leaf, type LeafPorts } from './leaf.ts'
import { OwnKey } from './own-key.ts'

export function keyLeaf(inputs: KeyLeafInputs, { calls, readFile }: LeafPorts): Leaf {
  const ownKey = new OwnKey(inputs, readFile)
  const { keyId, privateKey } = inputs
  return {
    source: `the key of the resource, from ${privateKey.isFile ? 'a file' : 'the environment'}`,
    region: knownRegion(inputs.region),
    // The key is read anew for each token, and once more when it is refused: its file may have been replaced.
    load: (context) =>
      againWhenRefused(
        () => ownKey.read(),
        (sessionKey) => {
          const credential = createCredential({ keyId, key: sessionKey.privateKey })
          return exchangeServiceTokens(calls, inputs, { credential, sessionKey }, context)
        },
      ),
  }
}
