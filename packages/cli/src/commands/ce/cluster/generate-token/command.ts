// `ocix ce cluster generate-token`.
import { command } from '../../../../program/command.ts'
import { readOcid } from '../../../../program/option-values.ts'

export const generateToken = command({
  name: 'generate-token',
  summary: 'print a token for kubectl, as the kubeconfig of an OKE cluster asks for it',
  description:
    'An ExecCredential in the version of its protocol that KUBERNETES_EXEC_INFO asks for: v1beta1, or v1. It lasts four minutes, and kubectl asks again by itself. No call is made for it, unless a session has to be renewed. The region is that of --region, else the one in the OCID of the cluster. What is printed is secret. In a kubeconfig put ocix for oci, as the command of the user.',
  options: {
    clusterId: { placeholder: 'OCID', required: true, read: readOcid('cluster'), summary: 'the OCID of the cluster' },
  },
  examples: [
    {
      summary: 'What a kubeconfig holds, under exec',
      line: 'ocix ce cluster generate-token --cluster-id ocid1.cluster.oc1.phx.aaaa --region us-phoenix-1',
    },
  ],
  run: () => import('./action.ts'),
})
