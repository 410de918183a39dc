// Asks explainDefaultSigner what it would do: node explain.mjs open|silent. It prints its answer and how long it took, in milliseconds,
// from before the import. With "silent" no connection is ever made and none is refused: so does a network that drops what is sent.
import { Socket } from 'node:net'

if (process.argv[2] === 'silent') {
  // A connection that is being made keeps a process alive; this stands for it.
  setInterval(() => {}, 1000)
  Socket.prototype.connect = function connect() {
    this.connecting = true
    return this
  }
}

const start = performance.now()
const { explainDefaultSigner } = await import('@x/auth-federation')
const { taken, links } = await explainDefaultSigner()
const spentMs = performance.now() - start
const outcomes = Object.fromEntries(links.map(({ link, outcome }) => [link, outcome]))
process.stdout.write(JSON.stringify({ taken, outcomes, spentMs }), () => process.exit())
