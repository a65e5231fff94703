var a = b
var b = a
func f(x int) int => f(x)
module m 'main.bicep' = {
  name: a
  params: { x: m.outputs.y }
}
output y int = f(1)
