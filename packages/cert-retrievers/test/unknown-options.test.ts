// Every class refuses an option that it does not know and names the one that was meant.
import {
  FileBasedCertificateRetriever,
  InstanceMetadata,
  InstanceMetadataCertificateRetriever,
  PEMStringCertificateRetriever,
  UrlBasedCertificateRetriever,
} from '@x/cert-retrievers'
import { expect, test } from 'vitest'

type Make = (options: never) => unknown
const file: Make = (options) => new FileBasedCertificateRetriever(options)
const url: Make = (options) => new UrlBasedCertificateRetriever(options)
const pem: Make = (options) => new PEMStringCertificateRetriever(options)
const ofInstance: Make = (options) => new InstanceMetadataCertificateRetriever(options)
const metadata: Make = (options) => new InstanceMetadata(options)

test.each([
  ['FileBasedCertificateRetriever', file, 'certificate_file_path', 'certificateFilePath'],
  ['FileBasedCertificateRetriever', file, 'private_key_pem_file_path', 'privateKeyPemFilePath'],
  ['FileBasedCertificateRetriever', file, 'private_key_file_location', 'privateKeyPemFilePath'],
  ['FileBasedCertificateRetriever', file, 'pass_phrase', 'passphrase'],
  ['UrlBasedCertificateRetriever', url, 'certificate_url', 'certificateUrl'],
  ['UrlBasedCertificateRetriever', url, 'private_key_url', 'privateKeyUrl'],
  ['UrlBasedCertificateRetriever', url, 'retry_strategy', 'retryStrategy'],
  ['UrlBasedCertificateRetriever', url, 'timeout', 'timeoutMs'],
  ['PEMStringCertificateRetriever', pem, 'certificate_pem', 'certificatePem'],
  ['PEMStringCertificateRetriever', pem, 'private_key_content', 'privateKeyPem'],
  ['InstanceMetadataCertificateRetriever', ofInstance, 'clockTolerance', 'clockToleranceMs'],
  ['InstanceMetadata', metadata, 'metadata_base_url', 'baseUrl'],
  ['InstanceMetadata', metadata, 'timeout', 'timeoutMs'],
])('%s refuses the option %s', (_, make, unknown, nearest) => {
  expect(() => make({ [unknown]: 'x' } as never)).toThrow(
    expect.objectContaining({
      name: 'TypeError',
      code: 'ERR_INVALID_ARGUMENT',
      message: `There is no option "${unknown}". Did you mean \`${nearest}\`?`,
    }),
  )
})
