a = -1 + 2 * (3 - b) % 4 / 5 >= 6 && !c || d == e ? f : g != h ? i : j
b = a.b[0].c["d"].0.e.*.f[*].g[h[i]]
c = {
  k = 1, "l" : 2
  (m) = 3
}
d = { for k, v in a : k => v... if v != null }
e = [for x in [1, 2] : [for y in { a = x } : y + x]]
f = provider::x::y(1, [2]...)
g = cidrsubnets("10.0.0.0/8", 4, 8) == range(3) ? pow(2, 64) : 1e308 * 1e308
h = merge({}, null, { a = 1 })["a"]
