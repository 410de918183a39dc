// The types of node-forge know its entry only; the part that reads ASN.1 loads six times as fast.
declare module 'node-forge/lib/asn1.js' {
  import { asn1 } from 'node-forge'

  export = asn1
}
