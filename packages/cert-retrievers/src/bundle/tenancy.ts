// Which tenancy a certificate speaks for.
import type { SubjectAttribute } from './subject.ts'

const PREFIX = /^\s*opc-(?:tenant|identity):(.*)$/s
/** organizationalUnitName and organizationName, where OCI puts it. */
const USUAL: ReadonlySet<string> = new Set(['2.5.4.11', '2.5.4.10'])

/** The OCID after `opc-tenant:` or `opc-identity:`; the usual attributes win over others, then the first one. */
export function tenancyOf(attributes: readonly SubjectAttribute[]): string | undefined {
  const found = attributes.flatMap(({ type, value }) => {
    const tenancy = PREFIX.exec(value)?.[1]?.trim()
    return tenancy ? [{ type, tenancy }] : []
  })
  return (found.find(({ type }) => USUAL.has(type)) ?? found[0])?.tenancy
}
