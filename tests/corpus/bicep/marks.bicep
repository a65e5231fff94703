param 0 string = 1
var a = 'x2'
var b = { 3: 1 }
