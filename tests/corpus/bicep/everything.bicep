targetScope = 'subscription'
metadata description = 'all that there is'
import { a, b as c } from 'x.bicep'
import * as d from 'y.bicep'
extension kubernetes with { namespace: 'n' } as k8s
@description('''
several
lines''')
@allowed([1, 2])
param e int = 1
@secure()
param f string?
type g = 'x' | 'y'
type h = { i: string, *: int[] }
type j = [
  @minValue(1)
  int
  (bool | null)[]
]
func k(l string, m int) string => '${l}-${m}'
var n = [for (o, p) in range(0, 3): '${o}${p}']
var q = e > 1 ? { ...r, s: -1 } : null ?? t.?u![^1].v
#disable-next-line BCP081
resource w 'A.B/c@2024-01-01' = [for x in n: if (x != 'y') {
  name: k(x, 1) // trailing
  /* block */
  resource y 'd' = {
    name: 'y'
  }
}]
resource z 'A.B/c@2024-01-01' existing = {
  name: 'z'
  scope: subscription()
}
module aa 'main.bicep' = {
  name: 'aa'
  params: {
    e: map(n, i => i)[0]
  }
}
output bb object = { cc: w[0]::y.id, dd: $'''x ${e} $${f} ''' }
assert ee = 1 == 1
