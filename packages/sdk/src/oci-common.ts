// All of @x/oci-common.
export * from '@x/oci-common'
