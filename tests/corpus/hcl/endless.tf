locals {
 a = local.b
 b = local.a
 c = [for i in range(1000) : [for j in range(1000) : [for k in range(1000) : i]]]
}
output "o" { value = [local.a, local.c] }
