/** Types of resources that hold data, or whose replacement would take data with it. */
export const HOLD_DATA = [
  'AWS::EC2::VPC',
  'AWS::EC2::Subnet',
  'AWS::Glue::Database',
  'AWS::Redshift::Cluster',
  'AWS::Redshift::ClusterSubnetGroup',
  'AWS::RedshiftServerless::Namespace',
  'AWS::RedshiftServerless::Workgroup',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
];
