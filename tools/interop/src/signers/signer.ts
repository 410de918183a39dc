// A signer that plays the conformance suite: a row of the tables in docs/conformance.md, an entry in index.ts.
import type { Emulator } from '@x/emulator'
import type { Client } from '../clients/client.ts'
import type { Spoken } from '../run/speak.ts'

export interface Signer extends Pick<Client, 'id' | 'title' | 'comesWith' | 'tools' | 'prepare'> {
  /** Has the emulator's cases sent; tells of each how it ended for the client. `variables` lead a program there. */
  readonly play: (oci: Emulator, variables: Readonly<Record<string, string>>) => Promise<Spoken>
}
