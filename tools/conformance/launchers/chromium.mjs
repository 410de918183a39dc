// A page in Chromium.
import * as libraries from './libraries.mjs'
import { run, webHost } from './suite.js'

await run(libraries, webHost, new URL(location.href).searchParams.get('address'))
