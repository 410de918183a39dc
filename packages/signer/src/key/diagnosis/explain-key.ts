// What was given instead of a key, in words, and what to do about it.
import { InvalidPrivateKeyError, MissingPassphraseError } from '../../errors/errors.ts'
import type { KeyRefusal, KeyRefusalReason } from '../key-refusal.ts'

const TO_PKCS8 = 'openssl pkcs8 -topk8 -v2 aes-256-cbc -in key.pem -out converted.pem'

const SENTENCES: Readonly<Record<KeyRefusalReason, string>> = {
  'bad-passphrase': 'The private key could not be decrypted. Check the passphrase; it may also not belong to this key.',
  certificate: 'This is a certificate, not a private key. Give the private key that belongs to it.',
  'der-private':
    'This is a private key in DER form, not PEM. Convert it with: openssl pkey -inform DER -in key.der -out key.pem',
  empty: 'The private key is empty. Give the text of a PEM file.',
  'escaped-newlines':
    'The private key has the two characters \\n where line breaks belong, and does not read as PEM with them replaced either. Check how it was copied.',
  jwk: 'This is a JSON Web Key, not PEM. Give a CryptoKey that crypto.subtle.importKey makes of it, or its PEM form.',
  'missing-passphrase': 'The private key is encrypted and no passphrase was given. Pass its passphrase.',
  malformed: 'The PEM block holds no readable private key. Copy the file again, or make a new key.',
  'not-pem':
    'The text is not a PEM private key. It has to begin with -----BEGIN; where a path was meant, load the file with loadPrivateKeyFromFile.',
  'not-rsa':
    'The private key is not an RSA key. OCI signs requests with RSA only: make one with openssl genrsa -out key.pem 2048',
  openssh: 'This is a key in the OpenSSH format. Convert a copy with: ssh-keygen -p -m PEM -f key',
  pkcs12:
    'This is a PKCS#12 file, not PEM. Take the key out of it with: openssl pkcs12 -in key.p12 -nocerts -out key.pem',
  'public-key': 'This is a public key. Give the private key that belongs to it.',
  putty: 'This is a key in the PuTTY format. Convert it with: puttygen key.ppk -O private-openssh -o key.pem',
  'too-costly': 'The private key is encrypted in a way that takes too much work to open',
  truncated: 'The private key is cut off. Copy the whole file, including its END line.',
  'unsupported-encryption': `The private key is encrypted in a way that this runtime cannot open. Convert it with: ${TO_PKCS8}`,
}

export function explainKey({ reason, cause, detail }: KeyRefusal): InvalidPrivateKeyError | MissingPassphraseError {
  if (reason === 'missing-passphrase') return new MissingPassphraseError(SENTENCES[reason])
  const sentence =
    detail === undefined
      ? SENTENCES[reason]
      : `${SENTENCES[reason]}: it asks for ${detail}. Where you trust the file, encrypt it anew: ${TO_PKCS8}`
  return new InvalidPrivateKeyError(reason, sentence, cause === undefined ? undefined : { cause })
}
