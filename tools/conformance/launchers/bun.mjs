// Bun.
import * as federation from '@x/auth-federation'
import * as libraries from './libraries.mjs'
import { run } from './suite.js'
import { nodeHost } from './node-host.js'

const [, , address] = Bun.argv
await run(
  { ...libraries, federation },
  nodeHost((name) => import.meta.resolve(name)),
  address,
)
