# Two node pools for the production Space: one for etcd, one for everything else.

resource "aws_eks_node_group" "etcd" {
  cluster_name    = "space"
  node_group_name = "etcd"

  labels = {
    dedicated = "etcd"
  }

  taint {
    key    = "dedicated"
    value  = "etcd"
    effect = "NO_SCHEDULE"
  }

  scaling_config {
    min_size     = 3
    desired_size = 3
    max_size     = 6
  }
}

resource "aws_eks_node_group" "general" {
  cluster_name    = "space"
  node_group_name = "general"

  labels = {
    dedicated = "none"
  }

  scaling_config {
    min_size     = 3
    desired_size = 3
    max_size     = 12
  }
}
