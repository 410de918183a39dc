// A page in Chromium.
import * as libraries from './libraries.mjs'
import { run, webHost } from './suite.js'

// An empty frame has the names of a page on which nothing was loaded.
const frame = document.body.appendChild(document.createElement('iframe'))
const names = new Set(Object.getOwnPropertyNames(frame.contentWindow))
frame.remove()
const added = Object.getOwnPropertyNames(globalThis).filter((name) => !names.has(name))
if (added.length > 0) throw new Error(`The libraries have put names on the page: ${added.join(', ')}.`)

await run(libraries, webHost, new URL(location.href).searchParams.get('address'))
