// workerd: the suite runs within one request.
import * as libraries from './libraries.mjs'
import { run, webHost } from './suite.js'

// The form that workerd asks for.
export default {
  async fetch(request) {
    await run(libraries, webHost, new URL(request.url).searchParams.get('address'))
    return new Response('done')
  },
}
