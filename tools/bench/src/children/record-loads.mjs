// A loader hook that tells the address of every module that is loaded, to the port it was given.
let port

export function initialize(data) {
  port = data.port
}

export function load(url, context, nextLoad) {
  port.postMessage(url)
  return nextLoad(url, context)
}
