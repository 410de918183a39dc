// Reads whom a certificate speaks for out of its subject.
import type { X509Certificate } from 'node:crypto'
import type { InstanceIdentity } from './instance-authority.ts'

/** `''` for what the subject does not name. To be believed only of a certificate of the emulator's own CA. */
export function readIdentity({ subject }: X509Certificate): InstanceIdentity {
  // Node puts each part of a name on a line of its own, and joins the attributes of one part.
  const attributes = subject.split('\n').flatMap((part) => part.split(' + '))
  const find = (name: string): string =>
    attributes.find((attribute) => attribute.startsWith(`OU=${name}:`))?.slice(`OU=${name}:`.length) ?? ''
  return { tenancy: find('opc-tenant'), compartment: find('opc-compartment'), instance: find('opc-instance') }
}
