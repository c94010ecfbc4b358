import { apiVersionOf, kindOf, type Shape } from './shape.ts';

/** kubeadm's InitConfiguration and JoinConfiguration, and the kubelet's own configuration file. */
export const kubeadmShape: Shape = {
  source: 'kubeadm',
  owns: root =>
    /^kube(?:adm|let\.config)\.k8s\.io\//.test(apiVersionOf(root)) || kindOf(root) === 'KubeletConfiguration',
  places: [{ at: '', name: 'nodeRegistration.name' }],
};
