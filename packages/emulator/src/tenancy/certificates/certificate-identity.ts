// How the subject of a certificate names the instance that it speaks for.
import type { X509Certificate } from 'node:crypto'
import type { DistinguishedName, NameAttribute } from './issue-certificate.ts'

/** Whom a leaf certificate speaks for. */
export interface InstanceIdentity {
  readonly tenancy: string
  readonly compartment: string
  readonly instance: string
}

/** OCI writes each unit into a part of the name of its own; it once wrote all of them into one part with several values. */
export function subjectOf(
  { tenancy, compartment, instance }: InstanceIdentity,
  multiValued: boolean,
): DistinguishedName {
  const units = [
    'opc-certtype:instance',
    `opc-compartment:${compartment}`,
    `opc-instance:${instance}`,
    `opc-tenant:${tenancy}`,
  ].map((unit): NameAttribute => ['organizationalUnitName', unit])
  return [[['commonName', instance]], ...(multiValued ? [units] : units.map((unit) => [unit]))]
}

/** Yields `''` for what the subject does not name. Only the subject of a certificate of the emulator's own CA can be believed. */
export function readIdentity({ subject }: X509Certificate): InstanceIdentity {
  // Node puts each part of a name on a line of its own, and joins the attributes of one part.
  const attributes = subject.split('\n').flatMap((part) => part.split(' + '))
  const find = (name: string): string =>
    attributes.find((attribute) => attribute.startsWith(`OU=${name}:`))?.slice(`OU=${name}:`.length) ?? ''
  return { tenancy: find('opc-tenant'), compartment: find('opc-compartment'), instance: find('opc-instance') }
}
