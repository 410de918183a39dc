// The other side of the page for people who come from Python: its Python runs too, where there is one with Oracle's SDK.
import { readFileSync } from 'node:fs'
import { testPython } from '@x-tools/testkit'

const page = new URL('../docs/migrating-from-python.md', import.meta.url)
/** Oracle's page writes this name, and the SDK does not have it: the table says so. */
const MISWRITTEN = 'oci.auth.signer.get_resource_principals_signer'

const named = [...readFileSync(page, 'utf8').matchAll(/^\| `(oci\.[\w.]+)` /gm)].map((match) => String(match[1]))
testPython(
  page,
  named.filter((name) => name !== MISWRITTEN),
)
