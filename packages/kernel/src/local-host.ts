// Which hosts plain HTTP may lead to: this machine, and what answers on a link-local address, such as a metadata service.

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/
const LINK_LOCAL = /^(?:169\.254(?:\.\d{1,3}){2}|\[fe[89ab][0-9a-f]:.*\]|\[fd00:ec2::254\]|metadata\.google\.internal)$/

/** @param hostname - as `URL` has it: in lower case, IPv6 in brackets, IPv4 in four numbers */
export const isLoopbackHost = (hostname: string): boolean => LOOPBACK.test(hostname)

/** @param hostname - as `URL` has it */
export const isLocalHost = (hostname: string): boolean => isLoopbackHost(hostname) || LINK_LOCAL.test(hostname)
