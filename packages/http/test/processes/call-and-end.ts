// Calls the address it is given and ends: nothing but an open connection is left.
import { createHttpClient } from '../../src/index.ts'

const http = createHttpClient({ env: {}, deadlineMs: 600_000 })
const { status } = await http({ method: 'GET', url: String(process.argv[2]) })
process.stdout.write(`${status}\n`)
