using 'main.bicep'
extends 'base.bicepparam'
param a = readEnvironmentVariable('A', 'b')
var c = { d: [1
2] }
param e = c
